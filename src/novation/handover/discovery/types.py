"""The types of spans that can be found, with place, sensitivity and source of their format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from novation.inventory.span_types import SPAN_TYPES
from novation.messages import Text
from novation.terms import Sensitivity

if TYPE_CHECKING:
    from novation.inventory.matters import Matter


@dataclass(frozen=True)
class Type:
    """`slug` is stable. `place` is a country (ISO 3166-1 alpha-2) or "any"; `source` says where the format
    is laid down; `matter` marks sensitive matters in free text, which are looked for only if asked for.
    """

    slug: str
    code: int
    text: Text
    place: str
    sensitivity: Sensitivity
    source: str
    matter: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {
            "type": self.slug,
            "name": self.text.as_dict(),
            "place": self.place,
            "sensitivity": self.sensitivity.value,
            "source": self.source,
            "matter": self.matter,
        }


def known_types() -> dict[str, Type]:
    """Every type by its slug, those of spans first, then sensitive matters."""
    from novation.inventory.matters import MATTERS  # here, because it loads the kernels

    known = {
        t.slug: Type(t.slug, t.code, t.text, t.place, t.sensitivity, t.source) for t in SPAN_TYPES.values()
    }
    for m in MATTERS.values():
        known[m.slug] = Type(m.slug, m.code, m.text, "any", Sensitivity.SENSITIVE, _grounds(m), matter=True)
    return known


def _grounds(matter: Matter) -> str:
    grounds = (("PIPL", matter.pipl), ("GDPR", matter.gdpr), ("", matter.standard))
    return "; ".join(f"{law} {where}".strip() for law, where in grounds if where != "none")
