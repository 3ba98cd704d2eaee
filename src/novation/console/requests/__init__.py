"""Pages of customers' requests."""
