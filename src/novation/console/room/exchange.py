"""The exchange with the other side's installation: our key, theirs, what was received, and writing a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from novation.console.case.offers import offers
from novation.console.room.seeing import room_page
from novation.control.cases.models import Case
from novation.control.cases.team import names_of
from novation.control.disclosure.exchange_actions import export_exchange
from novation.control.disclosure.models import Counterpart, Received
from novation.control.journal.signing import installation_key
from novation.evidence.keys import load_public_key


@room_page
def exchange(request: HttpRequest, case: Case) -> HttpResponseBase:
    """GET shows where the exchange stands; POST writes one and sends it."""
    if request.method == "POST":
        return _sent(export_exchange(request.user, case), case)
    counterpart = Counterpart.objects.filter(case=case).first()
    received = list(Received.objects.filter(case=case).order_by("-id")[:50])
    names = names_of(one.received_by for one in received)
    key = installation_key().public
    page = {
        "case": case,
        "key": key,
        "key_line": key.line(case.number),
        "counterpart": counterpart,
        "their_key": load_public_key(counterpart.public_key) if counterpart else None,
        "received": [(one, names.get(one.received_by, "")) for one in received],
        "offers": offers(request.user, case, ("room-exchange.imported", "counterpart.named")),
        "exporting": offers(request.user, case, ("room-exchange.exported",)),
    }
    return render(request, "console/room/exchange.html", page)


def _sent(archive: bytes, case: Case) -> HttpResponse:
    response = HttpResponse(archive, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{case.number}-room-exchange.zip"'
    return response
