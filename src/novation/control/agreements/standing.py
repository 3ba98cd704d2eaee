"""How an agreement stands on a day, which signatures it lacks, and which clauses nobody has answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone

from novation.control.agreements.clauses import Clause
from novation.control.agreements.drafting import mandatory_clauses, parties_of
from novation.control.agreements.kinds import AgreementState, Standing
from novation.control.agreements.models import Agreement, AgreementText, ClauseAnswer, Signature
from novation.control.parties.models import Party


def today() -> date:
    """The day at the installation's place: terms begin and end there, not in UTC."""
    return timezone.localdate(timezone=ZoneInfo(settings.PLACE_TIME_ZONE))


def standing(agreement: Agreement, on: date | None = None) -> Standing:
    """Both days of the term count; a terminated one stood until the day before it was terminated."""
    day = on or today()
    if agreement.terminated_on and agreement.terminated_on <= day:
        return Standing.TERMINATED
    if agreement.state not in (AgreementState.SIGNED, AgreementState.TERMINATED) or missing(agreement):
        return Standing.UNSIGNED
    if day < agreement.from_on:
        return Standing.NOT_YET
    if agreement.until_on and day > agreement.until_on:
        return Standing.EXPIRED
    return Standing.IN_FORCE


def with_signatures(agreements: Any) -> Any:
    """A query of agreements that reads at once what `standing`, `missing` and `checklist` ask of each; not the wordings."""
    texts = AgreementText.objects.defer("content")
    return agreements.prefetch_related(
        "parties", Prefetch("texts", texts), "texts__signatures__party", "texts__answers"
    )


def signatures(agreement: Agreement) -> Mapping[int, Signature]:
    """By party, those under the version that counts; those under older versions are void."""
    text = agreement.text
    if text is None:
        return {}
    ahead = getattr(text, "_prefetched_objects_cache", {}).get("signatures")
    found = text.signatures.select_related("party") if ahead is None else ahead
    return {one.party_id: one for one in found}


def missing(agreement: Agreement) -> list[Party]:
    """Who has not signed the version that counts."""
    signed = signatures(agreement)
    return [party for party in parties_of(agreement) if party.pk not in signed]


@dataclass(frozen=True, slots=True)
class CheckedClause:
    """A mandatory clause, and how the version that counts answers it (None: nobody has looked)."""

    clause: Clause
    answer: ClauseAnswer | None


def checklist(agreement: Agreement) -> list[CheckedClause]:
    text = agreement.text
    answers = {one.clause: one for one in text.answers.all()} if text else {}
    return [CheckedClause(clause, answers.get(clause.id)) for clause in mandatory_clauses(agreement)]


def open_clauses(agreement: Agreement) -> list[Clause]:
    return [line.clause for line in checklist(agreement) if line.answer is None]
