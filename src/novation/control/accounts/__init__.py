"""People, organisations and the roles they hold."""
