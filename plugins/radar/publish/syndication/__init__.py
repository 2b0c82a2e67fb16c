"""Write feeds: which there are, what they hold, and in which formats."""
