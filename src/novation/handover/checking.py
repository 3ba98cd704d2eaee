"""What `novation verify` looks at: finds out what each path is, checks it, and how the documents hang together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from novation.errors import NovationError
from novation.errors import verification as errors
from novation.evidence import canonical
from novation.handover import certifying, receipting, verifying
from novation.handover.findings import Line, holds, line
from novation.handover.progress import Progress
from novation.handover.project import Project
from novation.handover.sealing import signers_text
from novation.handover.settings import FILE
from novation.handover.verifying_journal import Notes, notes_in, verify_journal
from novation.handover.verifying_records import verify_records
from novation.messages import Text
from novation.seal import layout
from novation.terms import Role

__all__ = ["holds", "verify"]


def verify(paths: Sequence[Path], trust: Path | None = None, progress: Progress | None = None) -> list[Line]:
    """Checks packages, documents, journals and project folders, each alone and then against one another."""
    package = next(
        (p for p in paths if (p / "bagit.txt").exists() or (p / layout.TAGMANIFEST).exists()), None
    )
    allowed = _allowed(trust, package, paths)
    lines: list[Line] = []
    documents: dict[str, Any] = {}
    notes = _notes(package, paths)
    for path in paths:
        if path is package or (path / "bagit.txt").exists():
            lines += verifying.verify_package(path, trust, progress)
        elif (path / FILE).is_file():
            lines += _project(path, allowed, documents, notes)
        elif path.suffix == ".jsonl":
            lines += verify_journal(path, allowed, notes)
        elif path.suffix == ".json":
            lines += _document(path, allowed, documents)
        else:
            raise errors.NOTHING_TO_VERIFY.error(path=path.name)
    return lines + verifying.verify_binding(package, documents.get("receipt"), documents.get("certificate"))


def _allowed(trust: Path | None, package: Path | None, paths: Sequence[Path]) -> str | None:
    """Whose keys count: one's own list, else the package's, else that of a project among the paths or around one."""
    for path in (trust, package / layout.ALLOWED_SIGNERS if package else None):
        if path is not None and path.is_file():
            return path.read_text("utf-8", errors="replace")
    for path in paths:
        for folder in (
            path,
            path.resolve().parent.parent,
        ):  # a document or journal lies in its project's records/
            if (folder / FILE).is_file():
                return signers_text(Project(folder).settings())
    return None


def _notes(package: Path | None, paths: Sequence[Path]) -> Notes:
    """Every checkpoint at hand: a journal that was rewritten on one side shows on the other."""
    found: dict[str, bytes] = {}
    if package and (package / layout.CHECKPOINT).is_file():
        found[f"{package.name}/{layout.CHECKPOINT}"] = (package / layout.CHECKPOINT).read_bytes()
    for path in paths:
        if (path / FILE).is_file():
            found |= {f"{path.name}/{name}": note for name, note in notes_in(path / "records").items()}
    return found


def _document(path: Path, allowed: str | None, documents: dict[str, Any]) -> list[Line]:
    kinds = {
        "novation-receipt@v1": ("receipt", receipting.NAMESPACE, (Role.RECEIVER,)),
        "novation-certificate@v1": ("certificate", certifying.NAMESPACE, (Role.HANDER_OVER,)),
    }
    try:
        value = canonical.parse(path.read_bytes())
    except NovationError as error:
        return [
            line("document", path.name, "cross", Text(error.message("zh"), error.message("en")), error.code)
        ]
    kind = kinds.get(value.get("type", "")) if isinstance(value, dict) else None
    if kind is None:
        raise errors.NOTHING_TO_VERIFY.error(path=path.name)
    name, namespace, roles = kind
    lines, value = verifying.verify_document(path, namespace, roles, allowed)
    if value is not None:
        documents[name] = value
    return lines


def _project(folder: Path, allowed: str | None, documents: dict[str, Any], notes: Notes) -> list[Line]:
    """A project's journal, records and documents."""
    records = folder / "records"
    known = allowed or signers_text(Project(folder).settings())
    lines = verify_journal(records / "journal.jsonl", known, notes)
    lines += verify_records(records)
    for name in ("receipt.json", "certificate.json"):
        if (records / name).is_file():
            lines += _document(records / name, known, documents)
    return [{**entry, "file": f"{folder.name}/{entry['file']}"} for entry in lines]
