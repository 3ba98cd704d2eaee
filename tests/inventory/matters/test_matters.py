"""Sensitive matters in free text: what is found, what is not, how sure, and that the kernel says what its twin says."""

from __future__ import annotations

from random import Random

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.inventory.matters import MATTERS, SLUGS, find_matters
from novation.inventory.matters.automaton import fold_table
from novation.inventory.matters.matching import lexicon, phrases_of

from .sentences import score, sentences
from .twin import find


def said(text: str) -> dict[str, float]:
    """The greatest confidence of each matter in a text."""
    found = find_matters(pa.array([text]))
    result: dict[str, float] = {}
    for code, sure in zip(found.codes.tolist(), found.confidence.tolist(), strict=True):
        result[SLUGS[code]] = max(sure, result.get(SLUGS[code], 0))
    return result


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("無過敏史，已告知", "health"),
        ("客户确诊ＨＩＶ阳性", "health"),
        ("She is PREGNANT", "health"),
        ("Frau Brandt hat eine Nußallergie, Epilepsie", "health"),
        ("no   known\u00a0allergies", "health"),
        ("他加入了工會", "union"),
        ("孩子三岁半", "child"),
    ],
)
def test_a_matter_is_found_in_any_script_case_and_width(text: str, matter: str) -> None:
    assert said(text).get(matter, 0) >= 0.5


@pytest.mark.parametrize(
    "text", ["周末手工会员日", "男性皮带", "信教师推荐", "pharmacies", "ガンダム 入荷", "암호 변경"]
)
def test_a_word_inside_another_word_is_none(text: str) -> None:
    assert said(text) == {}


def test_a_matter_without_a_person_is_reported_with_less_confidence() -> None:
    alone, beside = said("糖尿病")["health"], said("客户有糖尿病")["health"]
    assert said("讲座：糖尿病人群饮食")["health"] < 0.5 < alone < beside


def test_a_denial_is_still_about_the_matter() -> None:
    assert said("no known allergies")["health"] > 0.8
    assert said("无犯罪记录")["criminal"] > 0.8


def test_an_age_below_fourteen_is_a_child_and_a_greater_one_is_none() -> None:
    assert said("5岁")["child"] >= 0.5
    assert said("her son, 5 years old")["child"] >= 0.5
    assert said("儿子28岁")["child"] < 0.5
    assert said("28岁") == {}


def test_bytes_of_a_find_are_counted_from_the_beginning_of_its_row_and_nulls_have_none() -> None:
    found = find_matters(pa.chunked_array([["好", None], ["他信佛"]]))
    assert (found.rows.tolist(), found.starts.tolist(), found.ends.tolist()) == ([2], [3], [9])


def test_every_layout_of_text_gives_the_same_finds_and_other_columns_are_refused() -> None:
    texts = ["孩子对花生过敏", "x", "月薪八千", "他是工会会员"]
    base = pa.array(["skip", *texts])[1:]
    wanted = find_matters(pa.array(texts)).starts.tolist()
    for column in (base, base.cast(pa.large_string()), base.dictionary_encode(), pl.Series(texts)):
        assert find_matters(column).starts.tolist() == wanted
    with pytest.raises(TypeError):
        find_matters(pa.array([1, 2]))


def test_a_cell_with_more_finds_than_the_output_holds_loses_none() -> None:
    found = find_matters(pa.array(["她有糖尿病。" * 50_000, "他信佛"]))
    assert found.rows_by_matter() == {"health": 1, "religion": 1}
    assert len(found) == 50_001 and set(found.confidence[:-1].tolist()) == {found.confidence[0]}


def test_every_matter_names_the_law_that_makes_it_sensitive() -> None:
    assert len({matter.code for matter in MATTERS.values()}) == len(MATTERS) == 11
    for matter in MATTERS.values():
        assert matter.facts and (matter.pipl != "none" or matter.gdpr != "none")


def test_every_matter_has_phrases_in_every_language_and_no_phrase_is_hidden_by_another_list() -> None:
    assert sum(len(phrases_of(slug)) for slug in MATTERS) >= 1_500
    for entry, code in zip(lexicon().entries[1:], lexicon().code[1:].tolist(), strict=True):
        if code and not entry.text.endswith("*"):
            assert any(SLUGS[code] in said(text) for text in (entry.text, f"{entry.text} x")), entry.text


def test_the_labelled_sentences_are_scored_no_worse_than_reported() -> None:
    tuned, measured = score("tune"), score("measure")
    assert len(sentences("tune")) + len(sentences("measure")) >= 300
    assert min(tuned.precision, tuned.recall) >= 0.97
    assert measured.precision >= 0.9 and measured.recall >= 0.93


_PIECES = [entry.text.removesuffix("*") for entry in lexicon().entries[1:]]
_TEXT = st.lists(
    st.one_of(
        st.sampled_from(_PIECES),
        st.sampled_from(
            ["5岁", "28岁", "十二岁", "3 years old", "。", "，", " ", "\n", "s", "a", "S", "é", "ー", "가"]
        ),
        st.text(max_size=4),
    ),
    max_size=14,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(_TEXT)
def test_the_kernel_finds_what_its_plain_twin_finds(text: str) -> None:
    found = find_matters(pa.array([text]))
    columns = (found.starts, found.ends, found.codes, found.confidence)
    assert [tuple(one) for one in zip(*(part.tolist() for part in columns), strict=True)] == [
        (start, end, code, pytest.approx(sure)) for start, end, code, sure in find(text)
    ]


def _other_ways() -> dict[int, list[str]]:
    """Of each sign of the lists the signs that are read as it: 过 and 過, a and Ａ and á."""
    table = fold_table()
    used = {int(table[ord(sign)]) for sign in set("".join(_PIECES)) if ord(sign) < len(table)}
    ways: dict[int, list[str]] = {code: [] for code in used}
    for code in [*range(0xD800), *range(0xE000, len(table))]:
        if int(table[code]) in ways:
            ways[int(table[code])].append(chr(code))
    return ways


def test_no_phrase_is_passed_over_however_it_is_written_and_whatever_stands_around_it() -> None:
    """Rows are first looked at for bytes that a phrase can begin with: that look must let every phrase through."""
    random, ways, table = Random(7), _other_ways(), fold_table()
    rows = []
    for piece in _PIECES:
        written = "".join(random.choice(ways.get(int(table[ord(s)]), [s])) for s in piece)
        before, behind = (
            random.choice(("", "3", "他", "5 ", "，", "é ")),
            random.choice(("", "。", " x", "7", "的", "é")),
        )
        rows.append(before + random.choice((piece, written)) + behind)
    found = find_matters(pa.array(rows))
    pairs = sorted(zip(found.rows.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True))
    assert pairs == [(row, *one[:2]) for row, text in enumerate(rows) for one in find(text)]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=12), _TEXT.map(lambda t: t.encode()[:-1])), max_size=6))
def test_bytes_that_are_no_text_break_nothing(rows: list[bytes]) -> None:
    ends = [0]
    for row in rows:
        ends.append(ends[-1] + len(row))
    buffers = [None, pa.array(ends, pa.int32()).buffers()[1], pa.py_buffer(b"".join(rows))]
    found = find_matters(pa.Array.from_buffers(pa.string(), len(rows), buffers))
    sizes = [len(rows[row]) for row in found.rows.tolist()]
    assert all(0 <= a < b <= size for a, b, size in zip(found.starts, found.ends, sizes, strict=True))
