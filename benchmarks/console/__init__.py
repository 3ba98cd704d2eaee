"""How the console bears people: a large installation, and fifty of them at once."""
