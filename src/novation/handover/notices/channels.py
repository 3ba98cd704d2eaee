"""How a batch of notices leaves the house: what every channel does, and the two that write files for somebody else to send."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from novation.custody.durable import sync_folder, write_durably
from novation.errors import NovationError
from novation.handover.notices.words import Sent


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages by place: `ids` are stable and say nothing of anybody, so that whoever sends can refuse a second one."""

    notice: str
    title: str
    subjects: list[str]
    ids: list[str]
    names: list[str]
    contacts: list[str]
    texts: list[str]


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of each; who is not named here may have been handed over or not. `failed`: nothing more can be sent now."""

    results: Mapping[str, Sent]
    failed: NovationError | None = None


class Channel(Protocol):
    """A provider: hands one batch over and says what became of it. `rows`: how many are taken at once."""

    rows: int

    def send(self, batch: Batch) -> Handed: ...

    def close(self) -> None: ...


@dataclass
class FileDrop:
    """JSON lines for a provider of text messages: one file a batch, written whole or not at all, for its owner alone."""

    folder: Path
    rows: int = 20_000

    def send(self, batch: Batch) -> Handed:
        lines = [
            json.dumps({"id": id_, "to": to, "text": text}, ensure_ascii=False)
            for id_, to, text in zip(batch.ids, batch.contacts, batch.texts, strict=True)
        ]
        _put(self.folder, f"{batch.notice}-{batch.ids[0]}.jsonl", ("\n".join(lines) + "\n").encode())
        return Handed(dict.fromkeys(batch.subjects, Sent.SENT))

    def close(self) -> None:
        return None


@dataclass
class MailMerge:
    """A table for a printer of letters. A cell that a spreadsheet would take for a formula begins with an apostrophe."""

    folder: Path
    rows: int = 20_000

    def send(self, batch: Batch) -> Handed:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(("id", "name", "address", "title", "text"))
        writer.writerows(
            (id_, harmless(name), harmless(address), harmless(batch.title), harmless(body))
            for id_, name, address, body in zip(
                batch.ids, batch.names, batch.contacts, batch.texts, strict=True
            )
        )
        _put(self.folder, f"{batch.notice}-{batch.ids[0]}.csv", text.getvalue().encode("utf-8-sig"))
        return Handed(dict.fromkeys(batch.subjects, Sent.SENT))

    def close(self) -> None:
        return None


@dataclass
class Announcement:
    """A public page with the text, the same for everybody; those it is meant for count as told when it is written."""

    folder: Path
    language: str
    rows: int = 200_000
    _written: set[str] = field(default_factory=set)

    def send(self, batch: Batch) -> Handed:
        if batch.notice not in self._written:
            page = announcement(batch.title, batch.texts[0], self.language)
            _put(self.folder, f"{batch.notice}.html", page.encode())
            self._written.add(batch.notice)
        return Handed(dict.fromkeys(batch.subjects, Sent.SENT))

    def close(self) -> None:
        return None


def announcement(title: str, text: str, language: str) -> str:
    """A page without script, style or anything to load."""
    paragraphs = "".join(
        f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>\n"
        for part in text.split("\n\n")
        if part.strip()
    )
    head = html.escape(title)
    return (
        f'<!doctype html>\n<html lang="{html.escape(language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{head}</title></head>\n'
        f"<body><main><h1>{head}</h1>\n{paragraphs}</main></body></html>\n"
    )


def harmless(cell: str) -> str:
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else cell


def _put(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    write_durably(path, content)
    path.chmod(0o600)
    sync_folder(folder)
