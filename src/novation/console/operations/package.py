"""The package: differences first, then receipt, parts and destruction; what was not checked is said as such."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.operations.showing import button, buttons, open_job, project_of
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.operations.actions.projects import PACKAGE
from novation.control.operations.models import ProjectLink
from novation.control.operations.reading.package import PackageShown, answer_words, package_shown
from novation.control.operations.sides import seen_side
from novation.control.roles import Side
from novation.messages import Text


@case_page(PACKAGE)
def page(request: HttpRequest, case: Case) -> HttpResponse:
    """The finding is the title; a difference comes before everything that agrees."""
    side = seen_side(request.user, case)
    link = project_of(case, side)
    shown = package_shown(case, side)
    page = {
        "case": case,
        "side": side,
        "package": shown,
        "title": _title(shown),
        "answer": answer_words(shown.receipt) if shown and shown.receipt else None,
        "job": open_job(link),
        "buttons": _buttons(request, case, link, side),
    }
    return render(request, "console/operations/package.html", page)


def _buttons(request: HttpRequest, case: Case, link: ProjectLink | None, side: Side) -> list[object]:
    if link is None:
        words = Text("关联受让方的项目", "Link the buyer’s project")
        if side is not Side.BUYER:
            return []
        return list(buttons(button(request, "project.linked", case, words, asks=True, side="buyer")))
    return list(
        buttons(
            button(request, "reconciliation.requested", link, Text("对账", "Reconcile"), step="reconcile"),
            button(
                request, "reconciliation.requested", link, Text("离线查验", "Verify offline"), step="verify"
            ),
            button(request, "job.queued", link, Text("离线查验", "Verify offline"), step="verify"),
            button(
                request, "sealing.requested", link, Text("收下回执", "Take the receipt in"), step="receipt"
            ),
            button(
                request,
                "destruction.requested",
                link,
                Text("依方案销毁", "Destroy under the plan"),
                asks=True,
            ),
        )
    )


def _title(shown: PackageShown | None) -> Text:
    if shown is None:
        return Text("还没有封装", "Nothing has been sealed yet")
    if shown.compared is None:
        return Text("已封装，还没有对账", "Sealed; nobody has reconciled it yet")
    if shown.differences:
        return Text(f"对过账：{shown.differences:,} 处不符", f"Reconciled: {shown.differences:,} differences")
    return Text("对过账：各表数目与内容相符", "Reconciled: every table agrees")
