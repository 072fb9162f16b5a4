"""Decisions of the catalog, from values alone."""
