"""The tables of operations."""
