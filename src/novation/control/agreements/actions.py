"""The actions of agreements."""
