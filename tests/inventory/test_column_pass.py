"""The compiled pass over a column, value by value, against what a person would say of each."""

from __future__ import annotations

import itertools
import string

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.inventory.detectors import loaded
from novation.inventory.kernels.columns_bits import BIT
from novation.inventory.kernels.columns_layout import FALLEN, RISEN
from novation.inventory.kernels.columns_state import State
from novation.inventory.profile import ColumnProfile
from novation.inventory.strings import strings
from novation.inventory.tables import load
from novation.inventory.values import Values

from .kernels.twins import column_values as twin

BY_KIND = {one.detector.kind: one.detector for one in loaded()}


def bits(texts: list[str]) -> list[set[str]]:
    values = strings(pa.array(texts, pa.string()))
    assert values is not None
    masks = State().look(values.data, values.offsets, values.valid, values.weights)
    return [{name for name, at in BIT.items() if int(mask) >> at & 1} - {"kept"} for mask in masks]


@pytest.mark.parametrize(
    ("text", "has", "lacks"),
    [
        ("13800138000", {"mobile"}, set()),
        ("+86 138-0013-8000", {"mobile"}, set()),
        ("１３８００１３８０００", {"mobile"}, set()),
        ("15400138000", set(), {"mobile"}),
        ("010-62345678", {"landline"}, {"date"}),
        ("6222 0212 3456 7890 128", {"bank-card"}, {"mobile"}),
        ("6222021234567890129", set(), {"bank-card"}),
        ("粤B·12345", {"plate"}, set()),
        ("粤I12345", set(), {"plate"}),
        ("A123456(3)", {"hk-id"}, set()),
        ("A123456789", {"tw-id"}, set()),
        ("A123456788", set(), {"tw-id"}),
        ("a.b@example.com", {"email"}, set()),
        ("a.b@example", set(), {"email"}),
        ("2024-06-01 10:22", {"date", "clock"}, set()),
        ("2024-02-30", set(), {"date"}),
        ("2024年6月1日", {"date"}, {"clock"}),
        ("5 March 1990", {"date"}, set()),
        ("¥1,288.50", {"decimal"}, {"mobile"}),
        ("31.2304, 121.4737", {"gps"}, set()),
        ("192.168.1.256", {"version"}, {"ip"}),
        ("欧阳娜娜", {"name"}, set()),
        ("顺丰速运", set(), {"name"}),
        ("阿卜杜拉·买买提", {"name"}, set()),
        ("佐藤花子", {"name.east"}, set()),
        ("김민수", {"name.east"}, set()),
        ("Wang Xiaoming", {"name.pinyin"}, set()),
        ("北京市朝阳区建国路88号院3号楼1201室", {"address"}, {"name"}),
        ("12 Main Street, Boston", {"address"}, {"name.latin"}),
        ("上海某某科技有限公司", {"company"}, {"name"}),
        ("青霉素过敏", {"health"}, set()),
    ],
)
def test_a_value_has_the_types_and_looks_a_person_would_see(text, has, lacks):
    (found,) = bits([text])
    assert has <= found
    assert not lacks & found


@pytest.mark.parametrize("text", ["", " ", "\t", "NULL", "N/A", "无", "\u3000", "-"])
def test_a_word_for_nothing_is_an_empty_cell(text):
    profile = ColumnProfile("x", pa.string())
    profile.feed(pa.array([text, "王伟"]))
    assert (profile.rows, profile.filled) == (2, 1)


