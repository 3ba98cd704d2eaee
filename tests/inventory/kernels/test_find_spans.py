"""Whole columns through `find_spans`: all kinds of string arrays, nulls, slices, code points, broken text."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tracemalloc

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from novation.inventory import spans as finding
from novation.inventory.kernels import is_compiled, warm
from novation.inventory.span_types import CODES, SPAN_TYPES
from novation.inventory.spans import Spans, find_spans

TEXTS = ["手机13800138000", None, "", "邮箱a1@qq.com，QQ：12345678", "手机１３８００１３８０００"]


def _as_tuples(spans: Spans) -> list[tuple[int, ...]]:
    return [
        tuple(int(x) for x in row)
        for row in zip(spans.rows, spans.starts, spans.ends, spans.types, strict=True)
    ]


@pytest.mark.parametrize(
    "column",
    [
        pa.array(TEXTS, pa.string()),
        pa.array(TEXTS, pa.large_string()),
        pa.array(TEXTS, pa.string_view()),
        pa.array(TEXTS).dictionary_encode(),
        pa.chunked_array([TEXTS[:2], TEXTS[2:]]),
        pa.array(["x13800138000", *TEXTS]).slice(1),
        pl.Series(TEXTS),
        pl.Series(TEXTS, dtype=pl.Categorical),
    ],
    ids=lambda column: str(getattr(column, "type", getattr(column, "dtype", ""))),
)
def test_every_kind_of_string_column_gives_the_same_spans(column):
    expected = [
        (0, 2, 13, CODES["mobile"]),
        (3, 2, 11, CODES["email"]),
        (3, 15, 23, CODES["qq"]),
        (4, 2, 13, CODES["mobile"]),
    ]
    assert _as_tuples(find_spans(column, names=False, code_points=True)) == expected


def test_byte_offsets_cut_the_utf8_text():
    spans = find_spans(pa.array(TEXTS), names=False)
    cut = [
        TEXTS[row].encode()[a:b].decode()
        for row, a, b in zip(spans.rows, spans.starts, spans.ends, strict=True)
    ]
    assert cut == ["13800138000", "a1@qq.com", "12345678", "１３８００１３８０００"]


def test_a_column_of_numbers_is_refused():
    with pytest.raises(TypeError, match="strings"):
        find_spans(pa.array([1, 2]))


def test_many_blocks_give_what_single_rows_give():
    rows = [f"第{n}位，手机138{n:08d}，QQ：{n + 10000}" for n in range(600_000)]
    spans = find_spans(pa.array(rows), names=False)
    assert len(spans) == 2 * len(rows)
    assert np.array_equal(spans.rows, np.repeat(np.arange(len(rows)), 2))


def test_a_cell_of_many_megabytes_is_read_to_its_end():
    text = "没有什么可说的。" * 400_000 + "手机13800138000"
    spans = find_spans(pa.array([text]), names=False)
    assert spans.ends.tolist() == [len(text.encode())]


def test_types_have_stable_codes_below_those_of_the_kernels_own_marks():
    assert len(set(CODES.values())) == len(CODES)
    assert all(0 < code < 127 for code in CODES.values())
    assert all(entry.source and entry.place for entry in SPAN_TYPES.values())
    assert (CODES["person-name"], CODES["mobile"], CODES["resident-id"]) == (1, 4, 8)


def test_warming_says_how_long_it_took_and_that_the_kernel_is_ready():
    assert warm() >= 0
    assert is_compiled()


_FUZZ = """
import random, numpy as np
from novation.inventory.kernels.blocks import identifier_spans
from novation.inventory.kernels.compiling import BOUNDSCHECK
assert BOUNDSCHECK
r = random.Random(1)
parts = [bytes([b]) for b in range(256)] + [
    b"138", b"0013", b"8000", b"13800138000", b"11010519491231002X", b"622202", "微信".encode(), "生日".encode(),
    "（".encode(), "年".encode(), b"QQ", b"wx", b"@qq.com", b"+86", b"(010)", b"0755-", b"1990-05-12", b"DE89",
    b"P<CHN", "京A".encode(), "①".encode(), b"192.168", b"::", b"00:1A", b"https://", b"weibo.com/", b"\\xef\\xbc",
    b"\\xe2\\x80", b"\\xe7", b"\\xf0\\x9d\\x9f", b" ", b"-", b".", b"\\n", "军字第".encode(), b"SSN", b"39.90", b"May 1"]
