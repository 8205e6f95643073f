"""The cast of a production: looks, voices, `cast.toml`."""
