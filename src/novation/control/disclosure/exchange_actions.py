"""Actions of the exchange with the other side's installation."""
