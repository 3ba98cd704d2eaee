"""The customers' portal: their data, their choices, their requests, without an account and apart from the staff."""
