"""Foreign keys between the tables of a source, by inclusion of distinct values; only sketches of hashes are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from novation.inventory.distinct import Sketch
from novation.inventory.finding import TableFinding
from novation.inventory.headers import split_words
from novation.messages import Text

_INCLUDED, _LEAST, _UNIQUE = 0.95, 3, 0.98
_SURE = 8  # hashes that must be compared before an inclusion says anything
_KEYS = (
    "key.",
    "cn.",
    "generic.email",
    "generic.phone",
    "generic.bank-card",
    "id.number",
    "account.login",
    "tw.",
    "hk.",
)


@dataclass(frozen=True)
class Relation:
    """Values of `table.column` come from `other_table.other_column`; `included` is the estimated share that does."""

    table: str
    column: str
    other_table: str
    other_column: str
    included: float
    source: str = ""
    other_source: str = ""

    def of(self, finding: TableFinding) -> bool:
        """Whether it is about a column of this table."""
        return (self.source, self.table) == (finding.source, finding.table)

    def as_dict(self) -> dict[str, Any]:
        """JSON form, with the sentence in both languages."""
        return {
            "column": self.column,
            "other_source": self.other_source,
            "other_table": self.other_table,
            "other_column": self.other_column,
            "included": self.included,
            "text": self.text.as_dict(),
        }

    @property
    def text(self) -> Text:
        share = f"{self.included:.0%}"
        return Text(
            f"{self.table}.{self.column} 的不同值约 {share} 出现在 {self.other_table}.{self.other_column} 中：像外键",
            f"about {share} of the distinct values of {self.table}.{self.column} occur in "
            f"{self.other_table}.{self.other_column}: like a foreign key",
        )


class Sketched(Protocol):
    """A scanner, or what was kept of one."""

    def sketch(self, column: str) -> Sketch: ...


def find_relations(scanned: Sequence[tuple[Sketched, TableFinding]]) -> list[Relation]:
    """All pairs of columns of different tables where one includes the other; memory is 64 KiB a column.

    A column can be referred to if its values are all different. Small running numbers are found in every table, so
    whole numbers count only where the header names the other table or both headers are the same.
    """
    parents = [(s, f, n) for s, f in scanned for n in keyed_columns(f) if _is_key(s.sketch(n))]
    found = []
    for scanner, finding in scanned:
        for name in keyed_columns(finding):
            child = scanner.sketch(name)
            if child.count < _LEAST:
                continue
            for other, other_finding, parent in parents:
                if other is scanner or not _alike(finding, name, other_finding, parent):
                    continue
                share = included(child, other.sketch(parent))
                if share >= _INCLUDED:
                    ours, theirs = (finding.table, name), (other_finding.table, parent)
                    where = finding.source, other_finding.source
                    found.append(Relation(*ours, *theirs, round(share, 2), *where))
    return found


def included(child: Sketch, parent: Sketch) -> float:
    """Estimated share of the child's distinct values that the parent has; 0.0 where too few can be compared."""
    limit = np.uint64(min(child.limit, parent.limit))
    ours, theirs = child.hashes, parent.hashes
    ours, theirs = ours[ours <= limit], theirs[theirs <= limit]
    if len(ours) < min(_SURE, child.count):
        return 0.0
    return float(np.isin(ours, theirs).mean())


def keyed_columns(finding: TableFinding) -> list[str]:
    """The columns whose kind makes a key likely."""
    keyed = [c for c in finding.columns if c.kind.startswith(_KEYS)]
    return [c.name for c in keyed]


def _is_key(sketch: Sketch) -> bool:
    return sketch.rows >= _LEAST and sketch.unique_share >= _UNIQUE


def _alike(finding: TableFinding, name: str, other: TableFinding, parent: str) -> bool:
    ours, theirs = finding.column(name), other.column(parent)
    if ours.type == theirs.type == "integer":
        words = set(split_words(name)) | {name.lower()}
        about = {w.rstrip("s") for w in split_words(other.table)} | {other.table.lower()}
        named = any(a and any(a in w or w in a for w in words if len(w) > 1) for a in about)
        return name.lower() == parent.lower() or named or (ours.kind == theirs.kind != "key.other")
    return True
