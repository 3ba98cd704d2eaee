"""Whether data may leave a place for a recipient elsewhere, by which routes, and what each route asks. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from novation.law.entries import EXEMPT, PROHIBITED, ExportLaw, ExportRule, Route
from novation.law.entry_words import ExportData, ExportReason, Operator, Owed, YesNo
from novation.law.packset import Packs
from novation.law.verdict import citation_dict
from novation.terms import Place


@dataclass(frozen=True, slots=True)
class Move:
    """One move abroad. The counts are of people whose data went abroad since 1 January, this move included
    (`sensitive_people` are those of them with sensitive data); None where nobody has counted."""

    origin: Place
    to: Place
    people: int | None = None
    sensitive_people: int | None = None
    operator: Operator = Operator.ORDINARY
    data: ExportData = ExportData.PERSONAL
    reason: ExportReason = ExportReason.ORDINARY


@dataclass(frozen=True, slots=True)
class RouteFinding:
    """What one law says of a move: the rule that fits, and the routes it leaves open (any of them is enough).

    Without a rule nothing is open: `uncounted` says that a count is missing for a rule that might have fitted.
    """

    law: str
    move: Move
    rule: ExportRule | None
    routes: tuple[Route, ...] = ()
    exempt: bool = False
    prohibited: bool = False
    uncounted: bool = False

    @property
    def route_ids(self) -> tuple[str, ...]:
        return (*((EXEMPT,) if self.exempt else ()), *(route.id for route in self.routes))

    def allows(self, route: str) -> bool:
        """Whether a route that is in place is one of those this law leaves open."""
        return self.exempt or route in self.route_ids

    def as_dict(self) -> dict[str, Any]:
        return {
            "law": self.law,
            "from": str(self.move.origin),
            "to": str(self.move.to),
            "people": self.move.people,
            "sensitive_people": self.move.sensitive_people,
            "operator": str(self.move.operator),
            "data": str(self.move.data),
            "reason": str(self.move.reason),
            "rule": self.rule.id if self.rule else None,
            "title": self.rule.title.as_dict() if self.rule else None,
            "derived": self.rule.derived if self.rule else False,
            **(citation_dict(self.rule.citation) if self.rule else {"confirmed": False}),
            "exempt": self.exempt,
            "prohibited": self.prohibited,
            "uncounted": self.uncounted,
            "routes": [_route_dict(route) for route in self.routes],
        }


def routes_for(packs: Packs, move: Move, on: date) -> list[RouteFinding]:
    """What every law of the origin says; none where the move does not leave an area (decision 0001 §3)."""
    if not packs.is_export(move.origin, move.to):
        return []
    return [
        _finding(packs, pack.export, move, on)
        for pack in packs
        if pack.export and move.origin in pack.export.from_ and pack.in_force.contains(on)
    ]


def still_owed(findings: list[RouteFinding]) -> tuple[Owed, ...]:
    """What is owed whichever of the open routes is taken, in the order of the vocabulary."""
    owed = {duty for finding in findings for route in finding.routes for duty in route.still_owed}
    return tuple(duty for duty in Owed if duty in owed)


def _finding(packs: Packs, law: ExportLaw, move: Move, on: date) -> RouteFinding:
    adequate = YesNo.YES if packs.is_adequate(move.origin, move.to) else YesNo.NO
    for rule in law.rules:
        if not rule.in_force.contains(on) or not _fits_words(rule, move, adequate):
            continue
        fits = (rule.people, move.people), (rule.sensitive_people, move.sensitive_people)
        if any(count is None and (b.at_least is not None or b.below is not None) for b, count in fits):
            return RouteFinding(law.law, move, None, uncounted=True)
        if all(bound.contains(count or 0) for bound, count in fits):
            return RouteFinding(
                law.law,
                move,
                rule,
                tuple(route for name in rule.routes if (route := law.route(name))),
                exempt=EXEMPT in rule.routes,
                prohibited=PROHIBITED in rule.routes,
            )
    return RouteFinding(law.law, move, None)


def _fits_words(rule: ExportRule, move: Move, adequate: YesNo) -> bool:
    asked = (
        (rule.to, move.to),
        (rule.operator, move.operator),
        (rule.data, move.data),
        (rule.reason, move.reason),
    )
    return all(words is None or word in words for words, word in asked) and rule.adequate in (None, adequate)


def _route_dict(route: Route) -> dict[str, Any]:
    return {
        "id": route.id,
        "title": route.title.as_dict(),
        "documents": [text.as_dict() for text in route.documents],
        "ask_recipient": [text.as_dict() for text in route.ask_recipient],
        "still_owed": [str(duty) for duty in route.still_owed],
        "valid": {str(route.valid.unit): route.valid.amount} if route.valid else None,
        **citation_dict(route.citation),
    }
