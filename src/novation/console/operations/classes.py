"""Decision classes: of which people the law says what; and one class with everything that is said of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from novation.console.lists import Column, Listing
from novation.console.operations.showing import halted_job, nothing_yet, open_job, project_of
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.operations.actions.projects import CLASSES
from novation.control.operations.reading.class_groups import grouped, key_of
from novation.control.operations.reading.classes import ClassShown, classes, one_class, scenarios
from novation.messages import Text
from novation.terms import Category, Place, ToBuyer


def _columns(case: Case) -> tuple[Column, ...]:
    return (
        Column(
            Text("类", "Class"),
            lambda one: one.id,
            address=lambda one: reverse("one-class", args=[case.ref, one.id]),
        ),
        Column(Text("人数", "People"), lambda one: one.people, kind="n"),
        Column(Text("所在地", "Place"), lambda one: one.place),
        Column(Text("类别", "Category"), lambda one: one.category),
        Column(Text("对受让方", "To the buyer"), lambda one: one.to_buyer, kind="chip"),
        Column(Text("出让方的副本", "Seller’s own copy"), lambda one: one.seller_copy, kind="chip"),
        Column(Text("规则", "Rules"), lambda one: ", ".join(one.rules)),
        Column(Text("留意", "Note"), _note),
    )


def _note(one: ClassShown) -> Text | None:
    said = [_UNCONFIRMED] * one.unconfirmed + [_HUMAN] * one.human
    if not said:
        return None
    return Text("；".join(text.zh for text in said), "; ".join(text.en for text in said))


FILTERS = ("place", "category", "outcome", "note", "group", "all")
FEW = 40
"""So many classes a person reads one by one; of more the groups are shown first."""
_UNCONFIRMED = Text("依据未确认", "rests on something unconfirmed")
_HUMAN = Text("须由人审查", "a person has to look")


@case_page(CLASSES)
def page(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The largest first; filtered by place, category, outcome, what is unconfirmed, and group. Of many, the groups first."""
    link = project_of(case)
    every = classes(link) if link else None
    if every is None:
        return render(request, "console/operations/no_classes.html", nothing_yet(request, case, link))
    chosen = {name: request.GET.get(name, "")[:60] for name in FILTERS}
    chosen_ones = _those(every, chosen)
    listed = Listing(request, "classes", Text("判定类", "Decision classes"), _columns(case), chosen_ones)
    groups = grouped(every)
    shown = {
        "case": case,
        "list": listed,
        "chosen": chosen,
        "every": every,
        "unconfirmed": sum(1 for one in every if one.unconfirmed),
        "undecided": sum(1 for one in every if one.to_buyer is ToBuyer.UNDECIDED),
        "places": sorted({one.place for one in every}),
        "categories": [one for one in Category if one in {c.category for c in every}],
        "outcomes": list(ToBuyer),
        "groups": groups if len(every) > FEW and not any(chosen.values()) else None,
        "group": next((one for one in groups if one.key == chosen["group"]), None),
        "job": open_job(link),
        "halted": halted_job(link),
    }
    return listed.file() or render(request, "console/operations/classes.html", shown)


def _those(every: list[ClassShown], chosen: dict[str, str]) -> list[ClassShown]:
    return [
        one
        for one in every
        if chosen["place"] in ("", str(one.place))
        and chosen["category"] in ("", str(one.category))
        and chosen["outcome"] in ("", str(one.to_buyer))
        and (chosen["note"] != "unconfirmed" or one.unconfirmed)
        and chosen["group"] in ("", key_of(one))
    ]


@case_page(CLASSES)
def one(request: HttpRequest, case: Case, identity: str) -> HttpResponse:
    """Left to right: these people, this rule, this article, this outcome."""
    link = project_of(case)
    whole = one_class(link, identity) if link else None
    if link is None or whole is None:
        raise Http404
    every = classes(link) or []
    ids = [one.id for one in every]
    at = ids.index(identity)
    shown = {
        "case": case,
        "whole": whole,
        "one": whole.shown,
        "first": whole.reasons[0] if whole.reasons else None,
        "number": at + 1,
        "count": len(ids),
        "before": ids[at - 1] if at else None,
        "after": ids[at + 1] if at + 1 < len(ids) else None,
        "share": sum(c.people for c in every if c.category is whole.shown.category),
        "scenarios": scenarios(whole.reasons[0].id) if whole.reasons else (),
        "place": Place,
    }
    return render(request, "console/operations/one_class.html", shown)
