"""Pages of approvals and signing."""
