"""What the records of a project say, as values for pages; customers' rows are not among them."""
