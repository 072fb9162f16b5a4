"""The writers of the catalog, one file per verb."""
