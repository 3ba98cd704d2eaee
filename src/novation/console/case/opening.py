"""Opening a case: its companies, one of which can be added on the way, its days, its places and the first of its team."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from novation.console.fields import Field, fields
from novation.console.seeing import house_page
from novation.control.actions import ACTIONS, perform
from novation.control.cases.actions import OPENING
from novation.control.inputs import parse
from novation.errors import NovationError

COMPANY = ("name", "place", "contact")


@house_page(OPENING)
def open_one(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST opens the case, or with `add` adds a company and shows what was written with it chosen."""
    if request.method != "POST":
        return _form(request, request.GET)
    if request.POST.get("add") in ("seller", "buyer"):
        return _add_company(request)
    return _open(request)


def _open(request: HttpRequest) -> HttpResponse:
    action, organisation = ACTIONS["case.opened"], request.user.organisation
    raw = {name: _given(request.POST, name) for name in action.inputs if name in request.POST}
    try:
        given = parse(action.inputs, raw, actor=request.user, target=organisation)
        case = perform(action, request.user, organisation, None, given)
    except NovationError as error:
        return _form(request, request.POST, error=error)
    request.user.forget_roles()
    if request.user.roles_in(case.ref):
        return redirect("case", ref=case.ref)
    return redirect("cases")


def _add_company(request: HttpRequest) -> HttpResponse:
    """Keeps everything that was written; the new company is chosen as seller or buyer."""
    action, organisation = ACTIONS["party.added"], request.user.organisation
    raw = {name: request.POST.get(f"company_{name}", "") for name in COMPANY}
    try:
        given = parse(action.inputs, raw, actor=request.user, target=organisation)
        party = perform(action, request.user, organisation, None, given)
    except NovationError as error:
        return _form(request, request.POST, company_error=error)
    kept = request.POST.copy()
    kept[request.POST["add"]] = party.ref
    for name in COMPANY:
        kept.pop(f"company_{name}", None)
    return _form(request, kept, added=party.name)


def _form(
    request: HttpRequest,
    given: QueryDict,
    error: NovationError | None = None,
    company_error: NovationError | None = None,
    added: str = "",
) -> HttpResponse:
    organisation = request.user.organisation
    page: dict[str, Any] = {
        "fields": fields(ACTIONS["case.opened"], request.user, organisation, given, error),
        "company": _company(request, given, company_error),
        "error": error,
        "company_error": company_error,
        "added": added,
    }
    wrong = error or company_error
    return render(request, "console/case/opening.html", page, status=wrong.kind.http_status if wrong else 200)


def _company(request: HttpRequest, given: QueryDict, error: NovationError | None) -> list[Field]:
    """The fields of a new company, under names of their own, since they share the form with the case."""
    written = QueryDict(mutable=True)
    for name in COMPANY:
        written[name] = given.get(f"company_{name}", "")
    shown = fields(ACTIONS["party.added"], request.user, request.user.organisation, written, error)
    return [replace(one, name=f"company_{one.name}", required=False) for one in shown if one.name in COMPANY]


def _given(post: QueryDict, name: str) -> Any:
    values = post.getlist(name)
    return values if len(values) > 1 else values[0]
