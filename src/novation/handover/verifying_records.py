"""The records of a project against its journal: every file is the one that the journal last named."""

from __future__ import annotations

from pathlib import Path

from novation.custody.entries import Entry
from novation.custody.lines import read_lines
from novation.errors import NovationError
from novation.evidence.authorisation import SignedAuthorisation
from novation.handover.findings import Line, line
from novation.handover.project import file_digest
from novation.messages import Text

RECORD_TAGS: dict[str, tuple[tuple[str, str], ...]] = {
    "scan.json": (("sources.scanned", "record"),),
    "link.json": (("records.linked", "record"),),
    "decisions.json": (("dispositions.decided", "record"),),
    "plan.json": (("plan.made", "plan"),),
    "sealed.json": (("package.sealed", "record"),),
    "received.json": (("package.received", "record"),),
    "reconciliation.json": (("package.reconciled", "record"),),
    "receipt.json": (("receipt.given", "receipt"), ("receipt.received", "receipt")),
    "certificate.json": (("certificate.issued", "certificate"),),
    "destruction-state.json": (("sources.cleared", "state"),),
    "destruction.json": (("sources.cleared", "record"),),
}
"""For each record the journal entries that hold its digest."""

AUTHORISED = "plan.authorised"


def verify_records(records: Path) -> list[Line]:
    """Every record and authorisation of a project, against the journal in the same folder."""
    journal = records / "journal.jsonl"
    if not journal.is_file():
        return []  # said by `verify_journal`
    entries = [e for e in read_lines(journal.read_bytes()).parsed() if e is not None]
    lines = [
        told for name, places in RECORD_TAGS.items() for told in _record(records / name, places, entries)
    ]
    return lines + _authorisations(records / "authorisations", entries)


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


def _authorisations(folder: Path, entries: list[Entry]) -> list[Line]:
    """Each authorisation that the journal names is there, unchanged, and its signature holds."""
    named = {str(e.refs["document"]) for e in entries if e.tag == AUTHORISED and "document" in e.refs}
    lines = []
    there = set()
    for path in sorted(folder.glob("*.json")):
        digest = file_digest(path)
        there.add(digest)
        lines.append(_authorisation(path, digest in named))
    missing = len(named - there)
    if missing:
        text = Text(
            f"日志提到的授权书有 {missing} 份不在或已改动",
            f"{missing} authorisations that the journal names are missing or changed",
        )
        lines.append(line("authorisation", folder.name, "cross", text, "record.missing"))
    return lines


def _authorisation(path: Path, named: bool) -> Line:
    """Who may sign is the affair of `seal` and `destroy`; here the file is held against journal and signature."""
    beside = path.with_name(path.name + ".sig")
    if not named:
        text = Text("与日志所记的摘要不符", "does not match any digest in the journal")
        return line("authorisation", path.name, "cross", text, "record.changed")
    signature = beside.read_text("utf-8", errors="replace") if beside.is_file() else ""
    try:
        SignedAuthorisation(path.read_bytes(), signature, path.name).open()
    except NovationError as error:
        text = Text(error.message("zh"), error.message("en"))
        return line("authorisation", beside.name, "cross", text, error.code)
    return line("authorisation", path.name, "tick", Text("签名成立", "signature holds"))
