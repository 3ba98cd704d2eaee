"""Telephones: the kernel and plain Python agree on random and mutated ones between commas."""

from __future__ import annotations

import random
import re

import pyarrow as pa

from novation.inventory.span_types import SLUGS
from novation.inventory.spans import find_spans

from .twins import telephones

_AREAS = ("010", "020", "021", "0755", "0571", "0431", "0335", "0999", "0900", "030")


_OTHERS = re.compile(r"00(?!86-)|\+(?!86 )|086|[48]00")
"""Codes of other countries and numbers of companies are for other tests."""


def _number(r: random.Random) -> str:
    def d(count: int) -> str:
        return "".join(r.choices("0123456789", k=count))

    s = r.choice(" -.")
    mobile = r.choice(("138", "199", "154", "140", "176", "12")) + d(8)
    fixed = r.choice(_AREAS) + r.choice(("-", " ", ""))
    return r.choice((
        mobile, f"{mobile[:3]}{s}{mobile[3:7]}{s}{mobile[7:]}", r.choice(("86", "+86 ", "0086-", "86-")) + mobile,
        fixed + r.choice("2345678") + d(7), fixed + r.choice("1256789") + d(6), fixed + "8" + d(3) + r.choice("- ") + d(4),
        f"{r.randint(100, 999)}{s}{r.randint(100, 999)}{s}{d(4)}", f"09{d(2)}{s}{d(3)}{s}{d(3)}",
        f"0{r.randint(1, 9)}" + "".join(" " + d(2) for _ in range(4)), f"07{r.randint(1, 9)}{d(2)} {d(6)}",
    ))  # fmt: skip


def test_telephones_are_the_same_for_kernel_and_twin():
    r = random.Random(14)
    rows, plain = [], set()
    while len(rows) < 20_000:
        pieces = []
        for _ in range(r.randint(1, 3)):
            value = _number(r)
            if r.random() < 0.15:
                at = r.randrange(len(value))
                value = value[:at] + r.choice("0123456789") + value[at + 1 :]
            if not _OTHERS.match(value):
                pieces.append(value)
        at = 0
        for piece in pieces:
            kind = telephones.telephone(piece)
            if kind:
                plain.add((len(rows), kind, at, at + len(piece)))
            at += len(piece) + 1
        rows.append("；".join(pieces))
    spans = find_spans(pa.array(rows), names=False, code_points=True)
    kernel = {
        (int(row), SLUGS[int(kind)], int(start), int(end))
        for row, kind, start, end in zip(spans.rows, spans.types, spans.starts, spans.ends, strict=True)
        if SLUGS[int(kind)] in ("mobile", "landline", "phone")
    }
    whole = {
        span for span in kernel
        if rows[span[0]][span[2] - 1 : span[2]] in ("", "；") and rows[span[0]][span[3] : span[3] + 1] in ("", "；")
    }  # fmt: skip
    assert len(plain) > 15_000
    differing = [(rows[row][a:b], kind) for row, kind, a, b in sorted(whole ^ plain)[:12]]
    assert whole == plain, differing
