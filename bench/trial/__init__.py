"""What the scripts beside this folder measure with: a house, its server, clients, listeners, limits."""
