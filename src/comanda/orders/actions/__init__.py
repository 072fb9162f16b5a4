"""The writers of orders, one file per verb."""