@given(st.lists(st.text("0123456789Xx -", min_size=9, max_size=22), min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_numbers_pass_the_same_checks_as_the_array_detectors(texts):
    for text, found in zip(texts, bits(texts), strict=True):
        values = Values.of(pa.array([text]))
        if not len(values) or "date" in found:
            continue
        for name, kind in (("bank-card", "generic.bank-card"), ("resident-id", "cn.resident-id-later")):
            plain = "".join(text.split()).replace("-", "")
            if plain == text.strip():
                assert (name in found) == bool(BY_KIND[kind].match_values(values).any()), (name, kind)


@given(
    st.lists(
        st.one_of(st.text(max_size=60), st.binary(max_size=40).map(lambda b: b.decode("latin-1"))),
        max_size=30,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_counted_once_and_never_breaks_the_pass(texts):
    profile = ColumnProfile("x", pa.string())
    profile.feed(pa.array(texts, pa.string()))
    assert profile.rows == len(texts)
    assert profile.filled <= len(texts)
    assert max(profile.looks.values(), default=0) <= profile.filled


def test_a_dictionary_array_counts_as_the_same_values_written_out(invented):
    texts = [invented.random.choice(["13812345678", "13912345678", "王伟", None]) for _ in range(300)]
    plain, coded = ColumnProfile("x", pa.string()), ColumnProfile("x", pa.string())
    plain.feed(pa.array(texts))
    coded.feed(pa.array(texts).dictionary_encode())
    assert (plain.hits, plain.looks, plain.filled) == (coded.hits, coded.looks, coded.filled)


def test_nulls_slices_and_wide_offsets_change_nothing(invented):
    texts = [None if i % 5 == 0 else invented.mobile() for i in range(200)]
    whole = pa.array(texts, pa.large_string())
    cut = ColumnProfile("x", pa.large_string())
    for start in range(0, 200, 33):
        cut.feed(whole.slice(start, 33))
    assert cut.hits["cn.mobile"] == 160
    assert cut.filled == 160


_digits = st.text("0123456789", min_size=1, max_size=20)
_octet = st.integers(0, 300).map(str)
_pair = st.text("0123456789abcdefABCDEF", min_size=2, max_size=2)
_card = st.text("0123456789", min_size=13, max_size=13).map(lambda d: "622" + d)
_plain = st.one_of(
    _digits,
    _card,
    st.text("0123456789", min_size=8, max_size=8).map(lambda d: "138" + d),
    st.lists(_octet, min_size=3, max_size=5).map(".".join),
    st.tuples(st.lists(_pair, min_size=5, max_size=7), st.sampled_from(":-")).map(lambda p: p[1].join(p[0])),
    st.tuples(st.text("abc19._", min_size=1, max_size=9), st.text("ab1", min_size=1, max_size=9)).map(
        lambda p: f"{p[0]}@{p[1]}.cn"
    ),
    st.sampled_from(twin.NOTHING),
)
_around = st.text(" \t'\"", max_size=2)


@given(st.lists(st.tuples(_around, _plain, _around).map("".join), min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_the_pass_counts_what_its_plain_twin_counts(texts):
    values = strings(pa.array(texts, pa.string()))
    assert values is not None
    state = State()
    masks = state.look(values.data, values.offsets, values.valid, values.weights)
    kept = [twin.trimmed(text) for text in texts]
    for text, mask in zip(kept, masks, strict=True):
        assert bool(mask) == (text not in twin.NOTHING), text
        found = {name for name in twin.JUDGED if int(mask) >> BIT[name] & 1}
        assert found == (twin.bits(text) if mask else set()), text
    expected = twin.lengths(texts)
    assert {n: int(c) for n, c in enumerate(state.lengths) if c} == dict(expected)
    assert len(state.hashes) == len({text for text in kept if text not in twin.NOTHING})
    for row in np.flatnonzero(masks).tolist():
        assert kept[state.same[row]] == kept[row]
        assert state.same[row] <= row


@given(
    st.text(string.ascii_letters + string.digits + " -.:@/,_+()*$#;!", min_size=2, max_size=60),
    st.sampled_from(string.ascii_letters + string.digits),
)
@settings(max_examples=300, deadline=None)
def test_a_short_value_is_read_eight_signs_at_a_time_as_it_is_sign_by_sign(text, head):
    """A full-width sign sends a value through the reader that goes sign by sign."""
    plain, disguised = bits([head + text])[0], bits([chr(ord(head) + 0xFEE0) + text])[0]
    assert plain - {"listed"} == disguised - {"listed"}


@given(st.lists(st.integers(0, 10**18 - 1), min_size=1, max_size=30))
@settings(max_examples=150, deadline=None)
def test_the_range_of_whole_numbers_is_what_python_reads(numbers):
    profile = ColumnProfile("x", pa.string())
    profile.feed(pa.array([str(number) for number in numbers]))
    assert (profile.lowest, profile.highest) == (float(min(numbers)), float(max(numbers)))


@given(st.lists(st.text("019ab", max_size=3).map(lambda end: "QS-2024-0000" + end), min_size=2, max_size=60))
@settings(max_examples=150, deadline=None)
def test_values_rise_by_length_and_then_sign_by_sign(texts):
    state = State()
    values = strings(pa.array(texts))
    assert values is not None
    state.look(values.data, values.offsets, values.valid, values.weights)
    pairs = [((len(a), a), (len(b), b)) for a, b in itertools.pairwise(texts)]
    assert (state[RISEN], state[FALLEN]) == (sum(a < b for a, b in pairs), sum(a >= b for a, b in pairs))


@pytest.mark.parametrize("mark", ["-", "/", ".", "年"])
def test_year_and_month_are_a_day_and_a_number_with_a_point_is_none(mark):
    (month, number) = bits([f"2024{mark}06" + ("月" if mark == "年" else ""), "23.667758"])
    assert "date" in month
    assert "date" not in number


@given(
    st.lists(st.sampled_from("公司过敏学生信佛教先生王小明田中在中国的号"), min_size=2, max_size=12).map(
        "".join
    )
)
@settings(max_examples=200, deadline=None)
def test_no_known_pair_of_signs_is_passed_over(text):
    """Pairs are looked up only where a set of bits says that they may be known."""
    table = {name: load("columns.yaml")["pairs"][name] for name in ("health", "child", "belief")}
    (found,) = bits([text])
    for name, words in table.items():
        assert (name in found) == any(word[:2] in text for word in words), name
