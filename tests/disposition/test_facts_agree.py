"""Facts by SQL against facts by plain Python, one person at a time, on random small shops."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novation.disposition import dense_fold
from novation.disposition.subject_facts import FACT_COLUMNS
from novation.engine import Engine

from .shops import COUNTRIES, MATTERS, PURPOSES, STATES, Given, oracle, people_of
from .test_deciding import shop as shop_of


def maybe(words: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(words, st.none(), st.just(""))


DAYS = st.builds(
    "{:04}-{:02}-{:02}".format,
    st.integers(1990, 2027),
    st.integers(1, 12),
    st.sampled_from([1, 14, 15, 16, 28]),
)
BIRTHS = st.builds(
    "{:04}-{:02}-{:02}".format, st.integers(1920, 2026), st.integers(1, 12), st.sampled_from([14, 15, 16])
)
PHONES = st.sampled_from(["13912345670", "not a number", "0571-88001234"])
WORDS = {
    "person.name": st.sampled_from(["周一", "吴二"]),
    "person.birth-date": BIRTHS,
    "cn.mobile": PHONES,
    "place.country": st.sampled_from(sorted(COUNTRIES)),
    "place.address": st.sampled_from(["浙江省杭州市文三路 1 号", "Hauptstr. 1"]),
    "marketing.state": st.sampled_from(["是", "否"]),
    "time.order": DAYS,
    "time.last-activity": DAYS,
    "consent.purpose": st.sampled_from(sorted(PURPOSES)),
    "consent.state": st.sampled_from(sorted(STATES)),
    "consent.at": st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-03"]),
    "objection.state": st.sampled_from(["反对转让", "无"]),
    "hold.state": st.sampled_from(sorted(MATTERS)),
}
SHAPES = (
    ("person.name", "person.birth-date", "cn.mobile", "place.country", "place.address", "marketing.state"),
    ("person.name", "time.last-activity", "place.country"),
    ("time.order", "cn.mobile"),
    ("consent.purpose", "consent.state", "consent.at"),
    ("objection.state",),
    ("hold.state",),
)


def tables(kinds: tuple[str, ...]) -> st.SearchStrategy[Given]:
    row = st.tuples(st.integers(0, 5), *(maybe(WORDS[kind]) for kind in kinds))
    return st.builds(Given, st.just(kinds), st.lists(row, max_size=12))


@pytest.mark.duckdb_only
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shop=st.tuples(*(tables(kinds) for kinds in SHAPES)))
def test_sql_and_plain_python_say_the_same_of_every_person(engine: Engine, shop: tuple[Given, ...]) -> None:
    found = people_of(engine, shop)
    assert set(found) == {int(row[0]) for table in shop for row in table.rows}  # type: ignore[arg-type]
    for subject, person in found.items():
        expected = oracle(shop, subject)
        assert {k: person[k] for k in (*FACT_COLUMNS, "held")} == expected


def test_both_say_the_same_of_a_whole_shop(engine: Engine) -> None:
    shop = shop_of(seed=12)
    found = people_of(engine, shop)
    assert len(found) > 50
    for subject, person in found.items():
        assert {k: person[k] for k in (*FACT_COLUMNS, "held")} == oracle(shop, subject)


@pytest.mark.duckdb_only
def test_folding_by_arrays_and_folding_in_sql_say_the_same(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = shop_of(seed=12, people=400)
    by_arrays = people_of(engine, tables)
    monkeypatch.setattr(Engine, "memory_bytes", 0)
    assert people_of(engine, tables) == by_arrays


@pytest.mark.duckdb_only
@pytest.mark.parametrize("memory", [8_000, 16_000, 24_000])
def test_people_folded_in_slices_are_as_those_folded_at_once(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, memory: int
) -> None:
    tables = shop_of(seed=12, people=400)
    at_once = people_of(engine, tables)
    asked: list[int] = []
    slices = dense_fold.slices

    def counted(subjects: int, said: Sequence[str], limit: int) -> list[range]:
        found = slices(subjects, said, limit)
        asked.append(len(found))
        return found

    monkeypatch.setattr(dense_fold, "slices", counted)
    monkeypatch.setattr(Engine, "memory_bytes", memory)
    assert people_of(engine, tables) == at_once
    assert asked[0] > 1
    assert engine.rows("person_keys") == len(at_once)  # not in memory: the facts of all are what must not be
    monkeypatch.undo()
    assert people_of(engine, tables) == at_once


@given(subjects=st.integers(0, 10_000), memory=st.integers(0, 200_000))
def test_slices_hold_everybody_once_and_fit(subjects: int, memory: int) -> None:
    said = ["place", "last_at"]
    found = dense_fold.slices(subjects, said, memory)
    assert len(found) <= dense_fold.MOST_SLICES
    if found:
        assert [n for part in found for n in part] == list(range(subjects))
        assert all(
            dense_fold.room(len(part), said) * dense_fold.SHARE <= memory + 8 * dense_fold.SHARE * 3
            for part in found
        )
    else:
        assert (
            dense_fold.room(subjects, said) * dense_fold.SHARE > memory * dense_fold.MOST_SLICES or not memory
        )
