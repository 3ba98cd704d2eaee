"""The tables of disclosure."""
