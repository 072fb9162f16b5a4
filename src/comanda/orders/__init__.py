"""Orders: one submitted round of lines each, with snapshots of what was sold, and how far the lines have come."""
