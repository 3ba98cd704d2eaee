"""Says what changed between two scans of the same project: tables, columns, rows and judgements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from novation.inventory.finding import ColumnFinding, TableFinding
from novation.messages import Text

_WATCHED = ("type", "kind", "category", "sensitivity")


@dataclass(frozen=True)
class Change:
    """`what`: table-added, table-removed, rows, column-added, column-removed, type, kind, category or sensitivity."""

    source: str
    table: str
    column: str
    what: str
    old: str
    new: str

    @property
    def text(self) -> Text:
        zh, en = _WORDS[self.what]
        place = ".".join(part for part in (self.table, self.column) if part)
        return Text(f"{place}：{zh}", f"{place}: {en}").format(old=self.old, new=self.new)

    def as_dict(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "table": self.table,
            "column": self.column,
            "what": self.what,
            "old": self.old,
            "new": self.new,
        }


_WORDS = {
    "table-added": ("新增的表", "table added"),
    "table-removed": ("表已不存在", "table gone"),
    "rows": ("行数由 {old} 变为 {new}", "rows changed from {old} to {new}"),
    "column-added": ("新增的列", "column added"),
    "column-removed": ("列已不存在", "column gone"),
    "type": ("类型由 {old} 变为 {new}", "type changed from {old} to {new}"),
    "kind": ("含义由 {old} 变为 {new}", "kind changed from {old} to {new}"),
    "category": ("数据类别由 {old} 变为 {new}", "category changed from {old} to {new}"),
    "sensitivity": ("敏感程度由 {old} 变为 {new}", "sensitivity changed from {old} to {new}"),
}


def compare(old: Iterable[TableFinding], new: Iterable[TableFinding]) -> list[Change]:
    """Changes from the old scan to the new one, in the order of the new one, what is gone last."""
    before = {(t.source, t.table): t for t in old}
    changes: list[Change] = []
    for table in new:
        earlier = before.pop((table.source, table.table), None)
        if earlier is None:
            changes.append(Change(table.source, table.table, "", "table-added", "", str(table.rows)))
        else:
            changes += _within(earlier, table)
    changes += [Change(t.source, t.table, "", "table-removed", str(t.rows), "") for t in before.values()]
    return changes


def _within(old: TableFinding, new: TableFinding) -> list[Change]:
    changes: list[Change] = []
    if old.rows != new.rows:
        changes.append(Change(new.source, new.table, "", "rows", str(old.rows), str(new.rows)))
    before = {c.name: c for c in old.columns}
    for column in new.columns:
        earlier = before.pop(column.name, None)
        if earlier is None:
            changes.append(Change(new.source, new.table, column.name, "column-added", "", column.kind))
        else:
            changes += _of_column(new, earlier, column)
    changes += [Change(new.source, new.table, c.name, "column-removed", c.kind, "") for c in before.values()]
    return changes


def _of_column(table: TableFinding, old: ColumnFinding, new: ColumnFinding) -> list[Change]:
    pairs = ((what, str(getattr(old, what)), str(getattr(new, what))) for what in _WATCHED)
    return [Change(table.source, table.table, new.name, what, a, b) for what, a, b in pairs if a != b]
