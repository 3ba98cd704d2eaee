"""The page on which what is told in public is seen before it is released."""
