"""The tables of hooks."""
