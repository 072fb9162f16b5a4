"""Requests made from the contract at random, by everybody, about things that exist."""
