"""Commands of the console's installation."""
