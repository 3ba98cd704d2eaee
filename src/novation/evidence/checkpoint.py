"""Checkpoints (C2SP tlog-checkpoint): the signed head of a journal, that is its origin, its size and its root hash."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from novation.errors.evidence import CHECKPOINT_MALFORMED, CHECKPOINT_OTHER_ORIGIN
from novation.evidence import note
from novation.evidence.keys import PrivateKey, PublicKey
from novation.evidence.merkle import EMPTY_ROOT, HASH_SIZE

_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_ORIGIN = re.compile(r"[^\s+\x00-\x1f\x7f]{1,255}")  # the origin is also the name of the key that signs


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a journal: `origin` names it for ever, `size` counts entries, `root` is 32 bytes."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        sound = len(self.root) == HASH_SIZE and self.size >= 0 and _ORIGIN.fullmatch(self.origin)
        if not sound or (self.size == 0) != (self.root == EMPTY_ROOT):
            raise CHECKPOINT_MALFORMED.error()

    def body(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def sign(self, private_key: PrivateKey) -> str:
        """The checkpoint as a signed note, the key's name being the origin."""
        return note.sign(self.body(), private_key, self.origin)


def parse_body(text: str) -> Checkpoint:
    """Reads the note's text; exactly three lines, as extension lines are nothing we could judge.

    Raises `checkpoint.malformed`.
    """
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not _SIZE.fullmatch(lines[1]):
        raise CHECKPOINT_MALFORMED.error()
    try:
        root = base64.b64decode(lines[2], validate=True)
    except ValueError as problem:
        raise CHECKPOINT_MALFORMED.error() from problem
    if base64.b64encode(root).decode() != lines[2]:
        raise CHECKPOINT_MALFORMED.error()
    return Checkpoint(lines[0], int(lines[1]), root)


def peek(data: str | bytes) -> Checkpoint:
    """What a note says, unverified: for showing and for finding the key to verify it with."""
    return parse_body(note.parse(data).text)


def verify(data: str | bytes, origin: str, key: PublicKey) -> Checkpoint:
    """The checkpoint of a signed note of this origin by this key.

    Raises `checkpoint.other-origin`, `checkpoint.malformed` and the errors of `note.verify`.
    """
    claimed = peek(data)
    if claimed.origin != origin:
        raise CHECKPOINT_OTHER_ORIGIN.error(expected=origin)
    return parse_body(note.verify(data, origin, key))
