"""What the house sells: the organization's catalog, each branch's offers made from it, and what is there now."""
