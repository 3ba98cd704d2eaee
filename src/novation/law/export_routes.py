"""Whether data may leave a place for a recipient elsewhere, by which routes, and what each route asks. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from novation.law.entries import EXEMPT, PROHIBITED, Bound, ExportLaw, ExportRule, Route
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

    Without a rule nothing is open. Where a count is missing, `might` are the rules of which one would fit once somebody
    has counted.
    """

    law: str
    move: Move
    rule: ExportRule | None
    routes: tuple[Route, ...] = ()
    exempt: bool = False
    prohibited: bool = False
    might: tuple[ExportRule, ...] = ()

    @property
    def uncounted(self) -> bool:
        return bool(self.might)

    @property
    def route_ids(self) -> tuple[str, ...]:
        """The routes that stand open; `exempt` among them, `prohibited` never."""
        if self.prohibited:
            return ()
        named = (*((EXEMPT,) if self.exempt else ()), *(route.id for route in self.routes))
        return tuple(dict.fromkeys(named))

    def allows(self, route: str) -> bool:
        """Whether a route that is in place is one of those this law leaves open."""
        return self.exempt or route in self.route_ids

    @property
    def still_owed(self) -> tuple[Owed, ...]:
        """What is owed whichever of the open routes is taken: what all of them name."""
        if self.prohibited or not self.routes:
            return ()
        common = set.intersection(*(set(route.still_owed) for route in self.routes))
        return tuple(duty for duty in Owed if duty in common)

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
            "might": [{"rule": rule.id, "routes": list(rule.routes)} for rule in self.might],
            "still_owed": [str(duty) for duty in self.still_owed],
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


def still_owed(findings: Iterable[RouteFinding]) -> tuple[Owed, ...]:
    """What is owed under all laws together, whichever of the open routes is taken, in the order of the vocabulary."""
    owed = {duty for finding in findings for duty in finding.still_owed}
    return tuple(duty for duty in Owed if duty in owed)


def route_ids_of(packs: Packs) -> frozenset[str]:
    """Every word that means a route in some pack; what is none of these is one's own text, which nobody can check."""
    described = ({route.id for route in pack.export.routes} for pack in packs if pack.export)
    return frozenset({EXEMPT, PROHIBITED}.union(*described))


def _finding(packs: Packs, law: ExportLaw, move: Move, on: date) -> RouteFinding:
    adequate = YesNo.YES if _is_adequate(packs, law.law, move.to) else YesNo.NO
    might = []
    for rule in law.rules:
        if not rule.in_force.contains(on) or not _fits_words(rule, move, adequate):
            continue
        fits = _fits_counts(rule, move)
        if fits is not False:
            might.append(rule)
        if fits:
            break
    if len(might) == 1 and _fits_counts(might[0], move):
        return _found(law, move, might[0])
    return RouteFinding(law.law, move, None, might=tuple(might))


def _found(law: ExportLaw, move: Move, rule: ExportRule) -> RouteFinding:
    return RouteFinding(
        law.law,
        move,
        rule,
        tuple(route for name in rule.routes if (route := law.route(name))),
        exempt=EXEMPT in rule.routes,
        prohibited=PROHIBITED in rule.routes,
    )


def _is_adequate(packs: Packs, law: str, to: Place) -> bool:
    """Whether this law lists the place, or a law that it extends does."""
    return any(to in packs[name].adequate for name in packs.closure(law))


def _fits_counts(rule: ExportRule, move: Move) -> bool | None:
    """Whether the counts lie within the rule's bounds; None where that hangs on a count that nobody knows."""
    bounds = (rule.people, move.people), (rule.sensitive_people, move.sensitive_people)
    if any(count is not None and not bound.contains(count) for bound, count in bounds):
        return False
    return None if any(count is None and bound != Bound() for bound, count in bounds) else True


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
