"""Recipients of a case: what is still to be told comes first, then the register, then what came from the seller."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from novation.console.case.offers import offers
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.informing.models import Arrival, Recipient, Telling
from novation.control.informing.recipients import RECIPIENTS
from novation.control.informing.states import Arrived, Told
from novation.messages import Text

SHOWN = 200
TELLING = ("recipient.told", "telling.abandoned")


@case_page(RECIPIENTS)
def recipients(request: HttpRequest, case: Case) -> HttpResponse:
    today = timezone.localdate()
    tellings = list(Telling.objects.filter(case=case).select_related("recipient", "request")[:SHOWN])
    due = [one for one in tellings if one.state is Told.DUE]
    arrivals = list(Arrival.objects.filter(case=case).select_related("request")[:SHOWN])
    collecting = ("arrivals.collected",) if any(one.state is Arrived.SEALED for one in arrivals) else ()
    page = {
        "case": case,
        "due": [(one, _state(one, today), _categories(one), _deeds(request, one)) for one in due],
        "told": [(one, _categories(one)) for one in tellings if one.state is not Told.DUE],
        "late": sum(one.due_on < today for one in due),
        "recipients": [
            (one, offers(request.user, one, ("recipient.ended",)) if one.until_on is None else [])
            for one in Recipient.objects.filter(case=case).prefetch_related("shared")
        ],
        "arrivals": [(one, offers(request.user, one, ("arrival.answered",))) for one in arrivals],
        "sealed": sum(one.state is Arrived.SEALED for one in arrivals),
        "offers": offers(request.user, case, ("recipient.entered", *collecting)),
    }
    return render(request, "console/recipients/register.html", page)


def _state(one: Telling, today: object) -> str:
    return "late" if one.due_on < today else "run"


def _categories(one: Telling) -> list[Text]:
    return [category.text for category in one.touched]


def _deeds(request: HttpRequest, one: Telling) -> list[object]:
    """The buyer is told by an exchange, so nobody says so by hand."""
    tags = TELLING if one.recipient is not None else TELLING[1:]
    return list(offers(request.user, one, tags))
