"""What the shipped law packs say of a move between two places: whether a contract is needed, and which routes need none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from novation.control.cases.situation import shipped_packs
from novation.law.entries import Route
from novation.law.entry_words import Owed
from novation.law.export_routes import Move, RouteFinding, routes_for
from novation.messages import Text
from novation.terms import Place


def export_routes_from(origin: Place) -> list[tuple[str, Route]]:
    """Every route of the origin's laws that rests on a contract, with the law's id."""
    return [(law, route) for law, route in _all_routes(origin) if Owed.CONTRACT in route.still_owed]


def routes_without_contract(origin: Place) -> list[tuple[str, Route]]:
    """Routes of the origin's laws that need no contract: an exemption, a certificate, an adequacy decision."""
    return [(law, route) for law, route in _all_routes(origin) if Owed.CONTRACT not in route.still_owed]


def _all_routes(origin: Place) -> list[tuple[str, Route]]:
    laws = [pack.export for pack in shipped_packs() if pack.export and origin in pack.export.from_]
    return [(law.law, route) for law in laws for route in law.routes]


@dataclass(frozen=True, slots=True)
class ContractNeed:
    """`certain`: no open route does without a contract; else it hangs on what nobody has counted or chosen yet."""

    certain: bool
    citation: Text
    confirmed: bool


def contract_need(origin: Place, to: Place, on: date) -> ContractNeed | None:
    """Whether a move needs a contract with the recipient; None: it does not leave the area, or no law asks for one."""
    for finding in routes_for(shipped_packs(), Move(origin, to), on):
        routes = _possible(finding)
        owing = [route for route in routes if Owed.CONTRACT in route.still_owed]
        if owing:
            citation = owing[0].citation
            certain = len(owing) == len(routes) and not finding.uncounted
            return ContractNeed(certain, citation.text, citation.confirmed)
    return None


def _possible(finding: RouteFinding) -> list[Route]:
    """The routes that stand open, or may once somebody has counted people."""
    if not finding.uncounted:
        return list(finding.routes)
    known = {route.id: route for law, route in _all_routes(finding.move.origin) if law == finding.law}
    names = dict.fromkeys(name for rule in finding.might for name in rule.routes)
    return [known[name] for name in names if name in known]
