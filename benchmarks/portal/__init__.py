"""How quickly the customers' portal answers, and that the time of an answer tells nothing."""
