"""Pages of notices to customers."""
