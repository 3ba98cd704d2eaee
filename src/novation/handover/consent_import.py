"""Consent records of others as a consent register: read by lines or whole, told record by record what was not taken."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from novation.disposition.words import CONSENT_PURPOSES
from novation.engine.formulas import defuse
from novation.errors import consent as errors
from novation.handover.consent_meaning import meaning
from novation.handover.progress import Progress, Silent
from novation.law.interchange.consent_json import Unreadable, claims, is_jwt, parse
from novation.law.interchange.consent_reading import ConsentRow, Remark, read_record, records_of
from novation.messages import Text

MAX_DOCUMENT = 64 << 20
MAX_LINE = 1 << 20
KEPT_REMARKS = 1000
COLUMNS = ("customer_no", "consent_purpose", "consent_state", "consent_at", "record_id")
"""Headings that a scan knows again: the customer's key, and the kinds `consent.purpose`, `consent.state`, `consent.at`."""


@dataclass
class Taken:
    """What became of a file: counts, and of the remarks the first thousand one by one."""

    records: int = 0
    rows: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)

    def note(self, remark: Remark) -> None:
        self.counts[remark.code] += 1
        if len(self.remarks) < KEPT_REMARKS:
            self.remarks.append(remark)

    def as_dict(self) -> dict[str, Any]:
        return {
            "records": self.records,
            "rows": self.rows,
            "remarks": dict(sorted(self.counts.items())),
            "of_records": [
                {"record": r.record, "remark": r.code, "text": r.text.as_dict()} for r in self.remarks
            ],
        }


def import_consents(source: Path, target: Path, today: date, progress: Progress | None = None) -> Taken:
    """Writes the rows of `source` to the CSV file `target`, which must not exist yet.

    Raises `consent.unreadable`, `consent.too-large`, `consent.nothing-taken`; then nothing is left behind.
    """
    progress = progress or Silent()
    progress.start(Text("读取同意记录", "Reading consent records"))
    taken = Taken()
    with target.open("x", encoding="utf-8", newline="") as out:
        done = False
        try:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(COLUMNS)
            rows = _rows(source, today, taken, progress)
            while batch := list(islice(rows, 10_000)):
                writer.writerows(_safe(batch))
                taken.rows += len(batch)
            done = taken.rows > 0
        finally:
            if not done:
                target.unlink()
    if not taken.rows:
        raise errors.NOTHING_TAKEN.error(file=source.name)
    return taken


def _safe(batch: list[ConsentRow]) -> Iterator[tuple[str, ...]]:
    """No cell may be run as a formula by whoever opens the register in a spreadsheet."""
    columns = [
        defuse(pa.array([getattr(row, name) for row in batch], pa.string())).to_pylist()
        for name in ("customer", "purpose", "state", "at", "evidence")
    ]
    yield from zip(*columns, strict=True)


def _rows(source: Path, today: date, taken: Taken, progress: Progress) -> Iterator[ConsentRow]:
    with source.open("rb") as file:
        for record in _records(file, source.name):
            taken.records += 1
            progress.advance()
            if isinstance(record, Remark):
                taken.note(Remark(taken.records, record.code))
                continue
            if isinstance(record, _Jwt):
                taken.note(Remark(taken.records, "signature-not-verified"))
                record = record.claims
            rows, remarks = read_record(record, taken.records, today)
            for remark in remarks:
                taken.note(remark)
            for row in rows:
                if not meaning(row.purpose, CONSENT_PURPOSES):
                    taken.note(Remark(taken.records, "purpose-not-understood"))
                yield row


@dataclass(frozen=True, slots=True)
class _Jwt:
    claims: Any


def _records(file: BinaryIO, name: str) -> Iterator[Any]:
    """The records of a document, or of lines; a line that can't be read is a remark, a document an error."""
    content = file.read(MAX_DOCUMENT + 1)
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head in (b"{", b"[") and len(content) <= MAX_DOCUMENT:
        try:
            yield from records_of(parse(content))
            return
        except Unreadable as wrong:
            if head == b"[" or not _is_lines(content):
                raise errors.UNREADABLE.error(file=name, why=str(wrong)) from wrong
    elif head == b"[":
        raise errors.TOO_LARGE.error(file=name, limit=MAX_DOCUMENT >> 20)
    elif head != b"{" and not is_jwt(content.split(b"\n", 1)[0]):
        raise errors.UNREADABLE.error(file=name, why="neither JSON nor JWT")
    file.seek(0)
    yield from _lines(file, name)


def _is_lines(content: bytes) -> bool:
    """Whether the first line is a JSON value by itself, and another follows."""
    first, _, rest = io.BytesIO(content).readline(), None, content.strip()
    if first.strip() == rest:
        return False
    try:
        parse(first)
    except Unreadable:
        return False
    return True


def _lines(file: BinaryIO, name: str) -> Iterator[Any]:
    while line := file.readline(MAX_LINE + 1):
        if len(line) > MAX_LINE:
            raise errors.TOO_LARGE.error(file=name, limit=MAX_LINE >> 20)
        text = line.strip()
        if not text:
            continue
        try:
            yield _Jwt(claims(text)) if is_jwt(text) else parse(text)
        except Unreadable:
            yield Remark(0, "unreadable")
