"""Pages of the room: the other side finds a shut door and its reason until the NDA is in force, and the attempt is recorded."""

from __future__ import annotations

import functools
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from novation.console.seeing import View, case_page
from novation.control.actions import record_refusal
from novation.control.agreements.gates import nda_gate
from novation.control.cases.models import Case
from novation.control.disclosure.actions import ROOM
from novation.control.disclosure.models import Item
from novation.control.disclosure.reading import admitted, items_for


def room_page(view: View) -> View:
    """A page of the room: the view gets `(request, case, …)`, and only if the reader may be in the room now."""

    @case_page(ROOM)
    @functools.wraps(view)
    def page(request: HttpRequest, case: Case, **rest: Any) -> HttpResponseBase:
        if not admitted(request.user, case):
            record_refusal(request.user, case.ref, ROOM.name)
            shut = {"case": case, "blockers": list(nda_gate(case))}
            return render(request, "console/room/shut.html", shut, status=403)
        response = view(request, case, **rest)
        response["Cache-Control"] = "no-store"
        return response

    return page


def seen_item(request: HttpRequest, case: Case, ref: str) -> Item:
    """The item, if the reader may see it in the index; else the attempt is recorded and the answer is 404."""
    found = items_for(request.user, case).filter(ref=ref).first()
    if found is None:
        record_refusal(request.user, case.ref, "case.room-item")
        raise Http404
    return found
