"""An extract of a journal for the other side: some entries, each with its proof, and the checkpoint they hang on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from novation.custody.entries import Entry, as_entry
from novation.custody.journal import Journal
from novation.errors import NovationError
from novation.errors.custody import EXTRACT_ENTRY_UNPROVEN, EXTRACT_MALFORMED
from novation.evidence import checkpoint as checkpoints
from novation.evidence import merkle
from novation.evidence.checkpoint import Checkpoint
from novation.evidence.keys import PrivateKey, PublicKey
from novation.evidence.problems import Problem

TYPE = "novation-journal-extract@v1"


def make_extract(
    journal: Journal, indices: Iterable[int], private_key: PrivateKey, origin: str
) -> dict[str, Any]:
    """The value to write as canonical JSON; hashes are written in hexadecimal."""
    note = journal.checkpoint(private_key, origin)
    size = checkpoints.peek(note).size
    entries = journal.entries()
    listed = []
    for index in sorted(set(indices)):
        inclusion = journal.inclusion(index, size)
        listed.append({"entry": entries[index].as_dict(), "proof": [node.hex() for node in inclusion.proof]})
    return {"type": TYPE, "checkpoint": note, "entries": listed}


def read_extract(value: Any, origin: str, key: PublicKey) -> tuple[Checkpoint, list[Entry]]:
    """The verified checkpoint and entries of an extract.

    Raises `extract.malformed`, `extract.entry-unproven` and the errors of `checkpoint.verify`.
    """
    if (
        not isinstance(value, dict)
        or set(value) != {"type", "checkpoint", "entries"}
        or value["type"] != TYPE
    ):
        raise EXTRACT_MALFORMED.error()
    note, listed = value["checkpoint"], value["entries"]
    if not isinstance(note, str) or not isinstance(listed, list):
        raise EXTRACT_MALFORMED.error()
    head = checkpoints.verify(note, origin, key)
    return head, [_proven(item, head) for item in listed]


def check_extract(value: Any, origin: str, key: PublicKey) -> list[Problem]:
    """The same as a list of problems: empty if the extract holds."""
    try:
        read_extract(value, origin, key)
    except NovationError as error:
        return [Problem.of(error)]
    return []


def _proven(item: Any, head: Checkpoint) -> Entry:
    try:
        entry = as_entry(item["entry"])
        proof = [bytes.fromhex(node) for node in item["proof"]]
    except (NovationError, ValueError, TypeError, KeyError) as problem:
        raise EXTRACT_MALFORMED.error() from problem
    if not merkle.verify_inclusion(entry.leaf, entry.index, head.size, proof, head.root):
        raise EXTRACT_ENTRY_UNPROVEN.error(index=entry.index)
    return entry
