"""What customers ask for: every right as a request with its clock, its work, its answer."""
