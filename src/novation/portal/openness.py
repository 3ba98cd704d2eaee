"""What is told in public, to anybody, without coming in: the released version, earlier ones, and the same for machines."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from novation.control.cases.models import Case
from novation.control.rights.transparency import HEADS
from novation.control.transparency.dpv import jsonld_of
from novation.control.transparency.models import Release
from novation.control.transparency.shown import shown
from novation.evidence import canonical
from novation.portal.opened_words import WORDS
from novation.portal.seeing import case_page


@require_safe
@case_page
def transparency(request: HttpRequest, case: Case, number: int | None = None) -> HttpResponse:
    """The last version, or the one asked for; a case whose officer released nothing has no such page."""
    release, language = _release(case, number), request.language  # type: ignore[attr-defined]
    page = {
        "told": shown(_document(release)),
        "release": release,
        "others": list(Release.objects.filter(case=case).exclude(pk=release.pk)[:20]),
        "heads": HEADS,
        "words": WORDS,
        "says": {name: text.zh if language == "zh" else text.en for name, text in WORDS.items()},
    }
    return render(request, "portal/transparency.html", page)


@require_safe
@case_page
def transparency_data(request: HttpRequest, case: Case) -> HttpResponse:
    """The last version as a record of processing in DPV (JSON-LD)."""
    told = json.dumps(jsonld_of(_document(_release(case, None))), ensure_ascii=False, indent=2)
    return HttpResponse(told + "\n", content_type="application/ld+json")


@require_safe
@case_page
def transparency_document(request: HttpRequest, case: Case, number: int) -> HttpResponse:
    """A version exactly as it was released, so that anybody can hold it against its digest."""
    return HttpResponse(_release(case, number).document, content_type="application/json")


def _release(case: Case, number: int | None) -> Release:
    rows = Release.objects.filter(case=case)
    found: Release | None = (rows if number is None else rows.filter(number=number)).first()
    if found is None:
        raise Http404
    return found


def _document(release: Release) -> dict[str, Any]:
    value: dict[str, Any] = canonical.parse(release.document.encode())
    return value
