"""The actions of operations."""
