"""Inventory: what personal data was found where, on what evidence, and what nobody could look at."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from novation.console.lists import Column, Listing
from novation.console.operations.showing import (
    Button,
    button,
    buttons,
    halted_job,
    nothing_yet,
    open_job,
    project_of,
)
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.operations.actions.projects import INVENTORY
from novation.control.operations.models import Correction, ProjectLink
from novation.control.operations.reading.inventory import FoundColumn, found, inventory
from novation.control.operations.words import CorrectionState
from novation.messages import Text
from novation.terms import Category, Sensitivity

COLUMNS = (
    Column(Text("列", "Column"), lambda one: one.name),
    Column(Text("来源", "Source"), lambda one: one.place),
    Column(Text("类别", "Category"), lambda one: one.category),
    Column(Text("敏感度", "Sensitivity"), lambda one: one.sensitivity),
    Column(Text("规则", "Rule"), lambda one: one.kind),
    Column(Text("把握", "Score"), lambda one: one.confidence, kind="n"),
    Column(Text("依据（样例已遮盖）", "Evidence (samples masked)"), lambda one: _evidence(one)),
    Column(Text("更正的理由", "Reason of the correction"), lambda one: one.reason),
)


def _evidence(one: FoundColumn) -> Text | None:
    if not one.evidence:
        return None
    return Text("；".join(e.zh for e in one.evidence), "; ".join(e.en for e in one.evidence))


WAITING = 20


def _waiting(link: ProjectLink) -> list[Correction]:
    """Corrections that await a second person."""
    found = Correction.objects.filter(project=link, state=str(CorrectionState.ASKED))
    return list(found.select_related("project__case").order_by("id")[:WAITING])


def _answers(request: HttpRequest, one: Correction) -> list[Button]:
    return buttons(
        button(request, "override.recorded", one, Text("确认", "Confirm")),
        button(request, "override.declined", one, Text("不确认", "Decline")),
    )


@case_page(INVENTORY)
def page(request: HttpRequest, case: Case) -> HttpResponseBase:
    """All columns, sensitive ones first; the filter stays in the address and in the downloads."""
    link = project_of(case)
    seen = inventory(link) if link else None
    if link is None or seen is None:
        return render(request, "console/operations/no_inventory.html", nothing_yet(request, case, link))
    chosen = {name: request.GET.get(name, "")[:80] for name in ("source", "sensitivity", "category", "word")}
    rows = found(seen, **chosen)
    listed = Listing(request, "inventory", Text("数据清点", "Inventory"), COLUMNS, rows)
    shown = {
        "case": case,
        "inventory": seen,
        "list": listed,
        "chosen": chosen,
        "categories": list(Category),
        "sensitivities": list(Sensitivity),
        "link": link,
        "job": open_job(link),
        "halted": halted_job(link),
        "may_correct": button(request, "override.asked", link, Text("更正", "Correct"), asks=True),
        "waiting": [(one, _answers(request, one)) for one in _waiting(link)],
        "buttons": buttons(
            button(request, "source.added", link, Text("收进导出文件", "Take the exports in")),
            button(request, "job.queued", link, Text("再扫描一次", "Scan again"), step="scan"),
        ),
    }
    return listed.file() or render(request, "console/operations/inventory.html", shown)
