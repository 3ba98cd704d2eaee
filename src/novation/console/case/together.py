"""All cases somebody works on, with their phase and day of closing."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from novation.console.lists import Column, Listing
from novation.control.cases.actions import OPENING
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.messages import Text

COLUMNS = (
    Column(
        Text("编号", "Number"),
        lambda case: case.number,
        address=lambda case: reverse("case", kwargs={"ref": case.ref}),
        order="number",
    ),
    Column(Text("案件", "Case"), lambda case: case.title, order="title"),
    Column(Text("出让方", "Seller"), lambda case: case.seller.name),
    Column(Text("受让方", "Buyer"), lambda case: case.buyer.name),
    Column(Text("交易形式", "Deal form"), lambda case: case.deal_form, order="deal_form"),
    Column(Text("阶段", "Phase"), lambda case: case.phase),
    Column(Text("交割日", "Closing"), lambda case: case.closing_on, order="closing_on"),
)


@login_required
def cases(request: HttpRequest) -> HttpResponseBase:
    """The reader's cases; `?phase=` and `?q=` (number, title, company) filter."""
    rows = _filtered(request, Case.objects.visible_to(request.user).select_related("seller", "buyer"))
    nothing = Text("没有符合的案件", "No case fits")
    listed = Listing(request, "cases", Text("案件", "Cases"), COLUMNS, rows, nothing=nothing)
    page = {
        "list": listed,
        "phases": list(CasePhase),
        "phase": request.GET.get("phase", ""),
        "q": request.GET.get("q", "")[:200],
        "may_open": OPENING.policy.refusal(request.user, request.user.organisation, {}) is None,
    }
    return listed.file() or render(request, "console/case/together.html", page)


def _filtered(request: HttpRequest, rows: Any) -> Any:
    phase, text = request.GET.get("phase", ""), request.GET.get("q", "").strip()[:200]
    if phase in {str(one) for one in CasePhase}:
        rows = rows.filter(phase=phase)
    if text:
        found = Q(number__icontains=text) | Q(title__icontains=text)
        rows = rows.filter(found | Q(seller__name__icontains=text) | Q(buyer__name__icontains=text))
    return rows.order_by("closing_on", "pk")
