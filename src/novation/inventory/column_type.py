"""The plain type of a column, from its Arrow type or, for texts, from what all its values look like."""

from __future__ import annotations

import pyarrow as pa

from novation.inventory.kinds import KINDS
from novation.inventory.profile import ColumnProfile

_MOST = 0.98  # share of values that must have the look: exports have a few broken cells


def column_type(profile: ColumnProfile, kind: str) -> str:
    """One of: string, integer, decimal, date, timestamp, boolean, binary, nested, empty."""
    given = _of_arrow(profile.type)
    if given:
        return given
    if not profile.filled:
        return "empty"
    looks, share = profile.looks, profile.share
    if kind.startswith("key.") or KINDS[kind].proof == "check" and kind != "person.birth-date":
        return "integer" if share(looks["integer"]) >= 1.0 else "string"
    if share(profile.words.get("boolean", 0)) >= _MOST and profile.distinct.count <= 2:
        return "boolean" if share(looks["integer"]) < _MOST or kind.endswith(".state") else "integer"
    if share(looks["date"]) >= _MOST and share(looks["integer"]) < _MOST:
        return "timestamp" if looks["clock"] * 2 > looks["date"] else "date"
    if share(looks["integer"]) >= _MOST:
        return "integer"
    if share(looks["integer"] + looks["decimal"]) >= _MOST:
        return "decimal"
    return "string"


def _of_arrow(type_: pa.DataType) -> str | None:
    types = pa.types
    if types.is_dictionary(type_):
        return _of_arrow(type_.value_type)
    checks = (
        (types.is_boolean, "boolean"),
        (types.is_integer, "integer"),
        (types.is_floating, "decimal"),
        (types.is_decimal, "decimal"),
        (types.is_date, "date"),
        (types.is_timestamp, "timestamp"),
        (types.is_time, "string"),
        (types.is_nested, "nested"),
        (types.is_null, "empty"),
        (lambda t: types.is_binary(t) or types.is_large_binary(t), "binary"),
    )
    return next((word for check, word in checks if check(type_)), None)
