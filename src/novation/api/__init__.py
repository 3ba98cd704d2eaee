"""The REST API: the same actions, as deeds."""
