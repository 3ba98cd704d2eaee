"""The records of a project against its journal: every file is the one that the journal last named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from novation.custody.documents import read_signed
from novation.custody.entries import Entry
from novation.custody.lines import read_lines
from novation.errors import NovationError
from novation.evidence.authorisation import SignedAuthorisation
from novation.handover.class_sign_offs import FOLDER as SIGN_OFFS
from novation.handover.class_sign_offs import NAMESPACE as SIGN_OFF
from novation.handover.findings import Line, line
from novation.handover.project import file_digest
from novation.messages import Text

RECORD_TAGS: dict[str, tuple[tuple[str, str], ...]] = {
    "scan.json": (("sources.scanned", "record"),),
    "link.json": (("records.linked", "record"),),
    "decisions.json": (("dispositions.decided", "record"),),
    "check.json": (("dispositions.checked", "record"),),
    "plan.json": (("plan.made", "plan"),),
    "sealed.json": (("package.sealed", "record"),),
    "received.json": (("package.received", "record"),),
    "received-obligations.json": (("package.received", "obligations"),),
    "taken-over.json": (("handover.taken", "record"),),
    "reconciliation.json": (("package.reconciled", "record"),),
    "receipt.json": (("receipt.given", "receipt"), ("receipt.received", "receipt")),
    "certificate.json": (("certificate.issued", "certificate"),),
    "destruction-state.json": (("sources.cleared", "state"),),
    "destruction.json": (("sources.cleared", "record"),),
}
"""For each record the journal entries that hold its digest."""

AUTHORISED = "plan.authorised"


def verify_records(records: Path) -> list[Line]:
    """Every record, authorisation and sign-off of a project, against the journal in the same folder."""
    journal = records / "journal.jsonl"
    if not journal.is_file():
        return []  # said by `verify_journal`
    entries = [e for e in read_lines(journal.read_bytes()).parsed() if e is not None]
    lines = [
        told for name, places in RECORD_TAGS.items() for told in _record(records / name, places, entries)
    ]
    lines += _signed(_AUTHORISATION, records / "authorisations", entries)
    return lines + _signed(_SIGN_OFF, records / SIGN_OFFS, entries)


def _record(path: Path, places: tuple[tuple[str, str], ...], entries: list[Entry]) -> list[Line]:
    named = [e.refs[key] for e in entries for tag, key in places if e.tag == tag and key in e.refs]
    if not path.is_file():
        text = Text("日志提到它，但文件不在", "the journal names it, but it is not there")
        return [line("record", path.name, "cross", text, "record.missing")] if named else []
    if not named:
        text = Text("日志没有提到它", "the journal does not name it")
        return [line("record", path.name, "warn", text)]
    return [_compared("record", path, str(named[-1]))]


def _compared(name: str, path: Path, digest: str) -> Line:
    if file_digest(path) == digest:
        return line(name, path.name, "tick", Text("与日志所记一致", "as the journal says"))
    text = Text("与日志所记的摘要不符", "does not match the digest in the journal")
    return line(name, path.name, "cross", text, "record.changed")


@dataclass(frozen=True)
class _Signed:
    """A kind of signed document that lies many in a folder: the journal names each by its digest."""

    name: str
    tag: str
    open: Callable[[Path], object]
    """Reads the file and verifies its signature; raises what is wrong."""
    missing: Text


def _open_authorisation(path: Path) -> object:
    beside = path.with_name(path.name + ".sig")
    signature = beside.read_text("utf-8", errors="replace") if beside.is_file() else ""
    return SignedAuthorisation(path.read_bytes(), signature, path.name).open()


def _open_sign_off(path: Path) -> object:
    return read_signed(path, SIGN_OFF)


_AUTHORISATION = _Signed(
    "authorisation",
    AUTHORISED,
    _open_authorisation,
    Text(
        "日志提到的授权书有 {n} 份不在或已改动",
        "{n} authorisations that the journal names are missing or changed",
    ),
)
_SIGN_OFF = _Signed(
    "sign-off",
    "class.signed",
    _open_sign_off,
    Text(
        "日志提到的签认有 {n} 份不在或已改动", "{n} sign-offs that the journal names are missing or changed"
    ),
)


def _signed(kind: _Signed, folder: Path, entries: list[Entry]) -> list[Line]:
    """Each document that the journal names is there, unchanged, and its signature holds."""
    named = {str(e.refs["document"]) for e in entries if e.tag == kind.tag and "document" in e.refs}
    lines = []
    there = set()
    for path in sorted(folder.glob("*.json")):
        digest = file_digest(path)
        there.add(digest)
        lines.append(_document(kind, path, digest in named))
    missing = len(named - there)
    if missing:
        lines.append(line(kind.name, folder.name, "cross", kind.missing.format(n=missing), "record.missing"))
    return lines


def _document(kind: _Signed, path: Path, named: bool) -> Line:
    """Who may sign is the affair of those who rely on it; here the file is held against journal and signature."""
    if not named:
        text = Text("与日志所记的摘要不符", "does not match any digest in the journal")
        return line(kind.name, path.name, "cross", text, "record.changed")
    try:
        kind.open(path)
    except NovationError as error:
        text = Text(error.message("zh"), error.message("en"))
        return line(kind.name, path.name + ".sig", "cross", text, error.code)
    return line(kind.name, path.name, "tick", Text("签名成立", "signature holds"))
