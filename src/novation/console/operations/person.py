"""One person, explained: asked for by reference with purpose and reason, masked, journalled, never a list."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from novation.console.fields import fields
from novation.console.operations.showing import button, buttons, nothing_yet, project_of
from novation.console.seeing import case_page
from novation.control.actions import ACTIONS
from novation.control.cases.models import Case
from novation.control.inputs import parse
from novation.control.operations.actions.looks import PERSON, look_at_person
from novation.control.operations.looking import is_open, look_at
from novation.control.operations.models import PersonLook
from novation.control.operations.reading.classes import facts_shown, rule_shown
from novation.errors import NovationError
from novation.messages import Text

ACTION = ACTIONS["subject.explained"]


@case_page(PERSON)
def page(request: HttpRequest, case: Case) -> HttpResponse:
    """The form; what is asked for is written down before anything is shown."""
    link = project_of(case)
    if link is None:
        return render(request, "console/operations/no_classes.html", nothing_yet(request, case, link))
    error = None
    if request.method == "POST":
        try:
            raw = {name: request.POST.get(name, "") for name in ACTION.inputs}
            look = look_at_person(
                request.user,
                link,
                **parse(ACTION.inputs, raw, actor=request.user, target=link),  # type: ignore[arg-type]
            )
            return redirect("person-look", ref=case.ref, look_ref=look.ref)
        except NovationError as refused:
            error = refused
    own = PersonLook.objects.filter(project=link, by=request.user.ref)[:10]  # type: ignore[union-attr]
    shown = {
        "case": case,
        "fields": fields(ACTION, request.user, link, request.POST, error),
        "error": error,
        "own": [(look, is_open(look)) for look in own],
    }
    status = error.kind.http_status if error else 200
    return render(request, "console/operations/person.html", shown, status=status)


@never_cache
@case_page(PERSON)
def look(request: HttpRequest, case: Case, look_ref: str) -> HttpResponse:
    """What the law says of the one person; only for who asked, and only for a quarter of an hour."""
    found = PersonLook.objects.select_related("project__case").filter(project__case=case, ref=look_ref)
    one = found.filter(by=request.user.ref).first()  # type: ignore[union-attr]
    if one is None:
        raise Http404
    try:
        seen = look_at(one)
    except NovationError as error:
        return render(
            request,
            "console/operations/look_over.html",
            {"case": case, "error": error, "look": one},
            status=error.kind.http_status,
        )
    unmask = button(request, "subject.unmasked", one, Text("显示未遮盖的内容", "Show it unmasked"))
    shown = {
        "case": case,
        "look": one,
        "tables": seen.tables,
        "verdicts": [_verdict(verdict, seen.rules) for verdict in seen.verdicts],
        "buttons": buttons(unmask if one.unmasked_at is None else None),
    }
    return render(request, "console/operations/look.html", shown)


def _verdict(verdict: dict, rules: dict) -> dict:  # type: ignore[type-arg]
    from novation.terms import Category, SellerCopy, ToBuyer

    named = dict.fromkeys([*verdict["reasons"], *verdict["seller_reasons"]])
    return {
        "category": Category(verdict["facts"]["category"]),
        "to_buyer": ToBuyer(verdict["to_buyer"]),
        "seller_copy": SellerCopy(verdict["seller_copy_now"]),
        "rules": [rule_shown(rules[one]) for one in named],
        "facts": facts_shown(verdict["facts"]),
        "undecided": Text(**verdict["undecided_because"]) if verdict["undecided_because"] else None,
    }
