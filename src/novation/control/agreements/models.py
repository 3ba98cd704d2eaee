"""The tables of agreements."""
