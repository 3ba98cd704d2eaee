"""What an entry of a pack says, as plain values by field: what two states of the law are compared by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from novation.law.pack_parts import Condition, Period
from novation.messages import Text
from novation.terms import Term

_APART = frozenset({"id", "law", "file", "line"})
"""Who an entry is and where it stands, not what it says."""
_SPREAD = ("citation", "then")
"""Fields whose parts are told one by one: a changed source is not a changed article."""


def said(entry: Any) -> dict[str, Any]:
    """Field → value of one entry, without its id and its line in the file."""
    found: dict[str, Any] = {}
    for name in (f.name for f in fields(entry) if f.name not in _APART):
        value = getattr(entry, name)
        if name in _SPREAD:
            found.update({_part(name, f.name): plain(getattr(value, f.name)) for f in fields(value)})
        else:
            found[name] = plain(value)
    return found


def plain(value: Any) -> Any:
    """Strings, whole numbers, booleans, lists, mappings and None only, so that it can be compared and written."""
    if isinstance(value, Text):
        return value.as_dict()
    if isinstance(value, Period):
        return {"from": plain(value.first), "to": plain(value.last)}
    if isinstance(value, Term | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return _conditions(value) if _are_conditions(value) else [plain(v) for v in value]
    if is_dataclass(value):
        return {
            f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in ("file", "line")
        }
    return value


def _part(outer: str, inner: str) -> str:
    return outer if inner == "text" else inner


def _are_conditions(values: Iterable[Any]) -> bool:
    return all(isinstance(value, Condition) for value in values) and bool(values)


def _conditions(conditions: Iterable[Condition]) -> dict[str, Any]:
    """`when` as it is written: the order of its keys and values says nothing."""
    return {
        c.field: {"not": sorted(map(str, c.values))} if c.negated else sorted(map(str, c.values))
        for c in conditions
    }
