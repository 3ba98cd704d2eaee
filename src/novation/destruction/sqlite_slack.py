"""The space of an SQLite file that no living row uses: freed pages, gaps and freed cells inside pages.

Deleted values lie there until they are overwritten (SQLite file format, 1.5 and 1.6).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_HEADERS = {0x02: 12, 0x05: 12, 0x0A: 8, 0x0D: 8}  # kinds of b-tree pages and the size of their headers
_FIRST = 100  # the file's header stands before that of page 1


def slack(path: Path) -> Iterator[bytes]:
    """The unused bytes, page by page, each piece set apart; a page that is no b-tree counts only if it is free."""
    with path.open("rb") as file:
        head = file.read(_FIRST)
        size = int.from_bytes(head[16:18], "big")
        size = 65_536 if size == 1 else size
        if size < 512 or size & (size - 1):
            return
        free = _free_pages(file, size, int.from_bytes(head[32:36], "big"))
        for number in range(1, os.fstat(file.fileno()).st_size // size + 1):
            file.seek((number - 1) * size)
            page = file.read(size)
            pieces = (
                [page] if number in free else _unused(page, _FIRST if number == 1 else 0, size - head[20])
            )
            content = b"\0\n".join(piece for piece in pieces if piece.strip(b"\0"))
            if content:
                yield content + b"\0\n"


def _free_pages(file: BinaryIO, size: int, trunk: int) -> set[int]:
    """The pages of the freelist: trunks, and the leaves that they name."""
    found: set[int] = set()
    while trunk and trunk not in found:
        found.add(trunk)
        file.seek((trunk - 1) * size)
        page = file.read(size)
        count = min(int.from_bytes(page[4:8], "big"), size // 4 - 2)
        found.update(int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(count))
        trunk = int.from_bytes(page[:4], "big")
    return found


def _unused(page: bytes, offset: int, usable: int) -> list[bytes]:
    header = _HEADERS.get(page[offset]) if len(page) > offset else None
    if header is None:
        return []
    count = int.from_bytes(page[offset + 3 : offset + 5], "big")
    content = int.from_bytes(page[offset + 5 : offset + 7], "big") or 65_536
    pieces = [page[offset + header + 2 * count : content], page[usable:]]
    block = int.from_bytes(page[offset + 1 : offset + 3], "big")
    while block and block + 4 <= len(page):
        length = int.from_bytes(page[block + 2 : block + 4], "big")
        pieces.append(page[block + 4 : block + length])
        following = int.from_bytes(page[block : block + 2], "big")
        block = following if following > block else 0
    return pieces
