"""Plug-ins are asked about every value that can be of their kind, wherever in a column it stands, and about no other."""

from __future__ import annotations

import re
from random import Random

import numpy as np
import pyarrow as pa
import pytest

from novation.inventory.detectors import loaded
from novation.inventory.detectors.base import FixedWidth, Pattern
from novation.inventory.kernels.columns_bits import BIT, STRONG
from novation.inventory.kernels.columns_state import State
from novation.inventory.openings import plug_ins
from novation.inventory.profile import ColumnProfile
from novation.inventory.strings import strings
from novation.inventory.values import Values

DETECTORS = {one.detector.kind: one.detector for one in loaded()}
OPEN = sum(1 << BIT[name] for name in ("maybe", "code", "digits"))
SETTLED = sum(1 << BIT[name] for name in (*STRONG, "date", "decimal", "timed", "degrees", "version", "long"))
SIGNS = "0123456789ABCDEFGHJKLMNPRSTWXYZ"


def written(kind: str, random: Random) -> list[str]:
    """Values of which some are of the kind: filled patterns and numbers of the right length, grouped or not."""
    detector = DETECTORS[kind]
    if isinstance(detector, Pattern) or not isinstance(detector, FixedWidth):
        shapes = ["999-99-9999", "9999-9999", "(299) 299-9999", "1-299-299-9999", "299.299.9999", "090-9999-9999",
                  "03-9999-9999", "〒999-9999", "999-9999", "010-9999-9999", "AA999999A", "AA 99 99 99 A", "A9 9AA",
                  "AA99 9AA", "A9A9AA", "+99 999 999 999", "(09) 999 9999", "099 9999999"]  # fmt: skip
    elif kind == "generic.iban":
        return [
            "DE89370400440532013000",
            "DE89 3704 0044 0532 0130 00",
            "GB82 WEST 1234 5698 7654 32",
            "NO9386011117947",
        ]
    else:
        size = detector.lengths[0]
        shapes = ["9" * size, "999 " * (size // 3) + "9" * (size % 3), "999999-" + "9" * (size - 6)]
    filled = [random.choice(shapes) for _ in range(6000)]
    return [
        re.sub("[9A]", lambda m: random.choice(SIGNS[:10] if m[0] == "9" else SIGNS[10:]), s) for s in filled
    ]


@pytest.mark.parametrize("kind", sorted(plug_ins()))
def test_no_value_that_a_plug_in_recognises_is_kept_from_it(kind):
    texts = written(kind, Random(kind))
    values = Values(Values.of(pa.array(texts)).series)
    kept, recognised = values.series.to_list(), DETECTORS[kind].match_values(values)
    found = [text for text, mark in zip(kept, recognised, strict=True) if mark]
    assert found
    cells = strings(pa.array(found))
    assert cells is not None
    state = State()
    masks = state.look(cells.data, cells.offsets, cells.valid, cells.weights)
    open_ = (masks & OPEN != 0) & (masks & SETTLED == 0)
    shown = state.asked & plug_ins()[kind] != 0
    assert [text for text, left, asked in zip(found, open_, shown, strict=True) if left and not asked] == []
    assert np.any(shown)


@pytest.mark.parametrize("at", ["first", "last", "everywhere"])
def test_every_value_counts_wherever_it_stands(at):
    random = Random(3)
    plain = [
        f"{random.randint(100, 999)}-{random.randint(10, 99)}-{random.randint(1, 9)}{random.choice('KX')}"
        for _ in range(4000)
    ]
    known = [
        f"{random.randint(100, 665)}-{random.randint(10, 99)}-{random.randint(1000, 9999)}"
        for _ in range(1000)
    ]
    texts = {"first": known + plain, "last": plain + known, "everywhere": random.sample(known + plain, 5000)}[
        at
    ]
    profile = ColumnProfile("x", pa.string())
    profile.feed(pa.array(texts))
    assert profile.hits["us.ssn"] == 1000


def test_one_value_among_many_others_is_found():
    texts = [str(number) for number in range(100_000, 104_000)] + ["123-45-6789", "DE89370400440532013000"]
    profile = ColumnProfile("x", pa.string())
    profile.feed(pa.array(texts))
    assert (profile.hits["us.ssn"], profile.hits["generic.iban"]) == (1, 1)


def test_what_stands_around_a_value_and_how_often_it_comes_change_nothing():
    texts = ['"123-45-6789"', "123-45-6789    ", "\t123-45-6789"] * 50
    for array in (pa.array(texts), pa.array(texts).dictionary_encode()):
        profile = ColumnProfile("x", pa.string())
        profile.feed(array)
        assert profile.hits["us.ssn"] == 150


def test_texts_are_shown_to_no_plug_in():
    values = strings(
        pa.array(["请送到门口", "see you at 10 tomorrow, thanks", "QQ903641548在线联系", "王伟"])
    )
    assert values is not None
    state = State()
    state.look(values.data, values.offsets, values.valid, values.weights)
    assert not np.any(state.asked)
