"""Money received for a bill, and what it was received as."""
