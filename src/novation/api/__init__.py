"""The API: readings and deeds over HTTP, generated from the registries of sights and actions."""
