"""Reading the register: where a customer stands, and the extract that goes down to the data plane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain

import pyarrow as pa

from novation.control.cases.models import Case
from novation.control.consent.matters import Answer, Matter
from novation.control.consent.models import Standing

EXTRACT = pa.schema(
    [
        ("subject", pa.string()),
        ("matter", pa.string()),
        ("answer", pa.string()),
        ("form", pa.string()),
        ("answered_at", pa.timestamp("us", tz="UTC")),
    ]
)
"""Subject references and answers; no name, no address, no free text."""
BATCH = 50_000


def standing(case: Case, subject: str, matter: Matter) -> Standing:
    """Where the customer stands; of who never answered, a row that says so."""
    return Standing.objects.get_or_create(case=case, subject=subject, matter=matter)[0]


Held = Callable[[Case], Iterable[tuple[str, str, str, str, datetime]]]
_HELD: list[Held] = []


def contribute(source: Held) -> Held:
    """Rooms above add rows that bind the data plane as an answer does: what is disputed is held."""
    _HELD.append(source)
    return source


def extract(case: Case) -> Iterator[pa.RecordBatch]:
    """All answers of a case in the order of subjects, then what rooms above add, in batches."""
    answered = Standing.objects.filter(case=case).exclude(answer=Answer.UNASKED).order_by("subject", "matter")
    rows: list[tuple[object, ...]] = []
    answers = answered.values_list("subject", "matter", "answer", "form", "answered_at").iterator(BATCH)
    for row in chain(answers, *(source(case) for source in _HELD)):
        rows.append(row)
        if len(rows) == BATCH:
            yield _batch(rows)
            rows = []
    if rows:
        yield _batch(rows)


def _batch(rows: list[tuple[object, ...]]) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True))
    texts = [pa.array([str(value) for value in column], pa.string()) for column in columns[:4]]
    return pa.record_batch([*texts, pa.array(columns[4], EXTRACT.field(4).type)], schema=EXTRACT)
