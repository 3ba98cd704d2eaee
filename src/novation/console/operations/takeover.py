"""What the buyer took over with the data: counts first, then what is owed by when, purposes, statutory terms, requests."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from novation.console.case.offers import offers
from novation.console.operations.showing import Button, button, buttons, open_job
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.cases.situation import shipped_packs
from novation.control.operations.folders import link_of
from novation.control.operations.reading.files import record
from novation.control.rights.models import Request
from novation.control.rights.states import OPEN
from novation.control.roles import Side
from novation.control.takeover.actions import TAKEOVER
from novation.control.takeover.models import Obligation, TakenOver
from novation.messages import Text


@case_page(TAKEOVER)
def page(request: HttpRequest, case: Case) -> HttpResponse:
    """Of the last package; an earlier one shows in the obligations it brought."""
    taken = TakenOver.objects.filter(case=case).first()
    obligations = list(Obligation.objects.filter(case=case))
    link = link_of(case, Side.BUYER)
    waiting = Request.objects.filter(case=case, earlier__isnull=False, state__in=[str(one) for one in OPEN])
    today = timezone.localdate()
    shown = {
        "case": case,
        "taken": taken,
        "title": _title(taken, link is not None and record(link, "received.json") is not None),
        "dated": [(one, _state(one, today), _offers(request, one)) for one in obligations if one.due_on],
        "standing": [(one, _offers(request, one)) for one in obligations if not one.due_on],
        "waiting": list(waiting.select_related("earlier").order_by("due_on", "id")[:50]),
        "terms": [(one, _law(one.law)) for one in taken.terms.all()] if taken else [],
        "purposes": list(taken.purposes.all()) if taken else [],
        "job": open_job(link),
        "buttons": _buttons(request, case, taken),
    }
    return render(request, "console/operations/takeover.html", shown)


def _title(taken: TakenOver | None, received: bool) -> Text:
    if taken is not None:
        return Text(
            f"接管了 {taken.people:,} 人的资料所带的义务",
            f"Taken over: what is owed to {taken.people:,} people",
        )
    if received:
        return Text("收到的包还没有接管", "What was received has not been taken over yet")
    return Text("还没有收到封装包", "No package has been received yet")


def _state(one: Obligation, today: object) -> str:
    if one.met_on:
        return "plain"
    return "late" if one.due_on and one.due_on < today else "run"


def _offers(request: HttpRequest, one: Obligation) -> list[object]:
    return list(offers(request.user, one, ("obligation.met",))) if one.met_on is None else []


def _law(name: str) -> Text:
    packs = shipped_packs()
    return packs[name].title if name in packs else Text(name, name)


def _buttons(request: HttpRequest, case: Case, taken: TakenOver | None) -> list[Button]:
    """Not for a package that was taken over already."""
    link = link_of(case, Side.BUYER)
    received = record(link, "received.json") if link else None
    if link is None or received is None or (taken and taken.package == received["package"]):
        return []
    words = Text("接管", "Take over")
    return buttons(button(request, "reconciliation.requested", link, words, step="take-over"))
