"""Array detectors against python-stdnum, one value at a time, on random, valid and mutated numbers."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.cn import ric, uscc
from stdnum.de import idnr
from stdnum.fr import nir
from stdnum.jp import in_
from stdnum.kr import rrn

from novation.inventory.detectors import loaded
from novation.inventory.values import Values

BY_KIND = {one.detector.kind: one.detector for one in loaded()}
DIGITS = "0123456789"


def marked(kind: str, texts: list[str]) -> list[bool]:
    """The verdict for each text, in the order given; weights and distinct values are undone by asking singly."""
    return [bool(BY_KIND[kind].match_values(Values.of(pa.array([text]))).any()) for text in texts]


def in_bulk(kind: str, texts: list[str]) -> int:
    values = Values.of(pa.array(texts))
    return values.count(BY_KIND[kind].match_values(values))


def by_library_id(text: str) -> bool:
    try:
        return ric.is_valid(text) and ric.get_birth_date(text) <= date.today() and int(text[6:10]) >= 1900
    except KeyError:  # the library stumbles over an unknown county of a known province
        return False


bodies = st.builds(
    lambda region, day, rest: region + day.strftime("%Y%m%d") + rest,
    st.sampled_from(
        ["110101", "110111", "110103", "360426", "440305", "990426", "110201", "310230", "512301"]
    ),
    st.dates(date(1900, 1, 1), date(2035, 12, 31)),
    st.text(DIGITS, min_size=3, max_size=3),
)


@given(st.lists(bodies, min_size=1, max_size=20), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_resident_ids_agree_with_the_library_also_when_a_digit_is_changed(made, chance):
    texts = []
    for body in made:
        text = body + ric.calc_check_digit(body + "0")
        texts.append(text)
        place = chance.randrange(18)
        texts.append(text[:place] + chance.choice(DIGITS) + text[place + 1 :])
    expected = [by_library_id(text) for text in texts]
    assert marked("cn.resident-id", texts) == expected
    assert in_bulk("cn.resident-id", texts) == sum(expected)


def test_a_birth_in_the_future_is_no_resident_id():
    body = f"110101{date.today().year + 1}0101123"
    assert marked("cn.resident-id", [body + ric.calc_check_digit(body + "0")]) == [False]


def test_a_region_code_that_came_after_the_birth_counts_only_as_plausible():
    body = "11011119801201007"
    text = body + ric.calc_check_digit(body + "0")
    assert marked("cn.resident-id", [text]) == [False]
    assert marked("cn.resident-id-later", [text]) == [True]


@given(st.lists(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_credit_codes_agree_with_the_library(rests):
    texts = []
    for rest in rests:
        body = "91110000" + rest
        good = body + uscc.calc_check_digit(body)
        texts += [good, good[:-1] + "0", good[:5] + "7" + good[6:], good.lower(), "A" + good[1:]]
    assert marked("cn.uscc", texts) == [uscc.is_valid(text) for text in texts]


@given(st.lists(st.text(DIGITS, min_size=10, max_size=10), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_bank_cards_pass_luhn_and_no_other_number_of_that_issuer_does(rests):
    texts = [f"622202{rest}" for rest in rests]
    assert marked("generic.bank-card", texts) == [luhn.is_valid(text) for text in texts]


def test_a_number_of_no_issuer_is_no_bank_card_even_if_luhn_holds():
    body = "112233445566778"
    assert marked("generic.bank-card", [body + luhn.calc_check_digit(body)]) == [False]


@pytest.mark.parametrize(
    ("kind", "library", "size", "first"),
    [("de.tax-id", idnr, 11, "123456789"), ("jp.my-number", in_, 12, DIGITS), ("kr.rrn", rrn, 13, DIGITS)],
)
def test_foreign_numbers_agree_with_the_library(kind, library, size, first, invented):
    texts = []
    for _ in range(3000):
        head = invented.random.choice(first)
        if kind == "kr.rrn":
            head = invented.day(1940, 2020).replace("-", "")[2:]
        texts.append(head + invented.digits(size - len(head)))
    if kind == "de.tax-id":
        texts += ["36574261809", "36574261890", "36554266806"]
    expected = [library.is_valid(text) for text in texts]
    assert any(expected)
    assert in_bulk(kind, texts) == sum(expected)
    valid = [text for text, good in zip(texts, expected, strict=True) if good]
    assert all(marked(kind, valid[:50]))


def test_french_numbers_that_count_are_valid_for_the_library(invented):
    texts = []
    for _ in range(400):
        body = f"{invented.random.choice('12')}{invented.digits(2)}{invented.random.randint(1, 12):02d}{invented.digits(8)}"
        texts += [body + f"{97 - int(body) % 97:02d}", body + "00"]
    expected = [nir.is_valid(text) for text in texts]
    assert marked("fr.nir", texts) == expected
    assert sum(expected) == 400


def test_ibans_agree_with_the_library_in_all_spellings():
    texts = [
        "DE89370400440532013000",
        "GB82 WEST 1234 5698 7654 32",
        "FR1420041010050500013M02606",
        "de89370400440532013000",
    ]
    texts += [text[:-1] + "9" for text in texts] + ["XX89370400440532013000", "DE8937040044053201300"]
    assert marked("generic.iban", texts) == [iban.is_valid(text, check_country=False) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "\t13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "008613800138000",
        "１３８００１３８０００",
    ],
)
def test_a_mobile_number_is_known_however_it_is_written(text):
    assert marked("cn.mobile", [text]) == [True]


@pytest.mark.parametrize("text", ["12800138000", "1380013800", "138001380001", "15400138000", "a13800138000"])
def test_what_no_operator_has_is_no_mobile_number(text):
    assert marked("cn.mobile", [text]) == [False]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("cn.landline", "010-62345678", "2024-06-01"),
        ("cn.plate", "粤B12345", "粤I12345"),
        ("cn.plate", "京AD12345", "京A1234"),
        ("cn.passport", "E12345678", "A12345678"),
        ("cn.hkmo-permit", "C12345678", "X12345678"),
        ("tw.national-id", "A123456789", "A123456788"),
        ("hk.id-card", "A1234563", "A1234564"),
        ("generic.email", "a.b@example.com", "a.b@example"),
        ("generic.ip", "192.168.1.20", "192.168.1.256"),
        ("generic.ip", "2001:db8::1", "2001:db8::1::2"),
        ("generic.mac", "00:1A:2b:3c:4d:5e", "00:1A:2b:3c:4d"),
        ("generic.gps", "31.2304, 121.4737", "331.2304, 221.4737"),
        ("generic.phone", "+44 20 7946 0018", "+44 20 794"),
        ("generic.phone", "+49 (0)30 901820", "+49 (0)1"),
        ("uk.nino", "AB123456C", "DA123456C"),
        ("us.ssn", "123-45-6789", "666-45-6789"),
        ("us.phone", "(503) 555-9831", "(103) 555-9831"),
        ("jp.phone", "090-1234-5678", "090-12-5678"),
    ],
)
def test_shapes_tell_right_from_nearly_right(kind, good, bad):
    assert marked(kind, [good, bad]) == [True, False]


def test_order_numbers_of_eighteen_digits_are_not_resident_ids(invented):
    texts = [f"2025{invented.random.randint(1, 12):02d}{invented.digits(12)}" for _ in range(5000)]
    assert in_bulk("cn.resident-id", texts) == 0
    assert in_bulk("cn.resident-id-later", texts) == 0
