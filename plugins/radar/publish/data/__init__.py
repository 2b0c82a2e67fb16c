"""Write what programs read, the site's own scripts among them: rows, days, archive, schemas."""
