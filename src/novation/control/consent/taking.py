"""Answers that came with the data: each standing is filled once, with where it comes from and what shows it."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa

from novation.control.actions import SYSTEM
from novation.control.cases.models import Case
from novation.control.consent.matters import Answer, Channel, ConsentForm, Matter
from novation.control.consent.models import Act, Standing

_AT_ONCE = 5_000


def take_answers(case: Case, batch: pa.RecordBatch, evidence: str) -> int:
    """Fills standings from a batch (subject, matter, answer, answered_at); `evidence`: digest of the register they stand in.

    Who has answered here already keeps that answer: it is the later word. Returns how many were filled.
    """
    filled = 0
    for start in range(0, batch.num_rows, _AT_ONCE):
        filled += _fill(case, batch.slice(start, _AT_ONCE), evidence)
    return filled


def _fill(case: Case, batch: pa.RecordBatch, evidence: str) -> int:
    subjects, matters, answers, instants = (batch.column(name).to_pylist() for name in batch.schema.names)
    there = Standing.objects.filter(case=case, subject__in=set(subjects))
    held = {(one.subject, str(one.matter)): one for one in there}
    fresh = [
        Standing(
            case=case,
            subject=subject,
            matter=Matter(matter),
            answer=Answer(answer),
            form=ConsentForm.NONE,
            answered_at=_instant(at),
        )
        for subject, matter, answer, at in zip(subjects, matters, answers, instants, strict=True)
        if (subject, matter) not in held
    ]
    made = Standing.objects.bulk_create(fresh)
    Act.objects.bulk_create(
        Act(
            standing=one,
            answer=one.answer,
            form=one.form,
            channel=Channel.SELLER,
            evidence=evidence,
            by=SYSTEM.ref,
        )
        for one in made
    )
    return len(made)


def _instant(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at else None
