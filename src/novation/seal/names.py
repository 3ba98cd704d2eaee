"""Which file names a package may hold, and when a path in a manifest would lead out of its folder."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f-\x9f\\:*?"<>|%\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]'
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$", re.IGNORECASE)
_DRIVE = re.compile(r".:", re.DOTALL)  # Windows takes any sign before a colon for a drive
MAX_COMPONENT_BYTES = 255


def is_safe(path: str) -> bool:
    """True if the path stays below the folder it is joined to, on POSIX and on Windows (RFC 8493 §5)."""
    if not path or "\x00" in path or path[0] in "/\\~" or _DRIVE.match(path):
        return False
    parts = path.replace("\\", "/").split("/")
    return ".." not in parts and "." not in parts and "" not in parts


def is_portable(path: str) -> bool:
    """True for names every file system and `sha256sum -c` take as they stand (the package's own, stricter rule)."""
    return all(_portable_component(part) for part in path.split("/"))


def _portable_component(part: str) -> bool:
    return (
        bool(part)
        and not _FORBIDDEN.search(part)
        and not _RESERVED.match(part)
        and part[0] not in " .~-"
        and part[-1] not in " ."
        and len(part.encode()) <= MAX_COMPONENT_BYTES
    )


def is_nfc(path: str) -> bool:
    return unicodedata.is_normalized("NFC", path)


def nfc(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def fold(path: str) -> str:
    """The key under which two names are one on a file system that ignores case or normalisation."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", path).casefold())
