"""What the scan found, table by table: categories and the names of sensitive columns, never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from novation.messages import Text
from novation.terms import Category, Sensitivity


@dataclass(frozen=True)
class FoundTable:
    """`columns` counts the columns of each category; `orphans` are rows of nobody known, None before linking.

    `inside` counts identifiers found within free text; `corrected` columns carry a person's override;
    `together` says which columns are sensitive because they stand in one table.
    """

    source: str
    name: str
    rows: int
    orphans: int | None
    about_nobody: bool
    columns: Mapping[str, int]
    sensitive: Sequence[str]
    inside: int
    corrected: int
    remarks: Sequence[Text]
    together: Sequence[Text] = ()

    @property
    def personal(self) -> dict[str, int]:
        return {c: n for c, n in self.columns.items() if c != Category.NONE}


def tables_found(scan: Mapping[str, Any] | None, plan: Mapping[str, Any] | None) -> list[FoundTable]:
    """One entry a table, in the order of the sources; categories are the plan's where there is one."""
    planned = {t["id"]: t for t in plan["tables"]} if plan else {}
    if scan is None:
        return [_table({**t, "table": t["name"], "remarks": []}, t) for t in planned.values()]
    return [_table(t, planned.get(t["id"])) for t in scan["tables"]]


def _table(table: Mapping[str, Any], planned: Mapping[str, Any] | None) -> FoundTable:
    columns = table["columns"]
    held = Counter(c["category"] for c in (planned or table)["columns"])
    order = {str(c): n for n, c in enumerate(Category)}
    return FoundTable(
        source=table["source"],
        name=table["table"],
        rows=table["rows"],
        orphans=planned["orphans"] if planned else None,
        about_nobody=bool(planned and planned["by"] == "reference"),
        columns=dict(sorted(held.items(), key=lambda item: order.get(item[0], len(order)))),
        sensitive=[c["name"] for c in columns if c.get("sensitivity") == Sensitivity.SENSITIVE],
        inside=sum(sum(c.get("inside", {}).values()) for c in columns),
        corrected=sum(1 for c in columns if c.get("overridden")),
        remarks=[Text(**r) for r in table["remarks"]],
        together=[Text(**n["text"]) for n in table.get("notes", ()) if n["what"] == "sensitive-together"],
    )


def label(source: str, name: str) -> str:
    """A table as people know it: the file, and the sheet or table in it where that says more."""
    return source if name in ("", source) or source.rsplit(".", 1)[0] == name else f"{source} · {name}"
