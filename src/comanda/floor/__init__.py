"""Areas, tables, table sessions, and the guests who joined them."""
