"""Pages of the words that customers read."""
