"""Columns that bear our own names are read as what they are: columns."""

from __future__ import annotations

import pyarrow as pa
import pytest

from novation.disposition import FactTable
from novation.disposition.subject_facts import PERSON, fold
from novation.engine import Engine
from novation.terms import Category

from .shops import context


def staged(engine: Engine, name: str, links: list[int]) -> FactTable:
    """A table with a column of that name; `links` are the numbers of rows, whose subjects are 10 less a row."""
    rows = [0, 1, 2]
    mails = pa.table(
        {"_row": rows, name: ["Ihre Bestellung", None, "7"], "Country": ["中国", "Narnia", None]}
    )
    engine.stage("tables/mails", mails.schema, iter(mails.to_batches()))
    linked = pa.table({"_row": links, "subject": [2 - row for row in links]})
    engine.stage("links/mails", linked.schema, iter(linked.to_batches()))
    refs = pa.table({"subject": rows, "subject_ref": ["a", "b", "c"]})
    engine.stage("refs", refs.schema, iter(refs.to_batches()))
    return FactTable(
        "mails",
        "customer",
        (
            (name, "text", Category.SERVICE, "VARCHAR"),
            ("Country", "place.country", Category.CONTACT, "VARCHAR"),
        ),
    )


@pytest.mark.parametrize("links", [[0, 1, 2], [2, 0, 1]], ids=["abreast", "joined"])
@pytest.mark.parametrize("name", ["subject", "Subject", "key", "marks", "p0"])
def test_a_column_named_like_one_of_ours_is_only_a_column(
    engine: Engine, name: str, links: list[int]
) -> None:
    table = staged(engine, name, links)
    fold(engine, [table], context(), lambda _: None)
    people = engine.fetch_arrow(f"SELECT subject, place, held FROM {PERSON} p ORDER BY subject").to_pylist()
    service, contact = (1 << list(Category).index(c) for c in (Category.SERVICE, Category.CONTACT))
    assert people == [
        {"subject": 0, "place": "unknown", "held": service},
        {"subject": 1, "place": "other", "held": contact},
        {"subject": 2, "place": "cn", "held": service | contact},
    ]
