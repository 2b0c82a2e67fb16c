"""Know a whole archive at the cost of what changed: rows of what every day shows, and days loaded on demand."""
