"""Databases on a server as sources: read only, streamed, with the comments on their tables and columns."""

from novation.engine.sources.database.login import is_database_url

__all__ = ["is_database_url"]
