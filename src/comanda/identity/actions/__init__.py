"""The writers of houses, people and sign-ins, one file each."""
