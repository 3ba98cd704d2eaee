"""Notices to customers in the data plane: who is to get which, how they are reached, and sending each exactly once."""
