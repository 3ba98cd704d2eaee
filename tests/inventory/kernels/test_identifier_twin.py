"""The kernel and its plain-Python twin find the same spans in random and mutated text."""

from __future__ import annotations

import random

import pyarrow as pa

from novation.inventory.span_types import SLUGS
from novation.inventory.spans import find_spans

_KNOWN = ("resident-id", "uscc", "bank-card", "mobile", "iban", "email")
_WORDS = ("已发", "好的", "请尽快", "", "没问题", "收")
_REGIONS = (
    "110105",
    "310101",
    "440305",
    "510104",
    "330106",
    "512301",
    "999999",
    "320502",
    "820102",
    "820000",
)
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _digits(r: random.Random, count: int) -> str:
    return "".join(r.choices("0123456789", k=count))


def _resident(r: random.Random) -> str:
    day = f"{r.randint(1899, 2026)}{r.randint(0, 13):02d}{r.randint(0, 32):02d}"
    body = r.choice(_REGIONS) + day + _digits(r, 3)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    last = "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]
    return body + (last.lower() if r.random() < 0.2 else last)


def _credit(r: random.Random) -> str:
    body = r.choice(("91", "92", "12", "52", "93")) + r.choice(_REGIONS) + "".join(r.choices(_SIGNS, k=9))
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    rest = sum(_SIGNS.index(c) * w for c, w in zip(body, weights, strict=True)) % 31
    return body + _SIGNS[(31 - rest) % 31]


def _card(r: random.Random) -> str:
    head = r.choice(("622202", "4", "51", "2221", "34", "3528", "6011", "9558", "7", "88"))
    body = head + _digits(r, r.choice((15, 16, 17, 18, 19)) - len(head) - 1)
    total = sum(sum(divmod(int(c) * (2 if k % 2 == 0 else 1), 10)) for k, c in enumerate(reversed(body)))
    return body + str(-total % 10)


def _iban(r: random.Random) -> str:
    head, size = r.choice((("DE", 18), ("GB", 18), ("FR", 23), ("ZZ", 18), ("NO", 11)))
    body = "".join(r.choices("0123456789" if head in ("DE", "NO") else "0123456789AB", k=size))
    number = int("".join(str(int(c, 36)) for c in body + head + "00"))
    return f"{head}{98 - number % 97:02d}{body}"


def _piece(r: random.Random) -> str:
    make = r.choice(
        (
            _resident,
            _credit,
            _card,
            _iban,
            lambda r: r.choice(("", "86", "0086", "0", "1")) + "1" + _digits(r, 10),
            lambda r: "u" + _digits(r, 3) + "@" + r.choice(("qq.com", "a-b.cn", "x.c", "-q.com", "q..com")),
        )
    )
    value = make(r)
    if r.random() < 0.4:
        at = r.randrange(len(value))
        value = value[:at] + r.choice("0123456789XaA") + value[at + r.randrange(2) :]
    return r.choice(_WORDS) + value + r.choice(_WORDS)


def test_kernel_and_twin_agree_on_mutated_numbers(twin):
    r = random.Random(20261122)
    rows = ["，".join(_piece(r) for _ in range(r.randint(1, 5))) for _ in range(20_000)]
    spans = find_spans(pa.array(rows), names=False, code_points=True)
    kernel = {
        (int(row), SLUGS[int(kind)], int(start), int(end))
        for row, kind, start, end in zip(spans.rows, spans.types, spans.starts, spans.ends, strict=True)
        if SLUGS[int(kind)] in _KNOWN
    }
    plain = set()
    for row, text in enumerate(rows):
        at = 0
        for piece in text.split("，"):
            plain |= {(row, kind, at + start, at + end) for kind, start, end in twin.judged(piece)}
            at += len(piece) + 1
    assert len(plain) > 15_000
    differing = [(rows[row], kind, rows[row][a:b]) for row, kind, a, b in list(kernel ^ plain)[:10]]
    assert kernel == plain, differing


def test_ip_addresses_are_those_of_the_standard_library(twin):
    r = random.Random(5)
    rows = [
        "IP " + ".".join(str(r.choice((0, 1, 9, 99, 127, 255, 256, 300, 1000))) for _ in range(4))
        for _ in range(2_000)
    ]
    rows += [
        "IP " + ":".join(r.choice(("0", "db8", "ffff", "2001", "", "12345")) for _ in range(r.randint(3, 9)))
        for _ in range(2_000)
    ]
    spans = find_spans(pa.array(rows), names=False)
    whole = {
        int(row)
        for row, start, end in zip(spans.rows, spans.starts, spans.ends, strict=True)
        if start == 3 and end == len(rows[row])
    }
    for row, text in enumerate(rows):
        parts = [part for part in text[3:].split(":") if part]
        if "::" in text and (len(parts) < 2 or len(text) < 9):
            continue  # "::1" and "0::0" say too little
        assert (row in whole) == twin.address(text[3:]), text
