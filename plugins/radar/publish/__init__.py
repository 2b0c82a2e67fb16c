"""Make the site from the files of the archive, through Pelican."""
