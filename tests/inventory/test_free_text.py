"""What stands inside notes: places, kinds, and nothing across the border of two rows."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.inventory.detectors import loaded
from novation.inventory.detectors.base import Text
from novation.inventory.detectors.spans import Taken
from novation.inventory.runs import alphanumeric_runs
from novation.inventory.values import Values

BY_KIND = {one.detector.kind: one.detector for one in loaded()}


def found(kind: str, texts: list[str]) -> list[tuple[int, str]]:
    values = Values(Values.of(pa.array(texts)).series)
    spans = BY_KIND[kind].find(Text(values, alphanumeric_runs(values)))
    where = spans.in_characters(values)
    series = values.series.to_list()
    return sorted(
        (int(r), series[r][a:b]) for r, a, b in zip(where.rows, where.starts, where.ends, strict=True)
    )


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        ("cn.resident-id", "身份证11010520030307281X号已核验", None),
        ("cn.mobile", "客户来电13812345678请回", "13812345678"),
        ("cn.mobile", "打138-0013-8000或", "138-0013-8000"),
        ("cn.mobile", "+86 138 0013 8000", "138 0013 8000"),
        ("cn.landline", "座机010-62345678。", "010-62345678"),
        ("generic.email", "邮箱a.b@example.com收", "a.b@example.com"),
        ("generic.bank-card", "卡号6222 0212 3456 7890 128。", "6222 0212 3456 7890 128"),
        ("generic.iban", "IBAN DE89 3704 0044 0532 0130 00 bitte", "DE89 3704 0044 0532 0130 00"),
        ("cn.wechat", "微信：abc_defg，请加", "abc_defg"),
        ("cn.qq", "QQ号123456也行", "123456"),
        ("cn.passport", "护照号码：E12345678", "E12345678"),
        ("generic.ip", "登录于10.0.0.12。", "10.0.0.12"),
        ("generic.phone", "call +49 30 901820 today", "+49 30 901820"),
        ("cn.plate", "车牌粤B12345停在门口", "粤B12345"),
        ("us.ssn", "SSN 123-45-6789.", "123-45-6789"),
    ],
)
def test_a_kind_is_found_where_it_stands(kind, text, part):
    expected = [(0, part)] if part else []
    assert found(kind, [text]) == expected


def test_a_wrong_check_digit_in_a_note_is_not_an_id(invented):
    good = invented.resident_id()
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    assert found("cn.resident-id", [f"证号{good}。", f"证号{wrong}。"]) == [(0, good)]


def test_nothing_is_found_across_two_rows():
    assert found("cn.mobile", ["编号1381234", "5678再看"]) == []
    assert found("generic.email", ["name@", "example.com"]) == []


def test_full_width_digits_in_a_note_are_found():
    assert found("cn.mobile", ["电话１３８００１３８０００谢谢"]) == [(0, "13800138000")]


@given(st.lists(st.text("138 05-7.a客户X电", max_size=40), min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_plain_mobile_numbers_are_those_of_a_regular_expression(texts):
    texts = [f"_{text}_" for text in texts]
    prefix = "1(?:3[0-9]|4[01456789]|5[012356789]|6[2567]|7[0-8]|8[0-9]|9[012356789])"
    pattern = re.compile(
        rf"(?<![0-9A-Za-z.])(?:86)?{prefix}[0-9]{{8}}(?![0-9A-Za-z])|(?<![0-9A-Za-z])86{prefix}[0-9]{{8}}(?![0-9A-Za-z])"
    )
    expected = sorted((row, m.group()) for row, text in enumerate(texts) for m in pattern.finditer(text))
    plain = [(row, part) for row, part in found("cn.mobile", texts) if part.isdigit()]
    assert plain == expected


def test_several_matches_of_a_pattern_in_one_row_are_all_found():
    text = "a@example.com, b@example.org und c@example.net"
    assert [part for _, part in found("generic.email", [text])] == [
        "a@example.com",
        "b@example.org",
        "c@example.net",
    ]


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 8)), min_size=1, max_size=12), max_size=4)
)
@settings(max_examples=200, deadline=None)
def test_no_place_is_claimed_twice(rounds):
    taken, claimed = Taken(), set()
    for places in rounds:
        starts = np.array([start for start, _ in places])
        ends = np.array([start + size for start, size in places])
        for start, end in zip(starts[marks := taken.claim(starts, ends)], ends[marks], strict=True):
            assert claimed.isdisjoint(range(start, end))
            claimed |= set(range(start, end))
        lone = [i for i in range(len(starts)) if ((starts < ends[i]) & (ends > starts[i])).sum() == 1]
        assert all(claimed & set(range(starts[i], ends[i])) for i in lone)
