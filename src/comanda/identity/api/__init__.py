"""The routes of houses, people and sign-ins."""
