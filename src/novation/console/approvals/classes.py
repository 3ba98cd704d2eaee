"""The sign-off of classes by counsel: every class with facts, outcome and its state of signing, to be ticked and signed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from novation.console.approvals.showing import button
from novation.console.seeing import case_page
from novation.control.approvals.actions.seeing import APPROVALS
from novation.control.approvals.projects import project_of
from novation.control.cases.models import Case
from novation.errors import NovationError
from novation.handover.class_sign_offs import SigningState
from novation.handover.lawyers_list import lawyers_list
from novation.messages import Text
from novation.terms import FACT_FIELDS, FACT_NAMES, Category, Place, SellerCopy, ToBuyer

SHOWN = ("age", "relationship", "sensitivity", "basis", "consent", "objection", "hold")
"""The facts that tell one class from another for a reader; the page of the class has all of them."""
FEW = 40
"""So many classes counsel reads on one page; of more the groups come first."""


@case_page(APPROVALS)
def classes(request: HttpRequest, case: Case) -> HttpResponse:
    """The lawyer's list, largest group first; what is signed is left unticked, nothing is ticked in advance.

    Of many classes only the groups are drawn, and the one that was asked for; a group can be ticked as a whole.
    """
    back = reverse("signing", kwargs={"ref": case.ref})
    made = button("class-sign-off.prepared", case, request.user, back)
    page: dict[str, Any] = {"case": case, "list": None, "error": None, "sign": made, "back": back}
    project = project_of(case)
    if project is not None:
        try:
            page["list"] = lawyers_list(project)
            page["groups"] = _groups(page["list"], request.GET.get("group", ""))
        except NovationError as error:
            page["error"] = error
    return render(request, "console/approvals/classes.html", page)


def _groups(found: dict[str, Any], asked: str) -> list[dict[str, Any]]:
    """All groups; `shown` are the classes to draw: all of a few, else those of the group that was asked for."""
    few = found["classes"] <= FEW
    return [_group(group, found["rules"], few or group["id"] == asked) for group in found["groups"]]


def _group(group: dict[str, Any], rules: dict[str, Any], is_open: bool) -> dict[str, Any]:
    deciding = [rules[name] for name in dict.fromkeys((*group["reasons"], *group["seller_reasons"]))]
    return {
        **group,
        "place": Place(group["place"]),
        "to_buyer": ToBuyer(group["to_buyer"]),
        "seller_copy": SellerCopy(group["seller_copy"]),
        "rules": [
            {**rule, "citation": _text(rule["citation"]), "title": _text(rule["title"])} for rule in deciding
        ],
        "count": len(group["classes"]),
        "categories": [one for one in Category if one in {c["category"] for c in group["classes"]}],
        "unsigned": len(group["classes"]) - group["states"]["signed"],
        "shown": [_class(one) for one in group["classes"]] if is_open else [],
    }


def _class(one: dict[str, Any]) -> dict[str, Any]:
    told = [_fact(name, value) for name, value in one["facts"].items() if name in SHOWN]
    return {
        **one,
        "category": Category(one["category"]),
        "words": Text("；".join(text.zh for text in told), "; ".join(text.en for text in told)),
        "state_words": SigningState(one["state"]).text,
    }


def _fact(name: str, value: Any) -> Text:
    values = [FACT_FIELDS[name](one).text for one in ([value] if isinstance(value, str) else value)]
    head = FACT_NAMES[name]
    zh, en = "、".join(v.zh for v in values), ", ".join(v.en for v in values)
    return Text(f"{head.zh}：{zh}", f"{head.en}: {en}")


def _text(value: dict[str, str]) -> Text:
    return Text(value["zh"], value["en"])
