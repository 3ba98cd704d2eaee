"""The search box: cases by number, title or company, and whatever rooms let people look up by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from novation.control.cases.models import Case
from novation.messages import Text

LONGEST = 200
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `kind` says what it is, `address` leads there."""

    kind: Text
    title: Any
    detail: Any
    address: str


Source = Callable[[HttpRequest, str], Iterable[Hit]]
_SOURCES: list[Source] = []


def register(source: Source) -> Source:
    """`source(request, words)` gives at most `SHOWN` hits, and only what the reader may see."""
    _SOURCES.append(source)
    return source


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """By POST, so that what is looked for stands in no address and no server's log; a single hit is opened at once."""
    words = request.POST.get("q", "").strip()[:LONGEST]
    hits = [hit for source in _SOURCES for hit in source(request, words)][:SHOWN] if words else []
    if len(hits) == 1:
        return redirect(hits[0].address)
    return render(request, "console/search.html", {"words": words, "hits": hits, "shown": SHOWN})


@register
def cases(request: HttpRequest, words: str) -> list[Hit]:
    """The cases on whose team the reader is."""
    wanted = Q(number__icontains=words) | Q(title__icontains=words)
    wanted |= Q(seller__name__icontains=words) | Q(buyer__name__icontains=words)
    found = Case.objects.visible_to(request.user).filter(wanted).select_related("seller", "buyer")
    return [
        Hit(
            Text("案件", "Case"),
            f"{case.number} {case.title}",
            f"{case.seller.name} → {case.buyer.name}",
            reverse("case", kwargs={"ref": case.ref}),
        )
        for case in found.order_by("-id")[:SHOWN]
    ]
