"""Classes put together for people: the finite list of "these people, this outcome, on these grounds"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from novation.disposition.deciding import whole_class

_KEPT = (
    "consent_kind",
    "reasons",
    "seller_reasons",
    "conflicts",
    "undecided_because",
    "seller_undecided_because",
    "unconfirmed",
    "human",
    "mask",
)


def groups(decisions: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Classes of one place and category with one outcome on the same grounds, together; the largest first."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for entry in decisions["classes"]:
        key = (
            entry["facts"]["category"],
            entry["facts"]["place"],
            entry["passes_now"],
            entry["seller_copy_now"],
            entry["verdict"],
        )
        group = found.get(key)
        if group is None:
            whole = whole_class(decisions, entry)
            group = found[key] = {
                "category": whole["facts"]["category"],
                "place": whole["facts"]["place"],
                "to_buyer": whole["to_buyer"],
                "seller_copy": whole["seller_copy_now"],
                "passes_now": whole["passes_now"],
                **{k: whole[k] for k in _KEPT},
                "people": 0,
                "classes": 0,
            }
        group["people"] += entry["people"]
        group["classes"] += 1
    merged = _merged(list(found.values()))
    return sorted(
        merged, key=lambda g: (-g["people"], g["category"], g["place"], g["reasons"], g["seller_reasons"])
    )


def _merged(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Verdicts that differ only in what other laws said are one line for a reader."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for entry in entries:
        key = tuple(
            tuple(v) if isinstance(v, list) else str(v)
            for k, v in entry.items()
            if k not in ("people", "classes", "conflicts")
        )
        known = found.get(key)
        if known is None:
            found[key] = entry
            continue
        known["people"] += entry["people"]
        known["classes"] += entry["classes"]
        known["conflicts"] = sorted({*known["conflicts"], *entry["conflicts"]})
    return list(found.values())
