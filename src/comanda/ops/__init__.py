"""What the command line does: start, seed, import, migrate, check."""
