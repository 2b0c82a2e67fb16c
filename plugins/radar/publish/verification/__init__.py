"""Hold a built site against the archive it was built from."""
