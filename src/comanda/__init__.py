"""Comanda: a restaurant point of sale with ordering from the table."""
