"""Whether a deal's data may leave their place: one move for each recipient, held against what the project declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from novation.errors.project import NO_ROUTE
from novation.handover.settings import Settings
from novation.law.crossing import Crossing, Declared, cross, export_of
from novation.law.entry_words import ExportData, Measure
from novation.law.export_routes import Move
from novation.law.packset import Packs
from novation.terms import Export, Party, Place, Regime

Counts = Mapping[Measure, int]


@dataclass(frozen=True)
class Leaving:
    """Every move of a deal, assessed on a day; the counts are those of this year, the deal's own people included."""

    on: date
    crossings: tuple[Crossing, ...]
    declared: Declared
    people: int | None
    sensitive_people: int | None

    @property
    def export(self) -> Export:
        return export_of(self.crossings)

    @property
    def abroad(self) -> tuple[Crossing, ...]:
        return tuple(crossing for crossing in self.crossings if crossing.leaves)

    @property
    def refused(self) -> tuple[Crossing, ...]:
        """Moves that a law of the origin does not let leave as things are declared."""
        return tuple(c for c in self.abroad if c.findings and not c.standing.lets_leave)

    def as_dict(self) -> dict[str, Any]:
        return {
            "on": self.on.isoformat(),
            "export": str(self.export),
            "declared": list(self.declared.routes),
            "in_place_since": self.declared.in_place_since.isoformat()
            if self.declared.in_place_since
            else None,
            "people": self.people,
            "sensitive_people": self.sensitive_people,
            "moves": [crossing.as_dict() for crossing in self.crossings],
        }


def leaving_of(
    settings: Settings,
    packs: Packs,
    counts: Counts,
    on: date,
    *,
    seller_place: Place | None = None,
    buyer_place: Place | None = None,
    regime: Regime | None = None,
) -> Leaving:
    """The moves to the buyer and its recipients. `counts` are the deal's own people (`measuring`): with them come those
    that `[export]` says went abroad earlier in the year; the places ask "what if"."""
    declared = settings.export
    people = _total(counts, Measure.PEOPLE, declared.people_since_january)
    sensitive = _total(counts, Measure.SENSITIVE_PEOPLE, declared.sensitive_since_january)
    data = declared.data or _data(regime or settings.regime)
    origin = seller_place or settings.seller.place
    parties = [
        (settings.buyer, buyer_place or settings.buyer.place),
        *((r, r.place) for r in settings.onward),
    ]
    way = Declared(declared.routes, declared.in_place_since)

    def crossing(party: Party, place: Place) -> Crossing:
        move = Move(origin, place, people, sensitive, declared.operator, data, declared.reason)
        return cross(packs, move, way, on, party.name)

    return Leaving(on, tuple(crossing(*party) for party in parties), way, people, sensitive)


def refuse_without_route(settings: Settings, packs: Packs, plan: Mapping[str, Any], on: date) -> None:
    """Raises `plan.no-route` where a law of the origin lets nothing leave today as things are declared.

    The counts are those of the plan; the day is today's, because a route may have ended since.
    """
    recorded = plan.get("leaving") or {}
    known = {
        Measure.PEOPLE: recorded.get("people"),
        Measure.SENSITIVE_PEOPLE: recorded.get("sensitive_people"),
    }
    earlier = {
        Measure.PEOPLE: settings.export.people_since_january,
        Measure.SENSITIVE_PEOPLE: settings.export.sensitive_since_january,
    }
    counts = {m: max(n - earlier[m], 0) for m, n in known.items() if n is not None}
    refused = leaving_of(settings, packs, counts, on).refused
    if refused:
        said = [(c.move.to.text, c.standing.text) for c in refused]
        raise NO_ROUTE.error(
            moves_zh="；".join(f"向{place.zh}：{why.zh}" for place, why in said),
            moves_en="; ".join(f"to {place.en}: {why.en}" for place, why in said),
        )


def _total(counts: Counts, measure: Measure, earlier: int) -> int | None:
    """Nobody has counted before `decide`; what was declared alone would be too few."""
    return counts[measure] + earlier if measure in counts else None


def _data(regime: Regime) -> ExportData:
    return ExportData.IMPORTANT if regime is Regime.IMPORTANT_DATA else ExportData.PERSONAL
