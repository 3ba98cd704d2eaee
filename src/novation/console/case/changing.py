"""Another deal form: what would follow and what would vanish, before anything is saved."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from novation.console.seeing import case_page
from novation.control.actions import ACTIONS, perform
from novation.control.cases.actions import CASE
from novation.control.cases.consequences import consequences_of
from novation.control.cases.counting import count_moved, is_counted
from novation.control.cases.listing import today
from novation.control.cases.models import Case
from novation.errors import NovationError
from novation.terms import DealForm

_CHANGE = ACTIONS["deal-form.changed"]


@case_page(CASE)
def deal_form(request: HttpRequest, case: Case) -> HttpResponse:
    """`?to=` compares, `&count=1` asks the data plane for people; POST changes, if nobody changed the case meanwhile."""
    wanted = _form(request.POST.get("to") or request.GET.get("to", ""))
    error = None
    if request.method == "POST" and wanted is not None:
        try:
            perform(_CHANGE, request.user, case, _number(request.POST.get("seen", "")), {"deal_form": wanted})
        except NovationError as refused:
            error = refused
            case = Case.objects.select_related("seller", "buyer", "organisation").get(pk=case.pk)
        else:
            return redirect("case", ref=case.ref)
    page = {
        "case": case,
        "forms": list(DealForm),
        "wanted": wanted,
        "error": error,
        "may_change": _CHANGE.policy.refusal(request.user, case, {}) is None,
        **(_compared(request, case, wanted) if wanted and wanted != case.deal_form else {}),
    }
    status = error.kind.http_status if error else 200
    return render(request, "console/case/deal_form.html", page, status=status)


def _compared(request: HttpRequest, case: Case, wanted: DealForm) -> dict[str, Any]:
    changes = consequences_of(case, wanted, today())
    compared: dict[str, Any] = {
        "changes": [one for one in changes if one.comes or one.goes],
        "same": [one for one in changes if one.stays],
        "comes": sum(len(one.comes) for one in changes),
        "goes": sum(len(one.goes) for one in changes),
        "can_count": is_counted(case),
    }
    if request.GET.get("count"):
        try:
            compared["counted"] = count_moved(case, wanted)
        except NovationError as error:
            compared["not_counted"] = error
    return compared


def _form(word: str) -> DealForm | None:
    return DealForm(word) if word in {str(one) for one in DealForm} else None


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else None
