"""Search the whole archive in the browser: what is indexed, and by whom."""
