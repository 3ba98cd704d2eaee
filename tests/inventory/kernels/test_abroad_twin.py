"""Telephones by plus sign, exit code or a word beside them, and births that say less than a day: kernel and plain Python agree."""

from __future__ import annotations

import random

import pyarrow as pa

from novation.inventory.kernels.plans import LONGEST
from novation.inventory.span_types import SLUGS
from novation.inventory.spans import find_spans

from .twins import abroad, days

_CODES = [str(code) for code in range(1, 1000) if LONGEST[code] and code != 86]
Found = set[tuple[int, str, int, int]]


def _spans(rows: list[str]) -> Found:
    spans = find_spans(pa.array(rows), names=False, code_points=True)
    return {
        (int(row), SLUGS[int(kind)], int(start), int(end))
        for row, kind, start, end in zip(spans.rows, spans.types, spans.starts, spans.ends, strict=True)
    }


def _agree(rows: list[str], kernel: Found, plain: Found) -> None:
    differing = [(rows[row], kind, rows[row][a:b]) for row, kind, a, b in sorted(kernel ^ plain)[:10]]
    assert kernel == plain, differing


def _grouped(r: random.Random, digits: str, signs: str = " -.") -> str:
    """Digits in groups of two to five with one sign between."""
    sign, parts = r.choice(signs), []
    while digits:
        size = r.choice((2, 3, 3, 4, 4, 5))
        parts.append(digits[:size])
        digits = digits[size:]
    return sign.join(parts)


def _digits(r: random.Random, least: int, most: int) -> str:
    return "".join(r.choices("0123456789", k=r.randint(least, most)))


def test_numbers_with_a_plus_sign_are_the_same_for_kernel_and_twin():
    r = random.Random(21)
    rows = ["+" + _grouped(r, r.choice((*_CODES, "210", "999")) + _digits(r, 3, 13)) for _ in range(10_000)]
    plain = {(n, "phone", 0, end) for n, text in enumerate(rows) if (end := abroad.after_plus(text))}
    assert len(plain) > 3_000
    _agree(rows, {span for span in _spans(rows) if span[2] == 0}, plain)


def test_numbers_with_an_exit_code_are_the_same_for_kernel_and_twin():
    r = random.Random(22)
    rows = [
        "00" + _grouped(r, r.choice((*_CODES, "210", "999")) + _digits(r, 4, 12), " ") for _ in range(10_000)
    ]
    plain = {(n, "phone", 0, end) for n, text in enumerate(rows) if (end := abroad.after_exit(text))}
    assert len(plain) > 3_000
    kernel = {span for span in _spans(rows) if span[2] == 0 and span[1] == "phone"}
    _agree(rows, kernel, plain)


def test_numbers_that_only_a_word_tells_are_the_same_for_kernel_and_twin():
    r = random.Random(23)
    words = {"电话：": True, "联系电话 ": True, "tel: ": False, "telefon ": False, "電話：": False}
    rows, plain = [], set()
    while len(rows) < 10_000:
        word = r.choice(list(words))
        # first digits that no plan of the mainland, no card and no date begins with, so that only the word speaks
        value = r.choice("2356") + r.choice("46") + _digits(r, 4, 9)
        if r.random() < 0.5:
            value = _grouped(r, value, " -")
        kind, end = abroad.behind_a_word(value, words[word])
        if kind:
            plain.add((len(rows), kind, len(word), len(word) + end))
        rows.append(word + value)
    kernel = {span for span in _spans(rows) if rows[span[0]][: span[2]] in words}
    assert len(plain) > 5_000
    _agree(rows, kernel, plain)


def _part_of_a_day(r: random.Random) -> str:
    year, month, day = r.randint(1890, 2110), r.randint(0, 13), r.randint(0, 32)
    return r.choice((
        f"{year}年{month}月", f"{year} 年 {month} 月", f"{year % 100:02d}年{month}月", f"{year}年", f"{month}月{day}日",
        f"{month}月{day}号", f"{year}.{month}", f"{year}-{month:02d}", f"{month}-{day}", f"{month}.{day}", f"{month}/{day}",
    ))  # fmt: skip


def test_months_and_years_of_birth_are_the_same_for_kernel_and_twin():
    r = random.Random(24)
    rows, plain = [], set()
    while len(rows) < 10_000:
        head = r.choice(("生日", "出生：", "DOB ", "born ", "出生日期:"))
        value = _part_of_a_day(r)
        found = days.part(value)
        if found:
            plain.add((len(rows), "birth-date", len(head), len(head) + len(found)))
        rows.append(head + value)
    kernel = {span for span in _spans(rows) if span[1] == "birth-date"}
    assert len(plain) > 4_000
    _agree(rows, kernel, plain)
