"""The package: differences first, then receipt, parts and destruction; what was not checked is said as such."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from novation.console.operations.showing import button, buttons, open_job, project_of
from novation.console.seeing import case_page
from novation.control.actions import ACTIONS
from novation.control.cases.models import Case
from novation.control.operations.actions.projects import PACKAGE
from novation.control.operations.actions.travelling import export_package_record, export_receipt
from novation.control.operations.folders import required
from novation.control.operations.models import PackageRecord, ProjectLink
from novation.control.operations.reading.package import PackageShown, answer_words, package_shown
from novation.control.operations.sides import seen_side
from novation.control.roles import Side
from novation.errors import NovationError
from novation.messages import Text
from novation.ui.parts import Look


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
        "announced": [(one, _look(one, shown)) for one in PackageRecord.objects.filter(case=case)[:10]],
        "takes": _takes(request, case, link),
        "buttons": _buttons(request, case, link, side),
    }
    return render(request, "console/operations/package.html", page)


@require_POST
@case_page(PACKAGE)
def record_file(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The record of the package, for the other side's installation; that it was taken is in the journal."""
    return _sent(request, case, Side.SELLER, export_package_record, "package-record")


@require_POST
@case_page(PACKAGE)
def receipt_file(request: HttpRequest, case: Case) -> HttpResponseBase:
    """The signed receipt, for the other side's installation."""
    return _sent(request, case, Side.BUYER, export_receipt, "receipt")


def _sent(
    request: HttpRequest, case: Case, side: Side, export: Callable[..., bytes], name: str
) -> HttpResponseBase:
    try:
        archive = export(request.user, required(case, side))
    except NovationError as error:
        return render(
            request,
            "console/operations/not_sent.html",
            {"case": case, "error": error},
            status=error.kind.http_status,
        )
    response = HttpResponse(archive, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{case.number}-{name}.zip"'
    return response


def _look(record: PackageRecord, shown: PackageShown | None) -> Look:
    """Announced and not here yet is no result; here and another is late."""
    if shown is None or shown.received_at is None:
        return Look("unknown", Text("还没有收到这个包", "it has not arrived yet"))
    if shown.is_announced(record):
        return Look("met", Text("收到的就是通告的这个包", "the package that arrived is the one announced"))
    return Look("late", Text("收到的包与通告的不同", "the package that arrived is another"))


def _takes(request: HttpRequest, case: Case, link: ProjectLink | None) -> list[tuple[str, Text]]:
    """What this reader may take away as a file."""
    found = []
    for name, tag, words in (
        (
            "package-record-file",
            "package-record.exported",
            Text("导出封装包的记录", "Export the record of the package"),
        ),
        ("receipt-file", "receipt-file.exported", Text("导出回执", "Export the receipt")),
    ):
        if link is not None and ACTIONS[tag].policy.refusal(request.user, link, {}) is None:  # type: ignore[arg-type]
            found.append((reverse(name, kwargs={"ref": case.ref}), words))
    return found


def _buttons(request: HttpRequest, case: Case, link: ProjectLink | None, side: Side) -> list[object]:
    words = Text("收下封装包的记录", "Take in the record of a package")
    announce = button(request, "package-record.received", case, words, asks=True)
    if link is None:
        own = Text("关联受让方的项目", "Link the buyer’s project")
        linking = button(request, "project.linked", case, own, asks=True, side="buyer")
        return list(buttons(announce, linking if side is Side.BUYER else None))
    return list(
        buttons(announce, *(button(request, tag, link, words, **more) for tag, words, more in _STEPS))
    )


_STEPS: tuple[tuple[str, Text, dict[str, Any]], ...] = (
    ("reconciliation.requested", Text("对账", "Reconcile"), {"step": "reconcile"}),
    ("reconciliation.requested", Text("离线查验", "Verify offline"), {"step": "verify"}),
    ("job.queued", Text("离线查验", "Verify offline"), {"step": "verify"}),
    ("sealing.requested", Text("收下回执", "Take the receipt in"), {"step": "receipt"}),
    (
        "receipt-file.received",
        Text("收下对方的回执文件", "Take in the other side’s receipt file"),
        {"asks": True},
    ),
    ("destruction.requested", Text("依方案销毁", "Destroy under the plan"), {"asks": True}),
)


def _title(shown: PackageShown | None) -> Text:
    if shown is None:
        return Text("还没有封装", "Nothing has been sealed yet")
    if shown.compared is None:
        return Text("已封装，还没有对账", "Sealed; nobody has reconciled it yet")
    if shown.differences:
        return Text(f"对过账：{shown.differences:,} 处不符", f"Reconciled: {shown.differences:,} differences")
    return Text("对过账：各表数目与内容相符", "Reconciled: every table agrees")
