"""Copies out of the room: always downloads, never kept by a cache, recorded first, marked with who took them."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from django.http import Http404, HttpRequest, HttpResponseNotAllowed, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

from novation.console.room.seeing import room_page, seen_item
from novation.control.cases.models import Case
from novation.control.disclosure.handing_out import copy_for, stamp
from novation.control.disclosure.models import Item, Room
from novation.control.disclosure.reading import may_open
from novation.control.disclosure.reading_actions import download_all, download_item
from novation.errors import NovationError
from novation.evidence.instants import write_instant
from novation.ui.language import active_language


@room_page
def one(request: HttpRequest, case: Case, item: str) -> HttpResponseBase:
    """One item; taking a copy changes the journal, so it is asked for by POST."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found = seen_item(request, case, item)
    if not may_open(request.user, found):
        raise Http404
    try:
        copy = copy_for(found, _stamp(request, found), active_language())
    except NovationError as gone:  # it lies in the other side's room, or went with the working copies
        raise Http404 from gone
    download_item(request.user, found)
    return _sent(copy.chunks, copy.name)


@room_page
def everything(request: HttpRequest, case: Case) -> HttpResponseBase:
    """All published items that the reader sees, as one ZIP; each is recorded by itself."""
    room = Room.objects.filter(case=case).first()
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if room is None:
        raise Http404
    items = download_all(request.user, room)
    return _sent(_zipped(request, items), f"{case.number}-room.zip")


def _zipped(request: HttpRequest, items: Iterable[Item]) -> Iterator[bytes]:
    language = active_language()
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for item in items:
                copy = copy_for(item, _stamp(request, item), language)
                with archive.open(copy.name, "w") as entry:
                    for chunk in copy.chunks:
                        entry.write(chunk)
        yield from _pieces(file)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(64 * 1024):
        yield piece


def _stamp(request: HttpRequest, item: Item) -> str:
    return stamp(item, request.user.ref, write_instant(timezone.now()))  # type: ignore[union-attr]


def _sent(chunks: Iterable[bytes], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(chunks, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
