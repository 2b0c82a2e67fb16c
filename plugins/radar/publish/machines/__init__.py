"""Write what browsers, crawlers and models look for: site map, manifest, offline mode, Markdown twins."""
