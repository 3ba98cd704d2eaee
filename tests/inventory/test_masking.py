"""A masked sample hides at least half of what tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.inventory import mask


@pytest.mark.parametrize(
    ("value", "kind", "masked"),
    [
        ("王小明", "person.name", "王**"),
        ("13812342207", "cn.mobile", "138****2207"),
        ("alice@example.com", "generic.email", "a***@example.com"),
        ("1990-03-07", "person.birth-date", "1990-**-**"),
        ("", "person.name", ""),
    ],
)
def test_samples_are_masked_as_people_know_it(value, kind, masked):
    assert mask(value, kind) == masked


@given(st.text(st.characters(min_codepoint=0x2B, max_codepoint=0x9FFF), min_size=2, max_size=60))
def test_at_least_half_of_a_value_is_hidden(value):
    shown = mask(value, "none").replace("*", "")
    assert len(shown) <= max(1, (len(value) + 1) // 2) + 1
    assert mask(value, "none") != value or set(value) == {"*"}
