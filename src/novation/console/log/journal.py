"""The journal of a case: entries in words, found by tag, person and day; each with its proof."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from novation.console.approvals.showing import button
from novation.console.log.words import told, words_of
from novation.console.seeing import case_page
from novation.control.accounts.models import Grant, Person
from novation.control.approvals.actions.seeing import AUDIT, LOG
from novation.control.approvals.checkpoints import latest
from novation.control.approvals.models import JournalCheck
from novation.control.cases.audience import opened_sides
from novation.control.cases.models import Case
from novation.control.journal.archives import zipped
from novation.control.journal.models import LogEntry, SignedHead
from novation.control.journal.opening import opened, opened_one_by_one, openings, tags_open_to
from novation.control.journal.proofs import proof_files
from novation.control.journal.proving import head
from novation.control.journal.reading import Filter, page, select, tags_of
from novation.control.journal.signing import installation_key
from novation.messages import Text
from novation.ui.downloads import FORMATS, Sheet
from novation.ui.language import active_language

_HEADS = (
    Text("序号", "Index"),
    Text("时间", "At"),
    Text("事项", "What"),
    Text("标签", "Tag"),
    Text("谁", "By"),
    Text("引用", "References"),
)
_KEYS = ("index", "at", "what", "tag", "by", "references")


@case_page(LOG)
def journal(request: HttpRequest, case: Case) -> HttpResponseBase:
    """One page of entries, the newest first; or all that fit the filter as a file."""
    sides = frozenset(opened_sides(request.user, case.ref))
    wanted = replace(_filter(request), sides=sides)
    if request.GET.get("as") in FORMATS:
        return _file(request, case, wanted)
    found = page(case.ref, wanted)
    now = head(case.ref)
    back = reverse("log", kwargs={"ref": case.ref})
    tags = ("checkpoint.signed", "journal-check.requested", "checkpoint.compared", "checkpoint.kept")
    made = [button(tag, case, request.user, back) for tag in tags]
    query = request.GET.copy()
    query.pop("before", None)
    values = {
        "case": case,
        "entries": told(opened(case.ref, found.entries, sides)),
        "older": found.older,
        "query": query.urlencode(),
        "wanted": wanted,
        "tags": [
            (tag, words_of(tag)) for tag in sorted({*tags_of(case.ref), *tags_open_to(case.ref, sides)})
        ],
        "people": Person.objects.filter(pk__in=_team(case)).order_by("name"),
        "head": now,
        "check": JournalCheck.objects.filter(case=case).order_by("-id").first(),
        "note": SignedHead.objects.filter(stream=case.ref).order_by("-size").first(),
        "others": latest(case),
        "buttons": [one for one in made if one is not None],
        "formats": FORMATS,
        "may_audit": AUDIT.policy.refusal(request.user, case, {}) is None,
    }
    return render(request, "console/log/journal.html", values)


def _team(case: Case) -> Any:
    return Grant.objects.filter(scope=case.ref).values("person")


def _filter(request: HttpRequest) -> Filter:
    """What the address asks for; what cannot be read asks for nothing."""
    given = request.GET
    before = given.get("before", "")
    return Filter(
        tag=given.get("tag", "")[:64],
        by=given.get("by", "")[:64],
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _file(request: HttpRequest, case: Case, wanted: Filter) -> HttpResponseBase:
    entries = select(case.ref, wanted).order_by("index").iterator(chunk_size=2_000)
    entries = opened_one_by_one(case.ref, entries, wanted.sides)
    asked = {name: value for name, value in request.GET.items() if name != "as" and value}
    title = Text("日志", "Journal")
    sheet = Sheet("journal", title, _HEADS, _KEYS, _rows(entries), asked, active_language())
    return FORMATS[request.GET["as"]](sheet)


def _rows(entries: Iterator[LogEntry]) -> Iterator[list[Any]]:
    for entry in entries:
        refs = json.loads(entry.line)["refs"]
        told_refs = " ".join(f"{name}={value}" for name, value in refs.items())
        yield [entry.index, entry.at, words_of(entry.tag), entry.tag, entry.by, told_refs]


@case_page(LOG)
def entry(request: HttpRequest, case: Case, index: int) -> HttpResponse:
    """One entry: its words, its canonical line, its hash, and the proof to take away."""
    found = LogEntry.objects.filter(stream=case.ref, index=index).first()
    if found is None:
        raise Http404
    sides = opened_sides(request.user, case.ref)
    values = {
        "case": case,
        "told": told(opened(case.ref, [found], sides))[0],
        "entry": found,
        "opening": openings(case.ref, [index], sides).get(index),
        "leaf": "sha256:" + bytes(found.leaf).hex(),
        "key": installation_key().public,
        "head": head(case.ref),
    }
    return render(request, "console/log/entry.html", values)


@case_page(LOG)
def proof(request: HttpRequest, case: Case, index: int) -> HttpResponse:
    """Line, path, signed head, recipe and verifier as one archive."""
    if not LogEntry.objects.filter(stream=case.ref, index=index).exists():
        raise Http404
    return download(
        zipped(proof_files(case.ref, index)), f"{case.number}-entry-{index}.zip", "application/zip"
    )


@case_page(LOG)
def note(request: HttpRequest, case: Case, size: int) -> HttpResponse:
    """A signed head, for the other side to keep."""
    found = SignedHead.objects.filter(stream=case.ref, size=size).first()
    if found is None:
        raise Http404
    return download(found.note.encode(), f"{case.number}-{size}.note", "text/plain; charset=utf-8")


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
