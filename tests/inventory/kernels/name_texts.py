"""Invented rows for the tests of the name kernels: many scripts, mutated, broken; and a model of random weights."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from novation.inventory.kernels.arrays import Spans
from novation.inventory.kernels.lanes import GATE_BITS, MOST, STEP
from novation.inventory.kernels.name_model import NameModel, gate_rows, name_model, pack
from novation.inventory.kernels.tokens import NUMBER, PHONE
from novation.inventory.span_types import CODES

from .twins.name_tagger import NameTwin
from .twins.name_tokens import BORDER, signs_of

PIECES = [
    "客户", "小李", "老周", "王先生", "陈老师", "张伟", "王建国", "欧阳", "陳美玲", "李", "先生", "收货人", "地址", "北京市", "朝阳区", "建国路", "88号", "三单元", "2幢", "没有", "快递",
    "佐藤", "花子", "さん", "タナカ", "김", "민수", "고객님", "阿依古丽", "·", "•", "玛丽亚", "東京都", "龍", "髙", "𠮷", "㐂", "John", "SMITH", "O'Brien",
    "d’Arc", "Jean-Luc", "mr", "J", "McDonald", "street", "Müller", "Ænima", "éclair", "Đặng", "Иванов", "ö\u0308", "A1", "b2c", "12", "007",
    "1234567890123456", "Ｗａｎｇ", "１２３", "　", " ", "  ", "\t", "\n", "\r\n", "\xa0", ",", ".", "，", "。", "：", "（", "）", "、", "-", "'", "’", "@",
    "/", "😀", "٣", "ß", "×", "÷", "\u200b", "\u202e", "\ufeff", "\u3000", "ー", "々", "〇", "ｶﾅ", "가", "힣", "鿿", "一", "ﬁ", "Ǆ", "\x00",
]  # fmt: skip
_BROKEN = [b"\xe5", b"\xe5\xbc", b"\x80", b"\xff", b"\xc0\xa0", b"\xc1\xb1", b"\xe0\x80\xb1", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xf0\x9f\x98", b"\xf0\x84\xb8\x80", b"\xf4\x9f\xbf\xbf", b"\xf8", b"\xe3\x80"]  # fmt: skip
Held = list[tuple[int, int, int]]


def row(r: random.Random, pieces: int, broken: float = 0.0) -> bytes:
    """A row of pieces, some of its signs doubled, dropped or swapped, and some bytes that are no UTF-8."""
    text = list("".join(r.choices(PIECES, k=r.randint(0, pieces))))
    for _ in range(r.randint(0, 3)):
        if text:
            at = r.randrange(len(text))
            text[at : at + 1] = r.choice(([], [text[at]] * 2, [r.choice(text)], [r.choice(PIECES)]))
    raw = "".join(text).encode()
    while r.random() < broken:
        at = r.randint(0, len(raw))
        raw = raw[:at] + r.choice((*_BROKEN, bytes([r.randrange(256)]))) + raw[at + r.randint(0, 2) :]
    return raw


def held_somewhere(r: random.Random, raw: bytes) -> Held:
    """Identifiers (start, end, token class) at any signs of a row, in order, apart."""
    borders = [0, *(end for _, _, end in signs_of(raw))]
    cuts = sorted(r.sample(range(len(borders)), min(len(borders), 2 * r.choice((0, 0, 1, 2, 3)))))
    return [
        (borders[a], borders[b], r.choice((PHONE, NUMBER)))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]


def arrays(rows: list[bytes], held: list[Held]) -> tuple[np.ndarray, np.ndarray, Spans]:
    """Buffers of an Arrow array of the rows, with nothing behind the last, and the identifiers as spans."""
    buf = np.frombuffer(b"".join(rows) or b"\0", np.uint8)
    offsets = np.concatenate([[0], np.cumsum([len(one) for one in rows])]).astype(np.int64)
    flat = [(k, *one) for k, some in enumerate(held) for one in some]
    columns = [np.array([one[field] for one in flat], np.int64) for field in range(4)]
    codes = np.where(columns[3] == PHONE, CODES["mobile"], CODES["bank-card"]).astype(np.uint8)
    return buf, offsets, Spans(*columns[:3], codes, np.ones(len(flat), np.float32))


def random_model(r: random.Random, rows: list[bytes], gate: float) -> NameModel:
    """The shipped tables with weights by chance on features that these rows have, so that spans of all kinds compete."""
    twin = NameTwin(name_model())
    seen: dict[int, int] = {}
    for raw in rows:
        tokens = [replace(BORDER) for _ in range(3)] + twin.tokeniser.tokens(raw, [])
        count = len(tokens)
        tokens += [replace(BORDER) for _ in range(3)]
        for i in range(3, count):
            for feature in twin.features(tokens, [(0, 0, 0)] * len(tokens), i):
                seen.setdefault(feature % len(twin.model.tells), feature)
    chosen = np.array(sorted(r.sample(sorted(seen.values()), min(len(seen), 60_000))), np.int64)
    chance = np.random.default_rng(r.randrange(2**32))
    weights = np.clip(chance.normal(-5, 20, (len(chosen), 16)), -MOST, MOST).astype(np.int16) * STEP
    tells, packed = pack(chosen, weights)
    return replace(
        name_model(),
        tells=tells,
        packed=packed,
        gate=gate_rows(np.clip(chance.normal(0, 15, (4, 1 << GATE_BITS)), -127, 127), int(gate)),
        levels=np.array([-(1 << 20), -(1 << 20)]),
        beam=np.array([300, 700, 150, 150]),
        tilt=np.array([60, 30, -20, 0]),
        scale=4000.0,
    )
