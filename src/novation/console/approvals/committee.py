"""The committee of a case: its charter in full, who sits where, conflicts of interest, and how it has voted so far."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from novation.console.approvals.showing import button
from novation.console.seeing import case_page
from novation.control.approvals.actions.seeing import APPROVALS
from novation.control.approvals.models import Charter, Conflict, Seat
from novation.control.cases.models import Case


@case_page(APPROVALS)
def committee(request: HttpRequest, case: Case) -> HttpResponse:
    """Every version of the charter, the newest first, and every seat with what its holder declared."""
    back = reverse("committee", kwargs={"ref": case.ref})
    seats = (
        Seat.objects.filter(case=case).select_related("person", "behind__person").order_by("ended_at", "id")
    )
    conflicts: dict[int, list[Conflict]] = {}
    for conflict in Conflict.objects.filter(seat__case=case).order_by("id"):
        conflicts.setdefault(conflict.seat_id, []).append(conflict)
    lines = []
    for seat in seats:
        seat.case = case
        made = [button(tag, seat, request.user, back) for tag in ("seat.ended", "conflict.declared")]
        shown = [one for one in made if one is not None and seat.ended_at is None]
        lines.append({"seat": seat, "conflicts": conflicts.get(seat.pk, []), "buttons": shown})
    made = [button(tag, case, request.user, back) for tag in ("charter.adopted", "seat.given")]
    page = {
        "case": case,
        "charters": list(Charter.objects.filter(case=case).order_by("-number")),
        "lines": lines,
        "buttons": [one for one in made if one is not None],
    }
    return render(request, "console/approvals/committee.html", page)
