"""Read a TOML file against a grammar of pydantic models: all mistakes at once, each with its place and its remedy."""
