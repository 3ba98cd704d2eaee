"""Files behind a URL (`s3://bucket/key` and the like), fetched through fsspec into a private folder and read there.

A reader passes over a file more than once, so it is fetched once and not read over the network twice.
Credentials come from where the store's own client looks for them (AWS_PROFILE, AWS_ACCESS_KEY_ID, …).
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar
from urllib.parse import urlsplit

import fsspec

from novation.engine.sources.collection import Collection, Opener
from novation.engine.sources.private import private_folder, room
from novation.engine.sources.source import Kind
from novation.errors.sources import EXTRA_MISSING, NO_ROOM, NOT_FETCHED, NOT_FOUND, UNREADABLE, URL_BROKEN


class RemoteSource(Collection):
    """One file, or all files below a prefix that ends with `/`. `path` is the URL, for showing only."""

    kind: ClassVar[Kind] = "remote"

    def __init__(self, url: str, name: str, opener: Opener) -> None:
        if "@" in urlsplit(url).netloc:
            raise URL_BROKEN.error()  # credentials have no place in an address
        super().__init__(Path(url), name, opener)
        self._url = url

    def digest(self) -> str:
        """`sha256:<hex>` over the names and digests of all files, once fetched."""
        return self._digest_of_files()

    def _files(self) -> Iterator[tuple[str, Path]]:
        shown = PurePosixPath(self._url).name
        try:
            store, place = fsspec.url_to_fs(self._url)
        except ImportError:
            raise EXTRA_MISSING.error(what=urlsplit(self._url).scheme) from None
        folder = private_folder(self)
        try:
            for number, (label, found) in enumerate(_listed(store, place, self._url)):
                target = folder / str(number) / (PurePosixPath(label).name[-100:] or "file")
                target.parent.mkdir(mode=0o700)
                if (store.size(found) or 0) > room(folder):
                    raise NO_ROOM.error(file=PurePosixPath(label).name)
                store.get_file(found, str(target))
                yield label, target
        except FileNotFoundError:
            raise NOT_FOUND.error(file=shown) from None
        except PermissionError:
            raise UNREADABLE.error(file=shown) from None
        except _failures():
            raise NOT_FETCHED.error(file=shown) from None


def _listed(store: Any, place: str, url: str) -> list[tuple[str, str]]:
    """Names within the collection and in the store, sorted."""
    if not url.endswith("/") and not store.isdir(place):
        return [(PurePosixPath(place).name, place)]
    found = sorted(store.find(place))
    if not found:
        raise FileNotFoundError
    base = place.rstrip("/") + "/"
    return [(path.removeprefix(base), path) for path in found if not path.endswith("/")]


def _failures() -> tuple[type[Exception], ...]:
    """What a store raises besides OSError: Amazon's client has a family of its own."""
    try:
        boto = importlib.import_module("botocore.exceptions")
    except ImportError:
        return (OSError, ValueError)
    return (OSError, ValueError, boto.BotoCoreError, boto.ClientError)
