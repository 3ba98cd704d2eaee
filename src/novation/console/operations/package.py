"""The package: differences first, then receipt, parts and destruction; what was not checked is said as such."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from novation.console.operations.showing import (
    Button,
    button,
    buttons,
    halted_job,
    open_job,
    project_of,
)
from novation.console.seeing import case_page
from novation.control.actions import ACTIONS
from novation.control.approvals.actions.signing import ON_PACKAGE
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
    job = open_job(link)
    announced = list(PackageRecord.objects.filter(case=case)[:10])
    page = {
        "case": case,
        "side": side,
        "package": shown,
        "title": _ANNOUNCED if shown is None and announced else _title(shown),
        "answer": answer_words(shown.receipt) if shown and shown.receipt else None,
        "job": job,
        "halted": halted_job(link),
        "announced": [(one, _look(one, shown)) for one in announced],
        "takes": _takes(request, case, link),
        "buttons": [] if job else [*_announce(request, case), *_buttons(request, case, link, shown)],
        "link": _link(request, case) if link is None and side is Side.BUYER else [],
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


def _announce(request: HttpRequest, case: Case) -> list[Button]:
    """For the buyer: what the other side's installation said of the package ahead of it."""
    words = Text("收下封装包的记录", "Take in the record of a package")
    return buttons(button(request, "package-record.received", case, words, asks=True))


def _link(request: HttpRequest, case: Case) -> list[Button]:
    """What the buyer begins with: a project of their own, into which the package is opened."""
    words = Text("关联受让方的项目", "Link the buyer’s project")
    return buttons(button(request, "project.linked", case, words, asks=True, side="buyer"))


def _buttons(
    request: HttpRequest, case: Case, link: ProjectLink | None, shown: PackageShown | None
) -> list[Button]:
    """Only what can be done as things stand now."""
    if link is None:
        return []
    if link.side is Side.BUYER:
        return _for_buyer(request, case, link, shown)
    if shown is None:
        return []
    verify = button(request, "job.queued", link, Text("离线查验", "Verify offline"), step="verify")
    receipt = button(
        request, "sealing.requested", link, Text("收下回执", "Take the receipt in"), step="receipt"
    )
    destroy = button(
        request, "destruction.requested", link, Text("依方案销毁", "Destroy under the plan"), asks=True
    )
    file = button(
        request,
        "receipt-file.received",
        link,
        Text("收下对方的回执文件", "Take in the other side’s receipt file"),
        asks=True,
    )
    waiting = (destroy,) if shown.is_taken_in else (receipt, file)
    return buttons(*_sign(request, case, shown), verify, *waiting)


def _for_buyer(
    request: HttpRequest, case: Case, link: ProjectLink, shown: PackageShown | None
) -> list[Button]:
    """Opening, then reconciling, then the answer; a package that was sent anew is opened anew."""

    def step(words: Text, name: str) -> Button | None:
        return button(request, "reconciliation.requested", link, words, step=name)

    opens = step(Text("查验并启封", "Verify and open"), "receive")
    if shown is None or not shown.is_opened:
        return buttons(opens)
    answer = button(
        request,
        "receipt.prepared",
        case,
        Text("答复并签收", "Answer and sign the receipt"),
        asks=True,
        onward=reverse("signing", kwargs={"ref": case.ref}),
    )
    return buttons(
        answer if shown.compared is not None and shown.receipt is None else None,
        step(Text("对账", "Reconcile"), "reconcile"),
        step(Text("离线查验", "Verify offline"), "verify"),
    )


def _sign(request: HttpRequest, case: Case, shown: PackageShown) -> list[Button]:
    """For who has not signed it yet in the role they hold."""
    signed = {str(one.role) for one in shown.signatures if one.key}
    held = request.user.roles_in(case.ref)  # type: ignore[union-attr]
    if not shown.signatures or not (held & {str(role) for role in ON_PACKAGE}) - signed:
        return []
    words = Text("签署封装包", "Sign the package")
    onward = reverse("signing", kwargs={"ref": case.ref})
    return buttons(button(request, "package-signature.prepared", case, words, asks=True, onward=onward))


_ANNOUNCED = Text("对方通告了封装包，还没有收到", "A package is announced and has not arrived")


def _title(shown: PackageShown | None) -> Text:
    if shown is None:
        return Text("还没有封装", "Nothing has been sealed yet")
    if shown.compared is None and shown.received_at is None:
        return Text("已封装，受让方还没有启封", "Sealed; the buyer has not opened it yet")
    if shown.compared is None:
        return Text("已启封，还没有对账", "Opened; nobody has reconciled it yet")
    if shown.differences:
        found = Text(f"{shown.differences:,} 处不符", f"{shown.differences:,} differences")
    else:
        found = Text("各表数目与内容相符", "every table agrees")
    if shown.receipt is None:
        return Text(f"对过账：{found.zh}", f"Reconciled: {found.en}")
    answer = answer_words(shown.receipt)
    return Text(f"受让方{answer.zh}；{found.zh}", f"The buyer’s answer: {answer.en}; {found.en}")
