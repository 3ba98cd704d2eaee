"""Plain-Python twins of kernels: slow, over strings and whole numbers, written apart from what they check."""
