"""Fills the buyer's case from what the data plane took over: answers, requests, obligations, the notice of first contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from novation.control.actions import SYSTEM
from novation.control.cases.models import Case
from novation.control.consent.taking import take_answers
from novation.control.rights.taking import take_request
from novation.control.takeover.actions import note_takeover
from novation.control.takeover.models import (
    EarlierNumber,
    Obligation,
    StatutoryTerm,
    TakenOver,
    TakenPurpose,
)
from novation.control.takeover.notice_tasks import open_tasks
from novation.law.entry_words import Addressee, Event
from novation.terms import Basis, Category, Place, Retention

COUNTS = (
    *("people", "consent_events", "not_understood", "choices", "suppressed"),
    *("objected", "open_matters", "open_requests"),
)


def fill(
    case: Case,
    record: Mapping[str, Any],
    digest: str,
    answers: Iterable[pa.RecordBatch],
    requests: Iterable[pa.RecordBatch],
) -> TakenOver:
    """Everything of one package; call it in one transaction."""
    evidence = record["parts"].get("consents", record["package"])
    obtained_on = date.fromisoformat(record["obtained_on"])
    for batch in answers:
        take_answers(case, batch, evidence)
    for batch in requests:
        for row in batch.to_pylist():
            made = take_request(case, row)
            EarlierNumber.objects.create(request=made, number=row["number"])
    counts = {name: int(record[name]) for name in COUNTS}
    taken: TakenOver = note_takeover(
        SYSTEM, case, package=record["package"], record=digest, obtained_on=obtained_on, **counts
    )
    _keep_terms(taken, record)
    _keep_obligations(taken, record)
    open_tasks(taken, [one for one in record["clocks"] if _is_first_contact(one)])
    return taken


def _is_first_contact(clock: Mapping[str, Any]) -> bool:
    """The clocks that telling people begins with the receipt of their data."""
    return clock["starts"] == Event.DATA_OBTAINED and clock["to"] == Addressee.PERSON


def _keep_terms(taken: TakenOver, record: Mapping[str, Any]) -> None:
    TakenPurpose.objects.bulk_create(
        TakenPurpose(taken=taken, category=Category(one["category"]), basis=Basis(one["basis"]))
        for one in record["purposes"]
    )
    StatutoryTerm.objects.bulk_create(
        StatutoryTerm(
            taken=taken,
            category=Category(one["category"]),
            place=Place(one["place"]),
            law=one["law"],
            floor=Retention(one["floor"]),
            classes=one["classes"],
        )
        for one in record["retention"]
    )


def _keep_obligations(taken: TakenOver, record: Mapping[str, Any]) -> None:
    Obligation.objects.bulk_create(
        Obligation(
            case=taken.case,
            taken=taken,
            obligation=one["id"][:120],
            title_zh=one["title"]["zh"][:300],
            title_en=one["title"]["en"][:300],
            citation_zh=one["citation"]["zh"][:300],
            citation_en=one["citation"]["en"][:300],
            due_zh=one["due"]["zh"][:300],
            due_en=one["due"]["en"][:300],
            confirmed=bool(one["confirmed"]),
            people=int(one.get("people", 0)),
            due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None,
            timing_zh=one["timing"]["zh"],
            timing_en=one["timing"]["en"],
        )
        for one in record["obligations"]
    )
