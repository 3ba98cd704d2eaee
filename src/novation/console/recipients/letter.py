"""The drafted letter to one recipient, to be read, printed, and said to be sent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from novation.console.case.offers import offers
from novation.console.seeing import case_page
from novation.control.cases.models import Case
from novation.control.cases.situation import shipped_packs
from novation.control.informing.letters import Draft, Letter, letter_of
from novation.control.informing.models import Telling
from novation.control.informing.recipients import RECIPIENTS
from novation.control.informing.states import Told
from novation.control.informing.telling import answer_day
from novation.law.pack import Obligation
from novation.terms import Category


@case_page(RECIPIENTS)
def letter(request: HttpRequest, case: Case, telling: str) -> HttpResponse:
    """Drafted anew each time from the register; nothing of the person is in it."""
    found = Telling.objects.filter(case=case, ref=telling).select_related("recipient", "request").first()
    if found is None or found.recipient is None:
        raise Http404
    said = letter_to(found)
    page = {
        "case": case,
        "one": found,
        "late": found.state is Told.DUE and found.due_on < timezone.localdate(),
        "letter": said,
        "offers": offers(request.user, found, ("recipient.told",)) if found.state is Told.DUE else [],
    }
    return render(request, "console/recipients/letter.html", page)


def letter_to(found: Telling) -> Letter:
    """Of one entry of the register; ValueError for the buyer, who gets a sealed message instead."""
    if found.recipient is None:
        raise ValueError("the buyer is told by an exchange")
    obligation = _obligation(found.law)
    return letter_of(
        Draft(
            reference=found.ref,
            sender=found.case.seller.name,
            recipient=found.recipient.name,
            kind=found.kind,
            categories=[Category(word) for word in found.categories.split(".") if word],
            purpose=found.recipient.purpose,
            since_on=found.recipient.since_on,
            done_on=found.done_on,
            answer_by=answer_day(found),
            law=(obligation.title, obligation.citation.text) if obligation else None,
            confirmed=obligation.citation.confirmed if obligation else False,
        )
    )


def _obligation(name: str) -> Obligation | None:
    return next((one for pack in shipped_packs() for one in pack.obligations if one.id == name), None)
