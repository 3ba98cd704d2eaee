"""Whether what is declared about leaving a place is enough for each law of the origin: the fact `export`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from novation.law.counting import add
from novation.law.entries import Route
from novation.law.entry_words import Unit
from novation.law.export_routes import Move, RouteFinding, route_ids_of, routes_for
from novation.law.packset import Packs
from novation.terms import Export, Term


class Standing(Term):
    """How a declared route stands under one law, the best first; from `prohibited` on nothing may leave."""

    EXEMPT = "exempt", "豁免，无须办理路径", "exempt, no route is needed"
    IN_PLACE = "in-place", "所声明的路径可用", "the declared route is open and in place"
    UNCHECKED = (
        "unchecked",
        "所声明的不是规则包里的路径，没有人核对过",
        "what is declared is no route of the packs, and nobody has checked it",
    )
    UNKNOWN_ROUTE = (
        "unknown-route",
        "所声明的像是路径编号，但没有规则包有这个编号",
        "what is declared looks like a route's id, but no pack has it",
    )
    NOT_DECLARED = "not-declared", "没有声明路径", "no route is declared"
    NOT_OPEN = "not-open", "所声明的路径在此情形下不可用", "the declared route is not open for this move"
    NOT_YET = "not-yet", "所声明的路径尚未备妥", "the declared route is not in place yet"
    EXPIRED = "expired", "所声明的路径已过有效期", "the declared route is no longer valid"
    UNCOUNTED = "uncounted", "人数未知，无法判断", "the count of people is unknown"
    NO_RULE = "no-rule", "没有规则适用，无路径可用", "no rule fits, so no route is open"
    PROHIBITED = "prohibited", "禁止出境", "leaving is prohibited"

    @property
    def lets_leave(self) -> bool:
        return self in _LETTING


_LETTING = (Standing.EXEMPT, Standing.IN_PLACE, Standing.UNCHECKED)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_IN_DATES = frozenset({Unit.DAYS, Unit.MONTHS, Unit.YEARS})
_ORDER = {standing: rank for rank, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True)
class Declared:
    """What a project says of its way out: routes (ids of the packs, or one's own words), and since when they stand."""

    routes: tuple[str, ...] = ()
    in_place_since: date | None = None


@dataclass(frozen=True, slots=True)
class Crossing:
    """One move to one recipient: what each law of the origin says, and how the declared route stands there.

    `leaves` is False where the move does not leave the area; then nothing else is asked.
    """

    move: Move
    recipient: str
    leaves: bool
    findings: tuple[tuple[RouteFinding, Standing], ...] = ()
    fallback: Standing = Standing.NOT_DECLARED
    """How it stands where no law of the origin says anything about leaving."""

    @property
    def standing(self) -> Standing:
        """The worst over all laws."""
        return max((s for _, s in self.findings), key=_ORDER.__getitem__, default=self.fallback)

    @property
    def export(self) -> Export:
        if not self.leaves:
            return Export.DOMESTIC
        return Export.ROUTE_IN_PLACE if self.standing.lets_leave else Export.NO_ROUTE

    def as_dict(self) -> dict[str, Any]:
        return {
            "recipient": self.recipient,
            "from": str(self.move.origin),
            "to": str(self.move.to),
            "leaves": self.leaves,
            "export": str(self.export),
            "standing": str(self.standing) if self.leaves else None,
            "laws": [{**finding.as_dict(), "standing": str(s)} for finding, s in self.findings],
        }


def cross(packs: Packs, move: Move, declared: Declared, on: date, recipient: str = "") -> Crossing:
    """One move assessed on a day."""
    if not packs.is_export(move.origin, move.to):
        return Crossing(move, recipient, leaves=False)
    known = route_ids_of(packs)
    found = tuple((f, _standing(f, declared, known, on)) for f in routes_for(packs, move, on))
    return Crossing(move, recipient, True, found, _unruled(declared, known, on))


def export_of(crossings: Iterable[Crossing]) -> Export:
    """The fact over all recipients: one without a route is enough to hold everything back."""
    found = {crossing.export for crossing in crossings}
    return next((word for word in (Export.NO_ROUTE, Export.ROUTE_IN_PLACE) if word in found), Export.DOMESTIC)


def _standing(finding: RouteFinding, declared: Declared, known: frozenset[str], on: date) -> Standing:
    if finding.prohibited:
        return Standing.PROHIBITED
    if finding.exempt:
        return Standing.EXEMPT
    checked = [route for route in declared.routes if route in known]
    if declared.routes and not checked:
        return _own_words(declared, on)
    if finding.rule is None:
        return Standing.UNCOUNTED if finding.uncounted else Standing.NO_RULE
    if not checked:
        return Standing.NOT_DECLARED
    dated = [_dated(route, declared, on) for route in finding.routes if route.id in checked]
    return min(dated, key=_ORDER.__getitem__, default=Standing.NOT_OPEN)


def _unruled(declared: Declared, known: frozenset[str], on: date) -> Standing:
    """Where no law says how data may leave, nobody can check what is declared, an id neither."""
    if not declared.routes:
        return Standing.NOT_DECLARED
    if known.isdisjoint(declared.routes):
        return _own_words(declared, on)
    return _from(declared, on) or Standing.UNCHECKED


def _own_words(declared: Declared, on: date) -> Standing:
    """Words of one's own, as projects wrote them before there were ids; a misspelt id must not pass for such words."""
    if all(_ID.fullmatch(route) for route in declared.routes):
        return Standing.UNKNOWN_ROUTE
    return _from(declared, on) or Standing.UNCHECKED


def _from(declared: Declared, on: date) -> Standing | None:
    return Standing.NOT_YET if declared.in_place_since and declared.in_place_since > on else None


def _dated(route: Route, declared: Declared, on: date) -> Standing:
    """A validity runs from the day on which the route was in place, and is over after its last day."""
    since = declared.in_place_since
    if since and route.valid and route.valid.unit in _IN_DATES:
        last = add(route.valid, since, "").day
        if last and last < on:
            return Standing.EXPIRED
    return _from(declared, on) or Standing.IN_PLACE
