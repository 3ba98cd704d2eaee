"""Rows that are one code are passed over early; what is found in them is what is found where they are read to the end."""

from __future__ import annotations

import random

import numpy as np
import pyarrow as pa

from novation.inventory.kernels.columns_layout import NOTHING_INSIDE
from novation.inventory.kernels.columns_state import State
from novation.inventory.span_types import SLUGS
from novation.inventory.spans import find_spans
from novation.inventory.strings import strings
from novation.inventory.tables import load

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PAPERS = ("E", "G", "H", "M", "C", "A", "K", "EA", "HA", "DE", "NO", "GB", "WX", "VX", "S", "R")


def _latin_cues() -> list[str]:
    return sorted(
        {
            word
            for sides in load("kernels/cues.yaml").values()
            for word in sides["before"]
            if word.isascii() and word.isalpha()
        }
    )


def _code(r: random.Random, cues: list[str]) -> str:
    kind = r.random()
    if kind < 0.4:
        head = "".join(r.choices(_LETTERS, k=r.randint(1, 8)))
    else:
        head = r.choice(cues if kind < 0.7 else _PAPERS)
        head = head.upper() if r.random() < 0.5 else head
    size = r.randint(0, 20)
    number = "".join(r.choices("0123456789", k=size))
    if size >= 8 and r.random() < 0.4:
        number = f"{r.randint(1930, 2020)}{r.randint(1, 12):02d}{r.randint(1, 28):02d}" + number[8:]
    if size >= 11 and r.random() < 0.3:
        number = r.choice(("138", "199", "010", "021")) + number[3:]
    return r.choice(("", "", "\t", " ")) + head + number


def test_a_row_that_is_a_code_holds_what_it_holds_before_a_full_stop():
    """The full stop, behind which nothing is said, keeps a row from being passed over."""
    r, cues = random.Random(20261201), _latin_cues()
    rows = [_code(r, cues) for _ in range(60_000)]
    alone = find_spans(pa.array(rows), names=False)
    stopped = find_spans(pa.array([row + "。" for row in rows]), names=False)
    assert len(alone) > 1_000
    assert len({SLUGS[int(kind)] for kind in alone.types}) > 10
    found = [
        set(zip(s.rows.tolist(), s.starts.tolist(), s.ends.tolist(), s.types.tolist(), strict=True))
        for s in (alone, stopped)
    ]
    assert [rows[row] for row, *_ in sorted(found[0] ^ found[1])] == []


def test_where_the_column_pass_says_nothing_is_inside_nothing_is_found():
    """Also with what is trimmed off around a value: the pass remembers values without it."""
    r, cues = random.Random(7), _latin_cues()
    rows = [_code(r, cues) for _ in range(60_000)]
    rows = [r.choice(("", "", "'", '"', "\u200b", "=")) + row + r.choice(("", " ", '"', "`")) for row in rows]
    values, state = strings(pa.array(rows)), State()
    assert values is not None
    state.look(values.data, values.offsets, values.valid, values.weights)
    quiet = set(np.flatnonzero(state.asked & NOTHING_INSIDE).tolist())
    assert len(quiet) > 5_000
    found = find_spans(pa.array(rows), names=False)
    assert [rows[row] for row in found.rows.tolist() if row in quiet] == []


def test_numbers_of_things_are_passed_over_and_days_beside_them_are_not(identifiers):
    assert identifiers("31幢2单元101室，生于85年3月2日") == [("birth-date", "85年3月2日")]
    assert identifiers("住3号楼，5月12日出生") == [("birth-date", "5月12日")]
    assert identifiers("39度54分15秒N 116度24分27秒E") == [("gps", "39度54分15秒N 116度24分27秒E")]
    assert identifiers("3班010-62345678") == [("landline", "010-62345678")]
