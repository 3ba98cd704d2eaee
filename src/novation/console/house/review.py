"""The access review: who can see what, since when, confirmed by whom; each role is confirmed or withdrawn with a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from novation.console.lists import Column, Listing
from novation.console.seeing import house_page
from novation.control.accounts import review_actions
from novation.control.accounts.models import Grant, Person, Review, ReviewItem
from novation.control.accounts.review_actions import ACCESS_REVIEW
from novation.control.accounts.reviewing import items_of, live_grants, standing
from novation.control.accounts.scopes import names
from novation.control.actions import ACTIONS
from novation.control.inputs import parse
from novation.errors import NovationError
from novation.messages import Text

COLUMNS = (
    Column(Text("谁", "Who"), lambda row: row["grant"].person.name),
    Column(Text("组织", "Organisation"), lambda row: row["grant"].person.organisation.name),
    Column(Text("能看什么", "Can see what"), lambda row: row["scope"]),
    Column(Text("角色", "Role"), lambda row: row["grant"].words),
    Column(Text("自何时", "Since"), lambda row: row["grant"].granted_at),
    Column(Text("由谁授予", "Granted by"), lambda row: row["granted_by"]),
    Column(Text("确认于", "Confirmed at"), lambda row: row["grant"].confirmed_at),
    Column(Text("由谁确认", "Confirmed by"), lambda row: row["confirmed_by"]),
    Column(Text("本轮结论", "Answer"), lambda row: row["item"].answer if row["item"] else None),
    Column(Text("理由", "Reason"), lambda row: row["item"].reason if row["item"] else None),
)
_DEEDS = {"confirm": "access.confirmed", "withdraw": "access.withdrawn"}


@house_page(ACCESS_REVIEW)
def review(request: HttpRequest) -> HttpResponseBase:
    """GET shows every live role; POST takes the answers given in one go, each its own deed."""
    stand = standing(request.user.organisation)
    wrong = _answer_all(request, stand.current) if request.method == "POST" and stand.current else {}
    if request.method == "POST" and not wrong:
        return redirect("access-review")
    shown = _rows(request.user.organisation, stand.current)
    for row in shown if wrong else ():
        # What was chosen and written is not lost with an answer that could not be taken.
        row["choice"] = request.POST.get(f"answer-{row['item'].ref}", "")
        row["reason"] = request.POST.get(f"reason-{row['item'].ref}", "")
    listed = Listing(request, "access-review", Text("权限复核", "Access review"), COLUMNS, shown)
    if file := listed.file():
        return file
    page = {
        "standing": stand,
        "list": listed,
        "rows": shown,
        "wrong": wrong,
        "open": sum(1 for row in shown if row["item"] and row["item"].open),
        "past": Review.objects.filter(organisation=request.user.organisation)
        .exclude(closed_at=None)
        .order_by("-closed_at")[:8],
        "may": not ACTIONS["access-review.opened"].policy.refusal(
            request.user, request.user.organisation, {}
        ),
    }
    return render(request, "console/house/review.html", page, status=422 if wrong else 200)


def _answer_all(request: HttpRequest, current: Review) -> dict[str, NovationError]:
    """By item: what could not be done. The others are done."""
    wrong = {}
    for item in items_of(current):
        choice = _DEEDS.get(request.POST.get(f"answer-{item.ref}", ""))
        if choice and item.open:
            try:
                _answer(request, item, choice)
            except NovationError as problem:
                wrong[item.ref] = problem
    return wrong


def _answer(request: HttpRequest, item: ReviewItem, tag: str) -> None:
    raw = {"reason": request.POST.get(f"reason-{item.ref}", "")}
    given = parse(ACTIONS[tag].inputs, raw, actor=request.user, target=item)
    deed = review_actions.confirm if tag == "access.confirmed" else review_actions.withdraw
    deed(request.user, item, **given)


def _rows(organisation: Any, current: Review | None) -> list[dict[str, Any]]:
    """The items of the round, or, between rounds, the roles that are held now."""
    items = list(items_of(current)) if current else []
    grants: list[Grant] = [item.grant for item in items] if current else list(live_grants(organisation))
    scopes = names(one.scope for one in grants)
    refs = {ref for one in grants for ref in (one.granted_by, one.confirmed_by)}
    refs |= {item.answered_by for item in items}
    people = dict(Person.objects.filter(ref__in=refs).values_list("ref", "name"))
    people["system"] = Text("本系统", "the installation")
    return [
        {
            "grant": one,
            "item": items[at] if current else None,
            "scope": scopes[one.scope],
            "granted_by": people.get(one.granted_by, one.granted_by),
            "confirmed_by": people.get(one.confirmed_by, one.confirmed_by),
            "guest": one.person.organisation_id != organisation.pk,
        }
        for at, one in enumerate(grants)
    ]
