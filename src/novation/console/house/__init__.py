"""Pages of administration: people, roles, sessions, access review."""
