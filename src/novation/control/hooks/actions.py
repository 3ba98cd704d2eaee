"""The actions of hooks."""
