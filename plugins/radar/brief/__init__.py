"""Say in few words what papers bring: gists and briefings, with or without a model."""
