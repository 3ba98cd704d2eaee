"""Finds the files of a folder that may be sources, and tells a file's kind by its content."""

from __future__ import annotations

import zipfile
from pathlib import Path

from novation.engine.sources.dialect import separates
from novation.engine.sources.source import Kind

OWN_FOLDERS = frozenset({"work", "records", "quarantine"})
"""Folders of a project that Novation writes itself; they are skipped at the top of the folder only."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".xltx", ".xlam", ".et"})
_DELIMITED = frozenset({".csv", ".tsv", ".tab", ".txt", ".psv"})
_JSON = frozenset({".jsonl", ".ndjson", ".json"})
_DATABASES = frozenset({".db", ".sqlite", ".sqlite3", ".db3"})
_PARQUET = frozenset({".parquet", ".pq"})
_PROSE = frozenset({".md", ".markdown", ".eml"})
_COMPANIONS = ("-wal", "-shm", "-journal")


def discover(folder: Path | str) -> list[Path]:
    """All regular files below the folder, sorted by path; whether each can be read is for `open_source` to say.

    Left out: hidden files, Novation's own folders and `novation.toml`, links that lead outside, the companions of
    a SQLite database (they are read with it). Kinds that can't be read stay in the list: nothing is passed over
    in silence.
    """
    root = Path(folder)
    inside = root.resolve()
    found = []
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if any(part.startswith((".", "~$")) for part in parts) or parts[0] in OWN_FOLDERS:
            continue
        if parts == ("novation.toml",) or _is_companion(path) or not path.is_file():
            continue
        if not path.resolve().is_relative_to(inside):
            continue
        found.append(path)
    return found


def _is_companion(path: Path) -> bool:
    return any(
        path.name.endswith(end) and path.with_name(path.name.removesuffix(end)).is_file()
        for end in _COMPANIONS
    )


def kind_of(path: Path) -> Kind:
    """By content first (exports often carry a wrong ending), then by the ending of the name."""
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"%PDF-") or suffix in _PROSE:
        return "document"
    if head.startswith(b"SQLite format 3\0") or suffix in _DATABASES:
        return "sqlite"
    if head.startswith((b"PAR1", b"PARE")) or suffix in _PARQUET:
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(path, suffix)
    if head.startswith(_OLE):
        return "excel" if suffix in _SPREADSHEETS else "unknown"
    if suffix in _JSON:
        return "jsonl"
    if suffix == ".txt" and not _is_delimited(path):
        return "document"
    if suffix in _DELIMITED:
        return "csv"
    if suffix in _SPREADSHEETS:
        return "csv" if _is_text(path) else "excel"
    return "unknown"


def _kind_of_archive(path: Path, suffix: str) -> Kind:
    """Office files are ZIP archives with parts of known names; other archives hold files."""
    if suffix in _SPREADSHEETS:
        return "excel"
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return "collection" if suffix == ".zip" else "unknown"
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return "excel"
    if "word/document.xml" in names:
        return "document"
    return "unknown" if names & {"[Content_Types].xml", "mimetype"} else "collection"


def _is_delimited(path: Path) -> bool:
    """Whether a text file holds records: nearly all of its first lines have the same number of fields."""
    with path.open("rb") as file:
        head = file.read(1 << 16)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        return True
    # Delimiters are ASCII in every encoding that is left, so any of them will do to count fields.
    return separates(head.decode("latin-1"), whole=len(head) < 1 << 16)


def _is_text(path: Path) -> bool:
    """Shops' back offices export delimited text under the name .xls."""
    with path.open("rb") as file:
        head = file.read(4096)
    control = sum(head.count(bytes([sign])) for sign in range(9))
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return bool(head) and (wide or control == 0) and not head.lstrip().startswith(b"<")
