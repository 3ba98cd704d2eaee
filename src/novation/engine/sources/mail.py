"""Messages (.eml, RFC 5322 and MIME): who wrote to whom, the subject and every readable text."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, Message
from html.parser import HTMLParser
from pathlib import Path
from typing import ClassVar

from novation.engine.sources.documents import DocumentTable, Piece
from novation.engine.sources.mending import mended
from novation.engine.sources.source import Kind, Skipped, Source, SourceTable
from novation.errors.sources import EMPTY, LEFT_OUT, ROW_TOO_LARGE

BYTES_AT_MOST = 1 << 28
_HEADERS = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date")


class MailSource(Source):
    """A message; attachments that are no text are named as left out, by their number and kind, not by their name."""

    kind: ClassVar[Kind] = "document"

    def _find_tables(self) -> list[SourceTable]:
        size = self.path.stat().st_size
        if size == 0:
            raise EMPTY.error(file=self.path.name)
        if size > BYTES_AT_MOST:
            raise ROW_TOO_LARGE.error(file=self.path.name, limit=BYTES_AT_MOST >> 20)
        for number, part in enumerate(_attachments(_message(self.path)), 1):
            told = LEFT_OUT.error(
                table=f"{self.path.name} #{number}",
                kind_zh=f"附件（{part.get_content_type()}）",
                kind_en=f"an attachment ({part.get_content_type()})",
            )
            self._skipped.append(Skipped.because(f"{self.name}/#{number}", told))
        return [MailTable(self.path, self.name)]


class MailTable(DocumentTable):
    """`part` is a header in lower case (`from`, `subject`, …), or `body` with a row for each line."""

    def __init__(self, path: Path, source: str) -> None:
        super().__init__(source)
        self._path = path

    def _pieces(self) -> Iterator[Piece]:
        message = _message(self._path)
        for part in message.walk():
            for name in _HEADERS:
                for value in part.get_all(name, []):
                    yield name.lower(), str(value)
            if not part.is_multipart() and part.get_content_maintype() == "text":
                for line in _lines(part):
                    yield "body", line


def _message(path: Path) -> Message:
    with path.open("rb") as file:
        return email.message_from_binary_file(file, _class=EmailMessage, policy=email.policy.default)


def _attachments(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if not part.is_multipart() and part.get_content_maintype() != "text":
            yield part


def _lines(part: Message) -> Iterator[str]:
    raw = part.get_payload(decode=True)
    text = mended(raw if isinstance(raw, bytes) else b"", part.get_content_charset() or "utf-8")
    if part.get_content_subtype() == "html":
        reader = _Words()
        reader.feed(text)
        reader.close()
        text = "".join(reader.pieces)
    for line in text.splitlines():
        if line.strip():
            yield line.strip()


class _Words(HTMLParser):
    """The text between the tags; blocks end a line."""

    _SILENT = ("script", "style")
    _INLINE = frozenset({"a", "b", "i", "u", "em", "strong", "span", "font", "small", "sub", "sup", "code"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self._SILENT
        self.pieces += [] if tag in self._INLINE else ["\n"]
        self.pieces += [f" {v.removeprefix('mailto:')} " for k, v in attrs if k == "href" and v]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in self._SILENT and self._silent > 0
        self.pieces += [] if tag in self._INLINE else ["\n"]

    def handle_data(self, data: str) -> None:
        self.pieces += [] if self._silent else [data]
