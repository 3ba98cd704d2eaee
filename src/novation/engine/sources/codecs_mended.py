"""Codecs for damaged text: `utf-8-mended` (lines of UTF-8 and of GB18030 mixed, stray bytes), `utf-16-…-mended`.

They are codecs of Python, so that a file read through them can be opened, looked at and written by their name alone.
What can't be read in any way becomes U+FFFD; a decoder counts what it met.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

MIXED = "utf-8-mended"
WIDE = {"utf-16-le": "utf-16-le-mended", "utf-16-be": "utf-16-be-mended"}

_HELD_AT_MOST = 1 << 26
_FIELD_ENDS = re.compile(rb'([\t\r\n,;"])')  # none of them is part of a GB18030 character
_THREE_BYTES = re.compile("[\u0800-\ufffc]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


class MixedDecoder(codecs.IncrementalDecoder):
    """Line by line UTF-8; in a line that is not, field by field UTF-8, or GB18030, or with its faults replaced."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__(errors)
        self._held = b""
        self.faults = 0
        """Fields with bytes that could not be read."""
        self.foreign = 0
        """Fields in GB18030."""
        self.wide = 0
        """Characters beyond ASCII, read as UTF-8."""
        self.foreign_wide = 0
        """Characters beyond ASCII, read as GB18030."""

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        whole = self._held + bytes(data)
        cut = len(whole) if final or len(whole) > _HELD_AT_MOST else whole.rfind(b"\n") + 1
        self._held = whole[cut:]
        return self._read(whole[:cut])

    def reset(self) -> None:
        self._held = b""

    def getstate(self) -> tuple[bytes, int]:
        return self._held, 0

    def setstate(self, state: tuple[bytes, int]) -> None:
        self._held = state[0]

    def _read(self, block: bytes) -> str:
        try:
            text = block.decode()
        except UnicodeDecodeError:
            return "".join(self._lines(block))
        self._count(text)
        return text

    def _lines(self, block: bytes) -> Iterator[str]:
        """Only for blocks that are not UTF-8."""
        for line in block.splitlines(keepends=True):
            try:
                text = line.decode()
            except UnicodeDecodeError:
                yield "".join(map(self._field, _FIELD_ENDS.split(line)))
                continue
            self._count(text)
            yield text

    def _field(self, raw: bytes) -> str:
        try:
            text = raw.decode()
        except UnicodeDecodeError as fault:
            chinese = None if fault.reason == "unexpected end of data" else _as_chinese(raw)
            text = raw.decode(errors="replace") if chinese is None else chinese
            self.foreign += chinese is not None
            self.faults += chinese is None
            self.foreign_wide += 0 if chinese is None else sum(map(len, _BEYOND_ASCII.findall(text)))
            return text
        self._count(text)
        return text

    def _count(self, text: str) -> None:
        self.wide += 0 if text.isascii() else sum(map(len, _BEYOND_ASCII.findall(text)))


def _as_chinese(raw: bytes) -> str | None:
    """GB18030, if it fits, looks like Chinese, and nothing in it looks like UTF-8 that only has a fault.

    Bytes of GB18030 happen to make characters of two bytes of UTF-8, hardly ever of three, as Chinese has there.
    """
    if _THREE_BYTES.search(raw.decode(errors="ignore")):
        return None
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        return None
    wide = "".join(_BEYOND_ASCII.findall(text))
    return text if len(wide.encode("gb2312", "ignore")) >= len(wide) else None


class WideDecoder(codecs.IncrementalDecoder):
    """UTF-16 in which half a surrogate pair, or an odd byte at the end, becomes U+FFFD."""

    plain = "utf-16-le"

    def __init__(self, errors: str = "strict") -> None:
        super().__init__(errors)
        self._decoder = codecs.getincrementaldecoder(self.plain)("replace")
        self.faults = self.foreign = self.wide = 0

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        text = self._decoder.decode(data, final)
        self.faults += text.count("\ufffd")
        return text

    def reset(self) -> None:
        self._decoder.reset()

    def getstate(self) -> tuple[bytes, int]:
        return self._decoder.getstate()


class _WideBigDecoder(WideDecoder):
    plain = "utf-16-be"


def _codec(name: str, decoder: type[codecs.IncrementalDecoder], plain: str) -> codecs.CodecInfo:
    def decode(data: bytes, errors: str = "strict") -> tuple[str, int]:
        return decoder().decode(bytes(data), final=True), len(data)

    return codecs.CodecInfo(
        name=name, encode=codecs.lookup(plain).encode, decode=decode, incrementaldecoder=decoder  # type: ignore[arg-type]
    )  # fmt: skip


_CODECS = {
    "utf_8_mended": _codec(MIXED, MixedDecoder, "utf-8"),
    "utf_16_le_mended": _codec(WIDE["utf-16-le"], WideDecoder, "utf-16-le"),
    "utf_16_be_mended": _codec(WIDE["utf-16-be"], _WideBigDecoder, "utf-16-be"),
}
codecs.register(lambda name: _CODECS.get(name.replace("-", "_")))
