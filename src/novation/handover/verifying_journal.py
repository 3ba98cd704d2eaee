"""A journal against every signed checkpoint of it that is at hand: one's own, and those the other side was given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from novation.custody.audit import audit
from novation.custody.lines import read_lines
from novation.errors import NovationError
from novation.evidence import checkpoint as checkpoints
from novation.evidence.keys import PublicKey
from novation.handover.findings import Line, holds, keys_by_role, line
from novation.handover.project import OWN_CHECKPOINT
from novation.messages import Text

Notes = Mapping[str, bytes]
"""Signed notes by the name under which they are told."""

_SIGNED_AFTER = frozenset({"package.sealed", "receipt.given", "certificate.issued"})
"""After these entries the head is signed, so a journal that has one has a checkpoint."""


def journal_problems(content: bytes, notes: Sequence[bytes], keys: Sequence[PublicKey]) -> list[Text]:
    """What is wrong with a journal held against notes by any one of `keys`; the key that explains most counts."""
    if not keys:
        return [Text("没有可用来核对检查点的钥匙", "there is no key to check the checkpoint with")]
    try:
        origin = checkpoints.peek(notes[0]).origin
    except NovationError as error:
        return [Text(error.message("zh"), error.message("en"))]
    by_key = []
    for key in keys:
        found = audit(read_lines(content), notes, origin, key)
        if not found:
            return []
        by_key.append([p.text for p in found])
    return min(by_key, key=len)


def verify_journal(path: Path, allowed: str | None, others: Notes | None = None) -> list[Line]:
    """A journal file against the checkpoints beside it and those of `others` that are of the same journal.

    Entries after the last checkpoint are said to be open. `allowed`: whose signatures count.
    """
    if not path.is_file():
        text = Text("日志不在", "the journal is not there")
        return [line("journal", path.name, "cross", text, "journal.missing")]
    content = path.read_bytes()
    own, strange = _sorted_notes(path, others or {})
    entries = [e for e in read_lines(content).parsed() if e is not None]
    keys = [k for group in keys_by_role(allowed).values() for k in group] if allowed else []
    lines = _lacking(path, own, {e.tag for e in entries})
    if keys or not own:
        lines += [told for name, note in strange.items() for told in _of_another(name, note, keys)]
    if not own:
        return lines or [
            line("journal", path.name, "warn", Text("没有签名的检查点", "there is no signed checkpoint"))
        ]
    if not keys:
        text = Text(
            "没有可用来核对检查点的钥匙；请用 --trust 给出",
            "no key to check the checkpoint with; give --trust",
        )
        return [*lines, line("journal", path.name, "warn", text)]
    covered = 0
    for name, note in own.items():
        problems = journal_problems(content, [note], keys)
        told = f"{path.name}, {name}"
        lines += [line("journal", told, "cross", p, "journal.unsound") for p in problems]
        if not problems:
            covered = max(covered, checkpoints.peek(note).size)
    return lines + _covered(path, covered, len(entries)) if holds(lines) else lines


def notes_in(records: Path) -> dict[str, bytes]:
    """All signed notes of a project: its own head, and those exchanged with the other side."""
    found = [*sorted(records.glob("*.note")), *sorted(records.glob("checkpoints/*.note"))]
    return {p.name: p.read_bytes() for p in found}


def _sorted_notes(path: Path, others: Notes) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Notes of this journal, and notes of another that lie beside it (the other side's)."""
    beside = notes_in(path.parent)
    own = {n: note for n, note in beside.items() if n == OWN_CHECKPOINT}
    origin = _origin(own[OWN_CHECKPOINT]) if own else None
    strange = {}
    for name, note in beside.items():
        if name not in own and origin is not None and _origin(note) == origin:
            own[name] = note
        elif name not in own:
            strange[name] = note
    if origin is not None:
        own |= {name: note for name, note in others.items() if _origin(note) == origin}
    return own, strange


def _origin(note: bytes) -> str | None:
    try:
        return checkpoints.peek(note).origin
    except NovationError:
        return None


def _lacking(path: Path, own: Notes, tags: set[str]) -> list[Line]:
    if OWN_CHECKPOINT in own or not tags & _SIGNED_AFTER:
        return []
    text = Text("签名的检查点不在", "the signed checkpoint is not there")
    return [line("journal", OWN_CHECKPOINT, "cross", text, "journal.checkpoint-missing")]


def _of_another(name: str, note: bytes, keys: Sequence[PublicKey]) -> list[Line]:
    """The other side's head, kept here: its journal is elsewhere, but its signature must hold."""
    origin = _origin(note)
    for key in keys:
        try:
            found = checkpoints.verify(note, origin or "", key)
        except NovationError:
            continue
        text = Text(
            f"对方日志的检查点（{found.size} 条），签名成立",
            f"the other side's checkpoint ({found.size} entries), signature holds",
        )
        return [line("checkpoint", name, "tick", text)]
    text = Text("检查点的签名不成立", "the checkpoint's signature does not hold")
    return [line("checkpoint", name, "cross", text, "journal.unsound")]


def _covered(path: Path, covered: int, entries: int) -> list[Line]:
    if covered < entries:
        text = Text(
            f"最后 {entries - covered} 条还没有签名的检查点",
            f"the last {entries - covered} entries are under no checkpoint yet",
        )
        return [line("journal", path.name, "warn", text)]
    text = Text(f"日志 {entries} 条，与检查点一致", f"{entries} journal entries, as the checkpoints say")
    return [line("journal", path.name, "tick", text)]
