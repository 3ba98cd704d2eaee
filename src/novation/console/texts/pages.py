"""What customers read in the portal: each language approved or a draft, to be read beside the original; the questions asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.case.offers import offers
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.cases.team import names_of
from novation.control.consent.actions import TEXTS
from novation.control.consent.matters import Matter
from novation.control.consent.models import ApprovedTexts, Wording
from novation.control.consent.texts import NAMES, Catalogue, approval, catalogue

LANG = {"zh": "zh-CN"}
APPROVING = ("translation.approved",)


@dataclass(frozen=True, slots=True)
class Line:
    """One language. `changed`: it was approved once, and its words are others now."""

    language: str
    name: str
    words: Catalogue
    approved: ApprovedTexts | None
    changed: bool

    @property
    def mark(self) -> str:
        return "met" if self.approved else "unknown" if self.words.draft else "plain"


def _line(case: Case, language: str) -> Line:
    found = approval(case, language)
    earlier = ApprovedTexts.objects.filter(case=case, language=language).exists()
    return Line(language, NAMES[language], catalogue(language), found, earlier and found is None)


@case_page(TEXTS)
def texts(request: HttpRequest, case: Case) -> HttpResponse:
    """Every language of the portal, and every question by which customers are asked."""
    lines = [_line(case, language) for language in NAMES]
    page = {
        "case": case,
        "lines": lines,
        "drafts": sum(1 for one in lines if one.words.draft and not one.approved),
        "names": names_of(one.approved.by for one in lines if one.approved),
        "questions": _questions(case),
        "offers": offers(request.user, case, ("wording.released",)),
    }
    return render(request, "console/texts/list.html", page)


def _questions(case: Case) -> list[dict[str, Any]]:
    """By matter, the latest released words in each language; where there are none, nobody is asked in it."""
    latest: dict[tuple[Matter, str], Wording] = {}
    for one in Wording.objects.filter(case=case, released_at__isnull=False).order_by("id"):
        latest[one.matter, one.language] = one
    return [
        {
            "matter": matter,
            "words": [
                (name, LANG.get(code, code), latest.get((matter, code))) for code, name in NAMES.items()
            ],
        }
        for matter in Matter
    ]


@case_page(TEXTS)
def language(request: HttpRequest, case: Case, language: str) -> HttpResponse:
    """Every text of a language beside the original, and the button that approves exactly these words."""
    if language not in NAMES:
        raise Http404
    line = _line(case, language)
    read = request.language  # type: ignore[attr-defined]
    original = read if read != language else "zh" if language == "en" else "en"
    beside = catalogue(original).texts
    page = {
        "case": case,
        "line": line,
        "lang": LANG.get(language, language),
        "original": NAMES[original],
        "original_lang": LANG.get(original, original),
        "rows": [(name, beside[name], text) for name, text in line.words.texts.items()],
        "by": names_of([line.approved.by]).get(line.approved.by, "") if line.approved else "",
        "offers": [] if line.approved else offers(request.user, case, APPROVING),
    }
    return render(request, "console/texts/one.html", page)
