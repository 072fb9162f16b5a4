"""Routes of orders: sending and moving rounds, and the devices that send them."""
