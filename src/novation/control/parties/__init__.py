"""The companies of a deal."""
