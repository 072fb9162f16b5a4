"""The kitchen's view: tickets by station, what was cancelled, what cannot be made."""
