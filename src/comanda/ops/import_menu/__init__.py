"""Bringing a menu file into the house: read strictly, compare with what is there, then write only what differs."""
