"""The catalog on the web."""
