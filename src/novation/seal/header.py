"""The readable header of an age file: which kinds of recipients it was encrypted to, without any key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from novation.errors import seal as errors
from novation.seal.plain import open_plain

_MAGIC = b"age-encryption.org/v1\n"
_MAX_HEADER = 1 << 20
_MAX_LINE = 4096
_BODY = re.compile(rb"[A-Za-z0-9+/]{0,64}\n")
_FULL_LINE = 65


def read_stanzas(path: Path, name: str | None = None) -> tuple[str, ...]:
    """Types of the recipient stanzas in order (`X25519`, `ssh-ed25519`), without the grease some writers add.

    Raises `seal.not-encrypted` if it is no age file in binary form (armour is not allowed in a package),
    `seal.truncated` if the header does not end, `seal.tampered` if it breaks the grammar; OSError.
    """
    name = name or path.name
    with open_plain(path) as source:
        magic = source.read(len(_MAGIC))
        if magic != _MAGIC:
            raise (errors.TRUNCATED if _MAGIC.startswith(magic) else errors.NOT_ENCRYPTED).error(file=name)
        return tuple(kind for kind in _stanzas(source, name) if not kind.endswith("-grease"))


def _stanzas(source: BinaryIO, name: str) -> list[str]:
    stanzas: list[str] = []
    in_body = False
    for line in _lines(source):
        if not line.endswith(b"\n"):
            break
        if in_body:
            # A body is lines of 64 characters and a shorter last one, which may be empty but not absent. The age
            # library forgives its absence; the format does not.
            if not _BODY.fullmatch(line):
                raise errors.TAMPERED.error(file=name)
            in_body = len(line) == _FULL_LINE
        elif line.startswith(b"-> "):
            stanzas.append(line[3:].split(b" ")[0].strip().decode("ascii", "replace"))
            in_body = True
        elif line.startswith(b"--- "):
            return stanzas
        else:
            raise errors.TAMPERED.error(file=name)
    raise errors.TRUNCATED.error(file=name)


def _lines(source: BinaryIO) -> Iterator[bytes]:
    left = _MAX_HEADER
    while left > 0 and (line := source.readline(min(left, _MAX_LINE))):
        left -= len(line)
        yield line
