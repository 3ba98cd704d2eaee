"""The tables of approvals."""
