"""The actions of disclosure."""
