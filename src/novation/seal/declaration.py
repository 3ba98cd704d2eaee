"""`bagit.txt` and `bag-info.txt` (RFC 8493 §2.1.1, §2.2.2): reading and writing them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from novation.errors import NovationError
from novation.errors import seal as errors

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(
    r"BagIt-Version: (?P<major>[0-9]+)\.(?P<minor>[0-9]+)\r?\n"
    r"Tag-File-Character-Encoding: (?P<encoding>[A-Za-z0-9_.:-]+)(\r?\n)?"
)
_ENCODINGS = re.compile(
    r"utf-?(8|16|16le|16be|32)|(us-)?ascii|iso-?8859-?[0-9]+|windows-125[0-8]|gb18030|gbk|big5"
)
_FIELD = re.compile(r"([^\s:][^:]*?)[ \t]*:[ \t]*(.*)")
_OXUM = re.compile(r"([0-9]+)\.([0-9]+)")


@dataclass(frozen=True, slots=True)
class Declaration:
    version: tuple[int, int]
    encoding: str


def parse_declaration(content: bytes, *, strict: bool) -> Declaration:
    """Reads `bagit.txt`. Raises `seal.bad-declaration` or `seal.byte-order-mark`."""
    if content.startswith(_BOMS):
        raise errors.BYTE_ORDER_MARK.error(file="bagit.txt")
    if strict and content != DECLARATION:
        raise errors.BAD_DECLARATION.error(why="BagIt-Version 1.0, UTF-8, LF")
    found = _DECLARED.fullmatch(content.decode("utf-8", "replace"))
    if not found:
        raise errors.BAD_DECLARATION.error(why="BagIt-Version, Tag-File-Character-Encoding")
    version = (int(found["major"]), int(found["minor"]))
    if not (0, 93) <= version <= (1, 0):
        raise errors.BAD_DECLARATION.error(why=f"BagIt-Version {version[0]}.{version[1]}")
    if not _ENCODINGS.fullmatch(found["encoding"].lower()):
        raise errors.BAD_DECLARATION.error(why="Tag-File-Character-Encoding")
    return Declaration(version, found["encoding"])


def decode_tag(name: str, content: bytes, encoding: str) -> str:
    """Text of a tag file in the declared encoding. Raises `seal.bad-encoding` or `seal.byte-order-mark`."""
    if encoding.lower().replace("-", "") == "utf8" and content.startswith(_BOMS):
        raise errors.BYTE_ORDER_MARK.error(file=name)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise errors.BAD_ENCODING.error(file=name, encoding=encoding) from None


def parse_info(text: str) -> list[tuple[str, str]]:
    """Fields of `bag-info.txt` in order, with folded lines joined; names may repeat. Raises `seal.bag-info`."""
    fields: list[tuple[str, str]] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line[:1] in {" ", "\t"} and fields:
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {line.strip()}")
        elif line.strip():
            found = _FIELD.fullmatch(line)
            if not found:
                raise errors.BAG_INFO.error(why=f"line {number}")
            fields.append((found[1], found[2]))
    return fields


def oxum(fields: list[tuple[str, str]]) -> tuple[int, int] | None:
    """`Payload-Oxum` as (bytes, files), None if absent. Raises `seal.bag-info` if it repeats or is no oxum."""
    values = [value for name, value in fields if name.lower() == "payload-oxum"]
    if not values:
        return None
    found = _OXUM.fullmatch(values[0].strip())
    if len(values) > 1 or not found:
        raise errors.BAG_INFO.error(why="Payload-Oxum")
    return int(found[1]), int(found[2])


def info_text(fields: Mapping[str, str]) -> bytes:
    """Writes `bag-info.txt`; a value must be one line. Raises `seal.bag-info`."""
    for name, value in fields.items():
        if not _FIELD.fullmatch(f"{name}: {value}") or re.search(r"[\r\n]", name + value):
            raise errors.BAG_INFO.error(why="one line each")
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode()


def error_values(error: NovationError) -> dict[str, object]:
    return {name: value for name, value in error.values.items() if name != "file"}
