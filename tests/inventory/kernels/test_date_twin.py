"""Days of birth: the kernel and plain Python agree on random and mutated ones behind a word for birth."""

from __future__ import annotations

import random

import pyarrow as pa

from novation.inventory.span_types import SLUGS
from novation.inventory.spans import find_spans

from .twins import days


def _day(r: random.Random) -> str:
    year, month, day = r.randint(1890, 2030), r.randint(0, 13), r.randint(0, 32)
    name = r.choice(("January", "Feb", "March", "Apr", "May", "Jun", "July", "Sep", "October", "Dec"))
    sign = r.choice("-./")
    short = f"{year % 100:02d}"
    return r.choice((
        f"{year}{sign}{month}{sign}{day}", f"{year}{sign}{month:02d}{sign}{day:02d}", f"{day}{sign}{month}{sign}{year}",
        f"{short}{sign}{month}{sign}{day}", f"{day:02d}{sign}{month:02d}{sign}{short}", f"{year}年{month}月{day}日",
        f"{short}年{month}月{day}号", f"{year} 年 {month} 月 {day} 日", f"{year}{month:02d}{day:02d}",
        f"{day:02d}{month:02d}{year}", f"{short}{month:02d}{day:02d}", f"{year}{month:02d}", f"{day} {name} {year}",
        f"{day}th of {name}, {year}", f"{name} {day}, {year}",
    ))  # fmt: skip


def test_days_of_birth_are_the_same_for_kernel_and_twin():
    r = random.Random(13)
    rows, plain = [], set()
    while len(rows) < 20_000:
        head = r.choice(("生日", "出生：", "DOB ", "born on ", "geb. "))
        value = _day(r)
        if r.random() < 0.2:
            at = r.choice([n for n, sign in enumerate(value) if sign.isdigit()])
            value = value[:at] + r.choice("0123456789") + value[at + 1 :]
        found = days.birth(value)
        if found:
            plain.add((len(rows), len(head), len(head) + len(found)))
        rows.append(head + value)
    spans = find_spans(pa.array(rows), names=False, code_points=True)
    kernel = {
        (int(row), int(start), int(end))
        for row, kind, start, end in zip(spans.rows, spans.types, spans.starts, spans.ends, strict=True)
        if SLUGS[int(kind)] == "birth-date" and end - start > 5
    }
    # what is less than a day (a month, a year) is for other tests
    whole = {span for span in kernel if span in plain or span[2] == len(rows[span[0]])}
    assert len(plain) > 10_000
    differing = [rows[row] + " | " + rows[row][a:b] for row, a, b in sorted(whole ^ plain)[:10]]
    assert whole == plain, differing
