"""Canonical JSON: one value, one sequence of bytes."""

from __future__ import annotations

import math
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from novation.errors import NovationError
from novation.evidence import canonical

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"])),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_encoded_is_read_back_as_the_same_value(value: Any) -> None:
    data = canonical.encode(value)
    assert canonical.parse(data) == value
    assert canonical.encode(canonical.parse(data)) == data


@given(st.binary(max_size=60))
def test_whatever_bytes_are_accepted_are_canonical(data: bytes) -> None:
    try:
        value = canonical.parse(data)
    except NovationError:
        return
    assert canonical.encode(value) == data


def test_the_example_of_the_rfc_comes_out_byte_for_byte() -> None:
    # RFC 8785 §3.2.2 to §3.2.4
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\x0f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical.encode(value) == (
        b'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        b'"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_are_sorted_by_utf_16_code_units() -> None:
    # U+1F600 begins with the surrogate D83D and so comes before U+FB33 (RFC 8785 §3.2.3)
    assert canonical.encode({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a":1,"a":1}', "json.duplicate-key"),
        (b'{"a":{"b":1,"b":2}}', "json.duplicate-key"),
        (b'{"b":1,"a":2}', "json.not-canonical"),
        (b'{"a": 1}', "json.not-canonical"),
        (b'{"a":1}\n', "json.not-canonical"),
        (b"1.0", "json.not-canonical"),
        (b"-0", "json.not-canonical"),
        (b"1E2", "json.not-canonical"),
        (b"9007199254740993", "json.not-canonical"),
        (b'"\\u0041"', "json.not-canonical"),
        (b'"\\/"', "json.not-canonical"),
        (b"NaN", "json.not-representable"),
        (b"-Infinity", "json.not-representable"),
        (b"1e999", "json.not-representable"),
        (b"1" * 5000, "json.not-representable"),
        (b'"\\ud800"', "json.not-representable"),
        (b"\xef\xbb\xbf1", "json.malformed"),
        (b'"\xff"', "json.malformed"),
        (b"", "json.malformed"),
        (b"{", "json.malformed"),
        (b"01", "json.malformed"),
        (b"[1,]", "json.malformed"),
        (b"[" * 66 + b"]" * 66, "json.too-deep"),
        (b"[" * 200_000 + b"]" * 200_000, "json.too-deep"),
        (b'{"a":' * 70 + b"1" + b"}" * 70, "json.too-deep"),
    ],
)
def test_input_that_is_not_canonical_is_refused_with_its_code(data: bytes, code: str) -> None:
    with pytest.raises(NovationError) as caught:
        canonical.parse(data)
    assert caught.value.code == code


def test_input_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(NovationError) as caught:
        canonical.parse(b"[" * 100, max_bytes=99)
    assert caught.value.code == "json.too-large"


@pytest.mark.parametrize("value", [math.nan, math.inf, 2**53, {1: 2}, {"a"}, "\ud800", {"\udc00": 1}, b"x"])
def test_a_value_that_json_can_not_hold_is_refused(value: Any) -> None:
    with pytest.raises(NovationError) as caught:
        canonical.encode(value)
    assert caught.value.code == "json.not-representable"


def test_a_digest_is_written_with_its_algorithm_and_read_back() -> None:
    text = canonical.digest({})
    assert text == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert canonical.digest_bytes(b"{}") == text
    assert canonical.digest_to_bytes(text).hex() == text[7:]
    for wrong in ("sha256:" + "A" * 64, text[7:], text + "0", "sha1:" + "0" * 40):
        with pytest.raises(NovationError) as caught:
            canonical.digest_to_bytes(wrong)
        assert caught.value.code == "digest.malformed"


_plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(_plain_values)
def test_the_quick_way_gives_the_same_bytes_as_the_library_or_steps_aside(value: object) -> None:
    quick = canonical._plainly(value)
    if quick is not None:
        assert quick == rfc8785.dumps(value)


def test_the_quick_way_takes_what_records_hold_and_leaves_the_rest() -> None:
    assert (
        canonical._plainly({"b": [1, True, None, '引号"\\'], "a": {}})
        == '{"a":{},"b":[1,true,null,"引号\\"\\\\"]}'.encode()
    )
    for other in (1.5, 2**60, {"😀": 1}, {1: 2}, (1,), {"a": float("nan")}):
        assert canonical._plainly(other) is None
