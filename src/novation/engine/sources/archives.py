"""Guards for files that are ZIP archives inside: refuses those that unpack to unreasonable sizes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from novation.errors.sources import BROKEN, ENCRYPTED, XML_BOMB, ZIP_BOMB

UNPACKED_AT_MOST = 2 << 30
RATIO_AT_MOST = 250
RATIO_FROM = 16 << 20
"""Small parts may be squeezed as far as they like; the ratio counts for parts that unpack to more than this."""
PARTS_AT_MOST = 10_000

_LOCAL_HEADER = 30
_CHUNK = 1 << 18
_PROLOGUE = 1 << 16


def check_archive(path: Path) -> None:
    """Unpacks every part into nothing, counting. Raises `sources.zip-bomb`, `.xml-bomb`, `.encrypted`, `.broken`.

    Sizes written in an archive may lie, and parts may overlap, so the bytes are counted as they really come out.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_AT_MOST:
                raise ZIP_BOMB.error(file=path.name, reason=f"{len(parts)} parts")
            _check_parts(path, parts)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError) as broken:
        raise BROKEN.error(file=path.name, kind="Excel") from broken


def _check_parts(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    total = 0
    with path.open("rb") as file:
        for part in parts:
            if part.flag_bits & 1:
                raise ENCRYPTED.error(file=path.name)
            size = 0
            prologue = b""
            for piece in _unpacked(file, part):
                size += len(piece)
                total += len(piece)
                prologue = prologue or piece[:_PROLOGUE]
                if total > UNPACKED_AT_MOST:
                    raise ZIP_BOMB.error(file=path.name, reason=f"> {UNPACKED_AT_MOST >> 30} GB")
                if size > RATIO_FROM and size > RATIO_AT_MOST * max(1, part.compress_size):
                    raise ZIP_BOMB.error(file=path.name, reason=f"> {RATIO_AT_MOST}:1")
            if part.filename.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in prologue:
                raise XML_BOMB.error(file=path.name)


def _unpacked(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part as deflate yields them, whatever size its header claims."""
    file.seek(part.header_offset)
    header = file.read(_LOCAL_HEADER)
    if header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    file.seek(name + extra, 1)
    left = part.compress_size
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
    if inflate is None and part.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile
    while left > 0 and (packed := file.read(min(_CHUNK, left))):
        left -= len(packed)
        if inflate is None:
            yield packed
            continue
        while packed:
            yield inflate.decompress(packed, _CHUNK)
            packed = inflate.unconsumed_tail
