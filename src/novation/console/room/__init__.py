"""Pages of the data room."""
