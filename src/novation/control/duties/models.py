"""The tables of duties."""