for _ in range(30):
    rows = [b"".join(r.choices(parts, k=r.randint(0, 25))) for _ in range(2000)]
    data = np.frombuffer(b"".join(rows), np.uint8)  # nothing lies behind the last row
    offsets = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    offsets.flags.writeable = False
    spans = identifier_spans(data, offsets)
    size = (offsets[1:] - offsets[:-1])[spans.rows]
    assert (spans.starts >= 0).all() and (spans.starts < spans.ends).all() and (spans.ends <= size).all()
    same = spans.rows[1:] == spans.rows[:-1]
    assert (spans.starts[1:] >= spans.ends[:-1])[same].all(), "spans overlap"
"""


@pytest.mark.slow
def test_broken_text_is_never_read_beyond_its_row():
    run = subprocess.run(
        [sys.executable, "-c", _FUZZ],
        env={**os.environ, "NOVATION_BOUNDSCHECK": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]


def test_digits_without_end_are_passed_over():
    text = "手机13800138000，" + "1380013800" * 1000 + "，QQ：12345678"
    spans = find_spans(pa.array([text]), names=False)
    assert spans.types.tolist() == [CODES["mobile"], CODES["qq"]]


def test_rows_do_not_see_each_other():
    r = random.Random(3)
    pieces = ["手机", "13800138000", "QQ：", "12345678", "生日", "1990-05-12", "微信", "abc_123"]
    rows = ["".join(r.choices(pieces, k=2)) for _ in range(500)]
    together = _as_tuples(find_spans(pa.array(rows), names=False))
    apart = [
        (row, *found[1:])
        for row, text in enumerate(rows)
        for found in _as_tuples(find_spans(pa.array([text]), names=False))
    ]
    assert together == apart


_SENTENCES = (
    "没有什么可说的。", "手机13800138000！", "QQ：12345678；", "生日1990-05-12，", "邮箱a1@qq.com？", "手机１３８００１３８０００。",
    "😀\n", "Call (415) 555-2671; ", "卡号6222 0202 0011 2230。",
)  # fmt: skip


@pytest.mark.parametrize("code_points", [False, True])
def test_a_long_cell_read_in_pieces_gives_what_it_gives_whole(monkeypatch, code_points):
    r = random.Random(9)
    cells = ["".join(r.choices(_SENTENCES, k=n)) for n in (2000, 3, 0, 700, 1500)]
    whole = _as_tuples(find_spans(pa.array(cells), names=False, code_points=code_points))
    monkeypatch.setattr(finding, "_BLOCK", 1 << 10)
    for column in (pa.array(cells), pa.array(["", *cells], pa.large_string()).slice(1)):
        pieces = _as_tuples(find_spans(column, names=False, code_points=code_points))
        assert len(whole) > 2000
        assert pieces == whole


def test_a_long_cell_without_a_place_to_cut_is_read_in_pieces_all_the_same(monkeypatch):
    monkeypatch.setattr(finding, "_BLOCK", 1 << 10)
    for text in ("好" * 5000, "x" * 9000, "\u0301" * 9000):
        assert len(find_spans(pa.array([text + "。手机13800138000"]), names=False)) == 1


def test_memory_for_a_long_cell_is_bounded_by_a_piece_and_the_spans(monkeypatch):
    monkeypatch.setattr(finding, "_BLOCK", 1 << 16)
    text = "没有什么可说的。" * 40 + "手机１３８００１３８０００。"
    cell = pa.array([text * 8000])
    find_spans(pa.array([text]), names=False)
    tracemalloc.start()
    try:
        found = find_spans(cell, names=False)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(found) == 8000
    assert peak < cell.nbytes / 2  # with disguises the whole cell would take nine times its size
