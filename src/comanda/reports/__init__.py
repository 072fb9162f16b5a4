"""What the day was: figures worked out from settled documents, never kept beside them."""
