"""One journal entry: a tag and neutral references, never personal data; its line is also the leaf of the tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from novation.errors.custody import JOURNAL_REFERENCE_NOT_NEUTRAL, JOURNAL_TAG_MALFORMED
from novation.evidence import canonical, merkle
from novation.evidence.instants import read_instant

Reference = str | int | bool
MAX_LINE = 16 * 1024
MAX_REFERENCES = 64
_IRREGULAR = "begun brought built cut done found held kept left lost made met paid put read run sent set sold swept told"
_TAG = re.compile(
    r"[a-z]+(?:-[a-z]+)*\.(?:[a-z]+-)*(?:[a-z]+(?:ed|en|wn)|" + "|".join(_IRREGULAR.split()) + ")"
)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NEUTRAL = re.compile(r"[A-Za-z0-9:._/+=-]{1,200}")
_HASHES = re.compile(r"sha256:[0-9a-f]{64}|SHA256:[A-Za-z0-9+/]{43}")
_LONG_NUMBER = re.compile(r"[0-9]{11,}")  # a mobile number has 11 digits, a bank card 16, a resident ID 18
_SAFE = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """`at` is an RFC 3339 instant, `index` counts from 0, `by` is a role or a key fingerprint."""

    index: int
    at: str
    tag: str
    refs: Mapping[str, Reference] = field(default_factory=dict)
    by: str | None = None

    def __post_init__(self) -> None:
        if not _TAG.fullmatch(self.tag):
            # A malformed tag could hold anything, so the message repeats only what is harmless.
            raise JOURNAL_TAG_MALFORMED.error(tag=re.sub(r"[^a-z.-]", "?", self.tag[:60]))
        read_instant(self.at)
        if len(self.refs) > MAX_REFERENCES:
            raise JOURNAL_REFERENCE_NOT_NEUTRAL.error(name="refs")
        for name, value in self.refs.items():
            if not _NAME.fullmatch(name) or not is_neutral(value):
                raise JOURNAL_REFERENCE_NOT_NEUTRAL.error(name=name if _NAME.fullmatch(name) else "?")
        if self.by is not None and not is_neutral(self.by):
            raise JOURNAL_REFERENCE_NOT_NEUTRAL.error(name="by")

    def as_dict(self) -> dict[str, Any]:
        value: dict[str, Any] = {"at": self.at, "index": self.index, "refs": dict(self.refs), "tag": self.tag}
        return value if self.by is None else {**value, "by": self.by}

    def line(self) -> bytes:
        """The canonical JSON of the entry, without a line end: the leaf's data."""
        return canonical.encode(self.as_dict())

    @property
    def leaf(self) -> bytes:
        return merkle.leaf_hash(self.line())


def parse_entry(line: bytes) -> Entry:
    """Reads a line without its end; raises the errors of `canonical.parse` and `Entry`, or ValueError."""
    return as_entry(canonical.parse(line, max_bytes=MAX_LINE))


def as_entry(value: Any) -> Entry:
    """The entry of a parsed line; raises the errors of `Entry`, or ValueError."""
    if not isinstance(value, dict) or set(value) - {"by"} != {"at", "index", "refs", "tag"}:
        raise ValueError("not an entry")
    texts = [value["at"], value["tag"], value.get("by", "")]
    index, refs = value["index"], value["refs"]
    if (
        not all(isinstance(text, str) for text in texts)
        or type(index) is not int
        or not isinstance(refs, dict)
    ):
        raise ValueError("not an entry")
    return Entry(index, value["at"], value["tag"], refs, value.get("by"))


def is_neutral(value: object) -> bool:
    """Whether a reference can't well be personal data: no "@", no free text, no number as long as a telephone's.

    Dots and dashes are taken out before digits are counted, so a number written in groups does not pass either.
    """
    if isinstance(value, bool):
        return True
    if isinstance(value, int):
        return -_SAFE <= value <= _SAFE
    if not isinstance(value, str) or not _NEUTRAL.fullmatch(value):
        return False
    return _HASHES.fullmatch(value) is not None or not _LONG_NUMBER.search(re.sub(r"[.-]", "", value))
