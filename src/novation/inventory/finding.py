"""What a scan says about a table and its columns; it carries masked samples only and goes into `records/scan.json`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from novation.inventory.tables import term
from novation.messages import Text
from novation.terms import Category, Sensitivity


@dataclass(frozen=True)
class ColumnFinding:
    """One column. `confidence` is 0 to 1 with two decimals; `overridden` holds the user's reason, or None."""

    name: str
    type: str
    category: Category
    sensitivity: Sensitivity
    kind: str
    confidence: float
    evidence: tuple[Text, ...] = ()
    overridden: str | None = None
    empty: int = 0
    distinct: int = 0
    inside: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """JSON form; confidence is a number, evidence a list of {zh, en}; `inside` counts kinds found in the text."""
        return {
            "name": self.name,
            "type": self.type,
            "category": self.category.value,
            "sensitivity": self.sensitivity.value,
            "kind": self.kind,
            "confidence": self.confidence,
            "evidence": [sentence.as_dict() for sentence in self.evidence],
            "overridden": self.overridden,
            "empty": self.empty,
            "distinct": self.distinct,
            "inside": dict(self.inside),
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> ColumnFinding:
        return cls(
            name=values["name"],
            type=values["type"],
            category=term(Category, values["category"]),
            sensitivity=term(Sensitivity, values["sensitivity"]),
            kind=values["kind"],
            confidence=float(values["confidence"]),
            evidence=tuple(Text(e["zh"], e["en"]) for e in values["evidence"]),
            overridden=values.get("overridden"),
            empty=values.get("empty", 0),
            distinct=values.get("distinct", 0),
            inside=dict(values.get("inside", {})),
        )


@dataclass(frozen=True)
class TableNote:
    """What several columns are together; `what`: identifier, quasi-identifier or sensitive-together."""

    what: str
    columns: tuple[str, ...]
    text: Text

    def as_dict(self) -> dict[str, Any]:
        return {"what": self.what, "columns": list(self.columns), "text": self.text.as_dict()}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> TableNote:
        said = values["text"]
        return cls(values["what"], tuple(values["columns"]), Text(said["zh"], said["en"]))


@dataclass(frozen=True)
class TableFinding:
    """One table of a source; `columns` stand in the order of the source, without `_row`.

    `looked` is the number of rows whose values were looked at: all of `rows` unless a sample was asked for.
    """

    source: str
    table: str
    rows: int
    columns: tuple[ColumnFinding, ...]
    looked: int = -1
    notes: tuple[TableNote, ...] = ()

    def __post_init__(self) -> None:
        if self.looked < 0:
            object.__setattr__(self, "looked", self.rows)

    def column(self, name: str) -> ColumnFinding:
        """The finding of a column; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def of_kind(self, *kinds: str) -> list[ColumnFinding]:
        """Columns of any of these kinds, the surest first."""
        return sorted((c for c in self.columns if c.kind in kinds), key=lambda c: -c.confidence)

    def as_dict(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "table": self.table,
            "rows": self.rows,
            "columns": [column.as_dict() for column in self.columns],
            "looked": self.looked,
            "notes": [note.as_dict() for note in self.notes],
        }

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> TableFinding:
        columns = tuple(ColumnFinding.from_dict(c) for c in values["columns"])
        rows = int(values["rows"])
        notes = tuple(TableNote.from_dict(note) for note in values.get("notes", ()))
        return cls(values["source"], values["table"], rows, columns, int(values.get("looked", rows)), notes)
