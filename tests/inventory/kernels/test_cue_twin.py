"""Words beside a value, and plates: the kernel and plain Python agree on random and mutated text."""

from __future__ import annotations

import random

import pyarrow as pa

from novation.inventory.span_types import SLUGS
from novation.inventory.spans import find_spans

from .twins import cue_words, plates

_VALUE = "23456789"
_NAMED = {
    "QQ": "qq", "WECHAT": "wechat", "MOBILE": "landline", "LANDLINE": "landline", "PHONE": "phone",
    "TWPERMIT": "tw-permit", "MOID": "mo-id", "STUDENT": "student-id", "SOCIAL": "social-insurance-number",
    "FUND": "housing-fund-number", "MILITARY": "military-id", "PASSPORT": "passport",
}  # fmt: skip
"""What eight digits are behind a word of a family."""
_SIGNS = ["：", ":", " ", "，", "。", "（", "\n", "-", "/", "x", "的", "é", "好", "号", ";", "、", "", "", ""]


def _found(rows: list[str]) -> set[tuple[int, str, int, int]]:
    spans = find_spans(pa.array(rows), names=False, code_points=True)
    return {
        (int(row), SLUGS[int(kind)], int(start), int(end))
        for row, kind, start, end in zip(spans.rows, spans.types, spans.starts, spans.ends, strict=True)
    }


def _agree(
    rows: list[str], kernel: set[tuple[int, str, int, int]], plain: set[tuple[int, str, int, int]]
) -> None:
    differing = [(rows[row], kind, rows[row][a:b]) for row, kind, a, b in sorted(kernel ^ plain)[:10]]
    assert kernel == plain, differing


def _beside(r: random.Random, words: list[str]) -> str:
    text = ""
    for _ in range(r.randint(1, 4)):
        word = r.choice(words)
        if r.random() < 0.2:
            word = word.upper()
        if r.random() < 0.1:
            at = r.randrange(len(word))
            word = word[:at] + r.choice(_SIGNS) + word[at + 1 :]
        text += r.choice(_SIGNS) + word + r.choice(_SIGNS)
    return text


def _without_digits(side: str) -> list[str]:
    """Words that neither hold a number nor name one that python-stdnum judges."""
    known = cue_words.words(side)
    return [w for w in known if not any(s.isdigit() for s in w) and not known[w].startswith("N_")]


def _in_code(head: str) -> bool:
    """Whether digits behind `head` are part of a code: x/1, x-1, x.1."""
    return head[-1:] in tuple("/-.") and head[-2:-1].isascii() and head[-2:-1].isalnum()


def test_the_word_before_or_behind_a_number_is_the_same_for_kernel_and_twin():
    r = random.Random(11)
    first, behind = _without_digits("before"), _without_digits("after")
    rows, plain = [], set()
    while len(rows) < 6_000:
        head = _beside(r, first)
        if head[-1].isascii() and head[-1].isalpha():
            head += r.choice(" ：")  # a word glued to digits is looked at as one run
        tail = _beside(r, behind) if r.random() < 0.3 else ""
        if tail[:1].isascii() and tail[:1].isalnum():
            tail = " " + tail
        text = head + _VALUE + tail
        cue = cue_words.before(head, tight_only=True)
        kind = _NAMED.get(cue[0]) if cue else None
        if cue is None and cue_words.after(tail) == "QQ":
            kind = "qq"
        if kind and not _in_code(head):
            plain.add((len(rows), kind, len(head), len(head) + len(_VALUE)))
        rows.append(text)
    spans = _found(rows)
    kernel = {span for span in spans if rows[span[0]][span[2] : span[3]].startswith(_VALUE)}
    accounts = {
        row for row, _, _, _ in spans - kernel
    }  # 微信 number：23456789: the word has named another value
    kernel, plain = ({span for span in some if span[0] not in accounts} for some in (kernel, plain))
    assert len(plain) > 1_000
    _agree(rows, kernel, plain)


def test_plates_are_the_same_for_kernel_and_twin():
    r = random.Random(12)
    provinces, letters = "京津沪粤苏浙鲁琼军使人", "ABDFKWIOj"
    rows, plain = [], set()
    while len(rows) < 20_000:
        pieces = []
        for _ in range(r.randint(1, 3)):
            body = "".join(r.choices("0123456789" * 2 + letters, k=r.choice((3, 4, 5, 5, 6, 6, 7))))
            shape = r.randrange(4)
            if shape == 0:
                piece = r.choice(("使", "")) + body[:6] + r.choice(("使", "使用", "", "a"))
            elif shape == 1:
                piece = "WJ" + r.choice(provinces) + r.choice(("", "·", " ", "/")) + body[:5]
            else:
                piece = r.choice(provinces) + r.choice(("", "", "·")) + r.choice(letters)
                piece += (
                    r.choice(("", "", "·", " ", "-", "•", "/"))
                    + body
                    + r.choice(("", "", "警", "港", "挂", "车", "x"))
                )
            pieces.append(r.choice(("已停", "", "好 ")) + piece)
        at = 0
        for piece in pieces:
            plain |= {(len(rows), "plate", at + start, at + end) for start, end in plates.plates(piece)}
            at += len(piece) + 1
        rows.append("，".join(pieces))
    kernel = {span for span in _found(rows) if span[1] == "plate"}
    assert len(plain) > 3_000
    _agree(rows, kernel, plain)
