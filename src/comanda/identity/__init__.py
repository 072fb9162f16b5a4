"""Organizations, their branches, the people who work there, and their sign-ins."""
