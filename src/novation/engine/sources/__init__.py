"""Sources: the files a shop really has, read as Arrow tables of text, with everything odd about them said."""

from novation.engine.sources.database import is_database_url
from novation.engine.sources.discover import discover
from novation.engine.sources.opening import open_source
from novation.engine.sources.places import is_url
from novation.engine.sources.source import ROW, SURPLUS, Dialect, Remark, Skipped, Source, SourceTable

__all__ = [
    "ROW",
    "SURPLUS",
    "Dialect",
    "Remark",
    "Skipped",
    "Source",
    "SourceTable",
    "discover",
    "is_database_url",
    "is_url",
    "open_source",
]
