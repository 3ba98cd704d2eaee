"""Opens what a person names, without a project: files, folders, addresses of databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from novation.engine.sources import Source, discover, open_source
from novation.engine.sources.database.login import is_database_url, parse_login
from novation.errors.sources import NOT_FOUND

Place = Path | str


def opened(
    places: Iterable[Place], *, encoding: str | None = None, sheet: str | None = None
) -> Iterator[Source]:
    """The sources of the places in their order; a folder stands for the files below it.

    A source is named like its file, below a folder by its path inside it, and a database by its address
    without the password. Raises `sources.not-found` and what `open_source` raises.
    """
    for place in places:
        if isinstance(place, str) and "://" in place:
            yield open_source(place, name=shown(place), encoding=encoding, sheet=sheet)
            continue
        path = Path(place)
        if not path.is_dir():
            yield open_source(path, name=path.name, encoding=encoding, sheet=sheet)
            continue
        files = discover(path)
        if not files:
            raise NOT_FOUND.error(file=path.name)
        for file in files:
            name = file.relative_to(path).as_posix()
            yield open_source(file, name=name, encoding=encoding, sheet=sheet)


def shown(place: Place) -> str:
    """What people see of a place: a file's name, an address without password and options (secrets, maybe)."""
    text = str(place)
    if is_database_url(text):
        return parse_login(text).shown
    if "://" in text:
        parts = urlsplit(text)
        return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    return Path(place).name
