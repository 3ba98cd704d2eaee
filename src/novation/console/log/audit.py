"""The auditor's desk: samples, the evidence as a bundle, the list of names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from novation.console.approvals.showing import button
from novation.console.log.journal import download
from novation.console.log.words import told, words_of
from novation.console.seeing import case_page
from novation.control.approvals.actions.auditing import export_bundle, export_names
from novation.control.approvals.actions.seeing import AUDIT
from novation.control.approvals.models import JournalCheck, Sample
from novation.control.approvals.sampling import strata
from novation.control.cases.audience import opened_sides
from novation.control.cases.models import Case
from novation.control.journal.opening import opened
from novation.control.journal.reading import size_of
from novation.control.journal.signing import installation_key
from novation.errors import NovationError
from novation.messages import Text
from novation.ui.downloads import FORMATS, Sheet
from novation.ui.language import active_language


@case_page(AUDIT)
def desk(request: HttpRequest, case: Case) -> HttpResponse:
    """What an auditor does here; whatever was taken away stands in the journal."""
    return _desk(request, case, None)


def _desk(request: HttpRequest, case: Case, error: NovationError | None) -> HttpResponse:
    back = reverse("audit", kwargs={"ref": case.ref})
    tags = ("sample.drawn", "journal-check.requested")
    made = [button(tag, case, request.user, back) for tag in tags]
    may_export = button("bundle.exported", case, request.user, back) is not None
    values = {
        "case": case,
        "samples": Sample.objects.filter(case=case),
        "size": size_of(case.ref),
        "checks": JournalCheck.objects.filter(case=case).order_by("-id")[:10],
        "buttons": [one for one in made if one is not None],
        "may_export": may_export,
        "key": installation_key().public,
        "error": error,
    }
    return render(request, "console/log/audit.html", values, status=error.kind.http_status if error else 200)


@case_page(AUDIT)
def bundle_file(request: HttpRequest, case: Case) -> HttpResponseBase:
    """POST makes the bundle, records that it was taken, and gives it."""
    if request.method != "POST":
        return redirect("audit", ref=case.ref)
    try:
        archive = export_bundle(request.user, case)
    except NovationError as error:
        return _desk(request, case, error)
    return download(archive, f"{case.number}-evidence.zip", "application/zip")


@case_page(AUDIT)
def names_file(request: HttpRequest, case: Case) -> HttpResponseBase:
    """POST seals the list of names to the keys given."""
    if request.method != "POST":
        return redirect("audit", ref=case.ref)
    try:
        sealed = export_names(request.user, case, recipients=request.POST.get("recipients", ""))
    except NovationError as error:
        return _desk(request, case, error)
    return download(sealed, f"{case.number}-names.age", "application/octet-stream")


@case_page(AUDIT)
def sample(request: HttpRequest, case: Case, sample: str) -> HttpResponseBase:
    """A sample by tag; every entry with its proof, the whole as a file."""
    found = Sample.objects.filter(case=case, ref=sample).first()
    if found is None:
        raise Http404
    found.case = case
    drawn = strata(found)
    sides = opened_sides(request.user, case.ref)
    if request.GET.get("as") in FORMATS:
        rows = ([one.tag, one.total, e.index, e.at, e.by, e.line] for one in drawn for e in one.entries)
        heads = tuple(
            Text(*pair)
            for pair in (
                ("标签", "Tag"), ("总数", "Of"), ("序号", "Index"), ("时间", "At"), ("谁", "By"), ("原文", "Line"),
            )
        )  # fmt: skip
        keys = ("tag", "of", "index", "at", "by", "line")
        asked = {"seed": found.seed, "size": str(found.size), "each": str(found.each)}
        sheet = Sheet("sample", Text("抽样", "Sample"), heads, keys, iter(rows), asked, active_language())
        return FORMATS[request.GET["as"]](sheet)
    values = {
        "case": case,
        "sample": found,
        "strata": [(one, words_of(one.tag), told(opened(case.ref, one.entries, sides))) for one in drawn],
        "formats": FORMATS,
    }
    return render(request, "console/log/sample.html", values)
