"""Tells a place that is a URL from one that is a file."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from novation.engine.sources.database.login import is_database_url

REMOTE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "sftp", "file", "memory"})
"""Stores of files that fsspec reaches; each but the last two needs a package of its own."""


def is_remote_url(place: str) -> bool:
    """Whether a place names a file store and not a file."""
    scheme, sign, _ = place.partition("://")
    return bool(sign) and scheme.lower() in REMOTE


def is_url(place: str) -> bool:
    """Whether `open_source` takes a place as a URL, so that it must not be made a path."""
    return is_database_url(place) or is_remote_url(place)


def holds_password(place: str) -> bool:
    """Whether a URL holds credentials itself; such a one must not be written into a settings file or a record."""
    try:
        parts = urlsplit(place)
    except ValueError:
        return "@" in place
    return parts.password is not None or (is_remote_url(place) and "@" in parts.netloc)


def url_path(place: str) -> str:
    """The path of a URL, for naming a source after its end: the database, the file or the folder."""
    parts = urlsplit(place)
    return unquote(parts.path).rstrip("/") or parts.netloc.rpartition("@")[2] or parts.scheme
