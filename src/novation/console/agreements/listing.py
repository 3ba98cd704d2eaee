"""The agreements of a case: what each keeps open or shut, how it stands, who has not signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.case.offers import offers
from novation.console.case.panels import Panel, register
from novation.console.seeing import case_page
from novation.control.agreements.actions import AGREEMENTS, visible_to
from novation.control.agreements.gates import (
    cross_border_gate,
    cross_border_need,
    nda_gate,
    other_route,
    transfer_gate,
)
from novation.control.agreements.kinds import AgreementState, Standing
from novation.control.agreements.models import Agreement, AgreementText
from novation.control.agreements.sides import sees_all
from novation.control.agreements.standing import missing, open_clauses, standing, with_signatures
from novation.control.cases.models import Case
from novation.control.parties.models import Party
from novation.messages import Text
from novation.ui.parts import Look

STATES = {
    Standing.IN_FORCE: "met",
    Standing.NOT_YET: "soon",
    Standing.UNSIGNED: "run",
    Standing.EXPIRED: "late",
    Standing.TERMINATED: "plain",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement as the list shows it."""

    agreement: Agreement
    text: AgreementText | None
    standing: Standing
    state: str
    missing: list[Party]
    open: int


def line(agreement: Agreement) -> Line:
    stands = standing(agreement)
    unanswered = open_clauses(agreement) if agreement.state == AgreementState.DRAFT else []
    return Line(agreement, agreement.text, stands, STATES[stands], missing(agreement), len(unanswered))


def lines_of(reader: Any, case: Case) -> list[Line]:
    """The agreements that a reader may see, in a number of queries that does not grow with them."""
    prefetch_related_objects([case], "places")
    found = list(with_signatures(visible_to(reader, case)))
    for one in found:
        one.case = case
    return [line(one) for one in found]


@case_page(AGREEMENTS)
def agreements(request: HttpRequest, case: Case) -> HttpResponse:
    """The gates first, then the agreements that the reader may see."""
    lines = lines_of(request.user, case)
    found = _gates(case)
    tags: tuple[str, ...] = ("agreement.drafted", "export-route.declared")
    if cross_border_need(case) is None:
        tags = tags[:1]
    page: dict[str, Any] = {
        "case": case,
        "lines": lines,
        "gates": found,
        "route": other_route(case) if sees_all(request.user, case.ref) else None,
        "shut": any(look.state != "met" for look in found),
        "offers": offers(request.user, case, tags),
    }
    if page["route"]:
        page["route_offers"] = offers(request.user, page["route"], ("export-route.withdrawn",))
    return render(request, "console/agreements/list.html", page)


def _gates(case: Case) -> list[Look]:
    """Each gate with what keeps it shut; one that no law asks for is left out."""
    found = [
        _gate(Text("资料室和尽职调查", "Data room and due diligence"), list(nda_gate(case))),
        _gate(Text("授权和交割", "Authorisation and closing"), list(transfer_gate(case))),
    ]
    if cross_border_need(case) is not None:
        found.append(_gate(Text("出境", "Leaving the country"), list(cross_border_gate(case))))
    return found


def _gate(what: Text, blockers: list[Any]) -> Look:
    if not blockers:
        return Look("met", what, detail=Text("已开放", "open"))
    first = blockers[0]
    return Look(first.state, what, first.citation, first.text)


def _panel(request: HttpRequest, case: Case) -> dict[str, Any]:
    """For the overview of the case: what agreements guard, and how those the reader sees stand."""
    return {"gates": _gates(case), "lines": lines_of(request.user, case)}


register(Panel("console/agreements/panel.html", _panel))
