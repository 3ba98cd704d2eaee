"""The actions of duties."""
