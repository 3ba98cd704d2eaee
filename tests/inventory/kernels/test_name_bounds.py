"""Whatever bytes a row has, spans of names lie within it, on whole signs, apart from identifiers; nothing is read outside."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from novation.inventory import spans as column_spans
from novation.inventory.kernels import naming
from novation.inventory.kernels.compiling import BOUNDSCHECK
from novation.inventory.spans import find_spans

from .name_texts import arrays, held_somewhere, random_model, row
from .twins.name_tokens import signs_of


def _fields(spans) -> list[tuple[float, ...]]:
    columns = (spans.rows, spans.starts, spans.ends, spans.types, spans.confidence)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def fuzz(seed: int, size: int) -> int:
    """Spans found in rows that are mostly broken, after every promise about them was looked at."""
    r = random.Random(seed)
    naming.PIECE = size
    rows = [row(r, 20, 0.8) for _ in range(400)]
    held = [held_somewhere(r, raw) for raw in rows]
    spans = naming.name_spans(*arrays(rows, held), random_model(r, rows, 10.0))
    last, floor = -1, 0
    for number, start, end, *_ in _fields(spans):
        floor = 0 if number != last else floor
        assert floor <= start < end <= len(rows[number]), "in order, apart, within the row"
        assert all(end <= s or start >= e for s, e, _ in held[number]), "apart from identifiers"
        borders = {0, *(sign_end for _, _, sign_end in signs_of(rows[number]))}
        assert {start, end} <= borders, "on whole signs"
        last, floor = number, end
    return len(spans)


@pytest.mark.slow
def test_nothing_is_read_outside_the_row_with_bounds_checked():
    program = f"""
import importlib, sys
sys.path.insert(0, {str(Path.cwd())!r})
tests = importlib.import_module({__name__!r})
assert tests.BOUNDSCHECK
assert sum(tests.fuzz(seed, size) for seed in range(2) for size in (24, 1 << 14)) > 500
"""
    environment = {**os.environ, "NOVATION_BOUNDSCHECK": "1"}
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]


def test_spans_of_broken_rows_lie_on_whole_signs_apart_from_identifiers(monkeypatch):
    monkeypatch.setattr(naming, "PIECE", naming.PIECE)  # put back afterwards
    assert not BOUNDSCHECK or naming.PIECE
    assert sum(fuzz(seed, size) for seed in (10, 11) for size in (24, 1 << 14)) > 500


def _texts(count: int) -> list[str]:
    r = random.Random(5)
    return [row(r, 12).decode() + r.choice(("", "13800138000", "，电话13900139000")) for _ in range(count)]


def test_the_answer_is_the_same_however_the_column_is_cut_into_blocks(monkeypatch):
    column = pa.array(_texts(3000))
    whole = _fields(find_spans(column))
    assert len(whole) > 1000
    for rows in (1, 7, 500):
        monkeypatch.setattr(column_spans, "_ROWS", rows)
        assert _fields(find_spans(column.slice(0, 300))) == [one for one in whole if one[0] < 300]
    monkeypatch.setattr(column_spans, "_ROWS", 100)
    monkeypatch.setattr(column_spans.os, "cpu_count", lambda: 1)
    assert _fields(find_spans(column)) == whole


def test_a_row_far_longer_than_a_piece_is_tagged_to_its_end_and_no_number_in_it_is_cut():
    unit = "收货人：王建国，手机13800138000，请尽快发货。"
    for filler in range(4):  # the pieces' borders fall on other signs each time
        text = "好" * filler + unit * 3000
        spans = find_spans(pa.array([text]), code_points=True)
        found = [text[a:b] for a, b in zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)]
        assert found.count("13800138000") == 3000
        assert found.count("王建国") == 3000
