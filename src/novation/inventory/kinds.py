"""The kinds a column can be, each with its category, its words and how it can be proved."""

from __future__ import annotations

from dataclasses import dataclass

from novation.inventory.tables import load, term
from novation.messages import Text
from novation.terms import Category, Sensitivity


@dataclass(frozen=True)
class Kind:
    """`proof`: "check" (shape or checksum), "words" (a closed list) or "none" (header and a rough shape)."""

    name: str
    text: Text
    category: Category
    sensitivity: Sensitivity
    proof: str


def _read() -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for name, entry in load("kinds.yaml").items():
        category = term(Category, entry["category"])
        tier = term(Sensitivity, entry["sensitivity"]) if "sensitivity" in entry else category.sensitivity
        kinds[name] = Kind(name, Text(entry["zh"], entry["en"]), category, tier, entry["proof"])
    return kinds


KINDS: dict[str, Kind] = _read()
"""Every kind by its name (`cn.resident-id`, `person.name`, …)."""
