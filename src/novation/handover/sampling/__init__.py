"""A de-identified sample with its measured risk: `drawing` makes one, `keeping` reads it back."""
