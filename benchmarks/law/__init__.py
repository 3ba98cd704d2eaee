"""The law at scale: deciding millions of invented people against its limits, and against other rule engines."""
