"""The types a span of free text can have: stable slug and code, with place, sensitivity and source of the format."""

from __future__ import annotations

from dataclasses import dataclass

from novation.inventory.kinds import KINDS
from novation.inventory.tables import load, term
from novation.messages import Text
from novation.terms import Sensitivity


@dataclass(frozen=True)
class SpanType:
    """`code` is what the kernels write (1 to 127, never used again); `kind` is the column kind of `kinds.yaml`."""

    slug: str
    code: int
    kind: str
    place: str
    sensitivity: Sensitivity
    source: str
    text: Text


def _read() -> dict[str, SpanType]:
    types: dict[str, SpanType] = {}
    for slug, entry in load("types.yaml").items():
        kind = KINDS[entry["kind"]]
        tier = term(Sensitivity, entry["sensitivity"]) if "sensitivity" in entry else kind.sensitivity
        words = Text(entry["zh"], entry["en"])
        types[slug] = SpanType(
            slug, int(entry["code"]), kind.name, entry["place"], tier, entry["source"], words
        )
    return types


SPAN_TYPES: dict[str, SpanType] = _read()
"""Every type by its slug (`resident-id`, `mobile`, …)."""

CODES: dict[str, int] = {slug: entry.code for slug, entry in SPAN_TYPES.items()}
"""The code of every slug."""

SLUGS: dict[int, str] = {code: slug for slug, code in CODES.items()}
"""The slug of every code."""
