"""Reads of the catalog: the menu people see, and the offers an order is made of."""
