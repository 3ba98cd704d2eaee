"""Makes unusual but lawful XML (comments, CDATA, other encodings) regular, so that it can be cut at its tags."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO
from xml.sax import expatreader
from xml.sax.saxutils import XMLGenerator

_IRREGULAR = re.compile(rb"<!|<\?(?!xml\s)")
_DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']""")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def is_regular(chunks: Iterator[bytes]) -> bool:
    """Whether the XML is UTF-8 without comments, CDATA, document type and processing instructions."""
    tail = b""
    for chunk in chunks:
        if not tail:
            declared = _DECLARED.match(chunk)
            if chunk.startswith(_WIDE) or (
                declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")
            ):
                return False
        if _IRREGULAR.search(tail + chunk):
            return False
        tail = chunk[-8:]
    return True


class regular(io.RawIOBase):  # noqa: N801 -- used like a function: regular(stream)
    """A stream of the same document in UTF-8 with nothing but elements, attributes and text."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._out = io.BytesIO()
        self._parser = expatreader.create_parser()  # nosec B315 - no outer entities; expat bounds inner ones
        self._parser.setContentHandler(XMLGenerator(self._out, "utf-8", short_empty_elements=True))
        self._ended = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """About `size` bytes, more or fewer; empty at the end. Raises SAXParseException for broken XML."""
        pieces = []
        got = 0
        while not self._ended and (size < 0 or got < max(size, 1)):
            fresh = self._source.read(1 << 20)
            if fresh:
                self._parser.feed(fresh)
            else:
                self._parser.close()
                self._ended = True
            piece = self._out.getvalue()
            self._out.seek(0)
            self._out.truncate()
            pieces.append(piece)
            got += len(piece)
        return b"".join(pieces)
