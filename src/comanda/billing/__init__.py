"""The money side of a visit: what is owed, what was received, and the act that settles it."""
