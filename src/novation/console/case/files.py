"""The file drawer of a case: what lies in it, its versions, and their contents as downloads that are never shown inline."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Max, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from novation.console.case.comments import comments_on
from novation.console.case.offers import offers
from novation.console.fields import fields
from novation.console.lists import Column, Listing
from novation.console.seeing import case_page
from novation.control.actions import ACTIONS
from novation.control.cases.drawer.incoming import told_size
from novation.control.cases.drawer.storing import content as content_of
from novation.control.cases.file_actions import FILES, download_file
from novation.control.cases.models import Case, CaseFile, FileVersion
from novation.control.cases.models.file import FileState
from novation.control.cases.team import names_of
from novation.errors import NovationError
from novation.messages import Text

DEEDS = ("file-destruction.asked", "file-destruction.withdrawn", "file.destroyed")


@case_page(FILES)
def files(request: HttpRequest, case: Case) -> HttpResponseBase:
    """Every file with its last version, the youngest first."""
    last = FileVersion.objects.filter(file=OuterRef("pk")).order_by("-number")
    rows = CaseFile.objects.visible_to(request.user, case).annotate(
        number=Max("versions__number"),
        **{
            f"last_{name}": Subquery(last.values(name)[:1])
            for name in ("size", "digest", "media_type", "added_at")
        },
    )
    nothing = Text("文件柜是空的", "The drawer is empty")
    title = Text("文件", "Files")
    listed = Listing(request, "files", title, _columns(case), rows.order_by("-pk"), nothing=nothing)
    page = {
        "case": case,
        "list": listed,
        "offers": offers(request.user, case, ("file.added",)),
        "fields": fields(ACTIONS["file.added"], request.user, case, {}),
        "limit": told_size(settings.FILE_LIMIT),
    }
    return listed.file() or render(request, "console/case/files.html", page)


def _columns(case: Case) -> tuple[Column, ...]:
    def address(file: CaseFile) -> str:
        return reverse("file", kwargs={"ref": case.ref, "file": file.ref})

    return (
        Column(Text("文件", "File"), lambda file: file.name, address=address, order="name"),
        Column(Text("版本", "Version"), lambda file: file.number, kind="n"),
        Column(Text("大小", "Size"), lambda file: told_size(file.last_size), kind="n"),
        Column(Text("内容类型", "Content"), lambda file: file.last_media_type),
        Column(Text("存入时间", "Added"), lambda file: file.last_added_at),
        Column(Text("谁可见", "For"), lambda file: file.audience),
        Column(Text("摘要", "Digest"), lambda file: file.last_digest, kind="digest"),
    )


@case_page(FILES)
def file(request: HttpRequest, case: Case, file: str) -> HttpResponse:
    """One file: its versions, who added them, what is to be destroyed and why."""
    found = _file(request, case, file)
    versions = list(found.versions.select_related("file__case"))
    people = {ref for one in versions for ref in (one.added_by, one.destroy_asked_by, one.destroyed_by)}
    names = names_of(people)
    page = {
        "case": case,
        "file": found,
        "versions": [_told(request, one, names) for one in versions],
        "offers": offers(request.user, found, ("file-version.added",)),
        "limit": told_size(settings.FILE_LIMIT),
        **comments_on(request, case, found.ref),
    }
    return render(request, "console/case/file.html", page)


def _told(request: HttpRequest, version: FileVersion, names: dict[str, str]) -> dict[str, Any]:
    return {
        "version": version,
        "size": told_size(version.size),
        "gone": version.state == FileState.DESTROYED,
        "waiting": version.state == FileState.TO_DESTROY,
        "added_by": names.get(version.added_by, ""),
        "asked_by": names.get(version.destroy_asked_by, ""),
        "destroyed_by": names.get(version.destroyed_by, ""),
        "offers": offers(request.user, version, DEEDS),
    }


@require_GET
@case_page(FILES)
def content(request: HttpRequest, case: Case, file: str, version: str) -> HttpResponseBase:
    """Sends a version as a download; that it was taken is in the journal before the first byte leaves."""
    found = (
        _file(request, case, file).versions.filter(number=int(version)).first()
        if version.isdecimal()
        else None
    )
    if found is None:
        raise Http404
    try:
        download_file(request.user, found)
        chunks = content_of(found)
    except NovationError as error:
        page = {"case": case, "error": error}
        return render(request, "console/case/file_wrong.html", page, status=error.kind.http_status)
    return sent(chunks, found)


def sent(chunks: Any, version: FileVersion) -> StreamingHttpResponse:
    """A download that no browser opens as a page of this site."""
    response = StreamingHttpResponse(chunks, content_type=version.media_type)
    response["Content-Length"] = str(version.size)
    response["Content-Disposition"] = content_disposition_header(True, version.name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _file(request: HttpRequest, case: Case, ref: str) -> CaseFile:
    found: CaseFile | None = CaseFile.objects.visible_to(request.user, case).filter(ref=ref).first()
    if found is None:
        raise Http404
    found.case = case
    return found
