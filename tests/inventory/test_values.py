"""How a column is made ready: trimmed, half-width, distinct, and never longer than it was."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.inventory.distinct import Distinct
from novation.inventory.profile import ColumnProfile
from novation.inventory.values import Values


def test_tabs_quotes_blanks_and_null_words_go():
    values = Values.of(pa.array(["\t138", " a ", '="007"', "", "NULL", "无", None, "x"]))
    assert values.series.to_list() == ["138", "a", "007", "x"]


def test_full_width_signs_become_half_width():
    assert Values.of(pa.array(["ＡＢ１２＠", "甲　乙"])).series.to_list() == ["AB12@", "甲 乙"]


def test_few_distinct_values_are_looked_at_once_and_count_for_all_rows():
    values = Values.of(pa.array(["男", "女"] * 500))
    assert len(values) == 2
    assert values.rows == 1000


def test_bytes_and_nested_values_have_no_text():
    assert len(Values.of(pa.array([b"\x00\xff"]))) == 0
    assert len(Values.of(pa.array([[1, 2]]))) == 0


@given(st.lists(st.one_of(st.none(), st.text(max_size=12)), max_size=200))
def test_offsets_always_cover_the_text(texts):
    values = Values.of(pa.array(texts, pa.string()))
    assert values.offsets[-1] == values.data.size
    for i, text in enumerate(values.series.to_list()):
        assert bytes(values.data[values.offsets[i] : values.offsets[i + 1]]).decode() == text


def sketched(batches: list[list[str]]) -> Distinct:
    profile = ColumnProfile("x", pa.string())
    for texts in batches:
        profile.feed(pa.array(texts))
    return profile.distinct


@given(st.lists(st.integers(0, 300), min_size=1, max_size=400), st.integers(1, 100))
@settings(deadline=None)
def test_distinct_values_are_exact_while_they_are_few(numbers, step):
    texts = [str(n) for n in numbers]
    sketch = sketched([texts[start : start + step] for start in range(0, len(texts), step)])
    assert sketch.count == len(set(texts))


def test_many_distinct_values_are_counted_within_six_percent():
    chance = np.random.default_rng(1)
    sketch = sketched([chance.integers(0, 10**12, 40_000).astype(str).tolist() for _ in range(3)])
    assert abs(sketch.count - 120_000) < 7_200


def test_running_numbers_run_and_sorted_phones_do_not(invented):
    running = sketched([[f"C{n:08d}" for n in range(500)]])
    phones = sketched([sorted({invented.mobile() for _ in range(500)})])
    assert running.running
    assert not phones.running
