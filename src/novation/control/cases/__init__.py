"""The deal as a case: its phases, its team, its work."""
