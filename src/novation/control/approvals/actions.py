"""The actions of approvals."""
