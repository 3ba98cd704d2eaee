"""The phrase finder once more in plain Python, slow and plain to read: the oracle of the kernel."""

from __future__ import annotations

from functools import cache

from novation.inventory.kernels import phrases as kernel
from novation.inventory.kernels import phrases_reading as reading
from novation.inventory.matters.automaton import fold, kind_of
from novation.inventory.matters.matching import confidence_table, lexicon

_NUMERALS = {sign: k for k, sign in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_BEFORE, _AFTER, _TIGHT = kernel.REACH_BEFORE, kernel.REACH_AFTER, kernel.REACH_TIGHT


@cache
def _phrases() -> tuple[dict[str, int], int]:
    places = {fold(e.text.removesuffix("*")).strip(): k for k, e in enumerate(lexicon().entries)}
    return places, max(map(len, places))


def _kind(text: str, at: int) -> int:
    if at >= len(text):
        return -1
    return kind_of(ord(text[at])) if ord(text[at]) < 65_536 else reading.OTHER


def _end(text: str, at: int, goes_on: bool) -> int:
    """Where a phrase read up to `at` ends, -1 if it may not."""
    last, after = _kind(text, at - 1), _kind(text, at)
    if last == reading.KATAKANA and after == reading.KATAKANA:
        return -1
    if last != reading.LATIN or after != reading.LATIN:
        return at
    if goes_on:
        while _kind(text, at) == reading.LATIN:
            at += 1
        return at
    return at + 1 if text[at] == "s" and _kind(text, at + 1) != reading.LATIN else -1


def _longest(text: str, start: int) -> tuple[int, int]:
    """End and number of the longest phrase at `start`; runs of blanks count as one."""
    places, longest = _phrases()
    best, key, at = (-1, -1), "", start
    while at < len(text) and len(key) <= longest:
        key += text[at]
        at += 1
        if key in places:
            end = _end(text, at, lexicon().entries[places[key]].text.endswith("*"))
            if end >= best[0] and end > start:
                best = end, places[key]
        while key.endswith(" ") and at < len(text) and text[at] == " ":
            at += 1
    return best


def _number(text: str, end: int) -> tuple[int, int]:
    """Start and value of the number right before `end`, (-1, -1) if there is none."""
    at = end
    while at > 0 and end - at < 2 and text[at - 1] in " -":
        at -= 1
    start = at
    while start > 0 and text[start - 1] in "0123456789":
        start -= 1
    if start < at:
        decimal = start > 1 and text[start - 1] in ".-" and text[start - 2] in "0123456789"
        value = int(text[start:at]) if at - start <= 3 else 999
        return (-1, -1) if decimal or value >= 200 else (start, value)
    values = [_NUMERALS.get(text[k], 0) if k >= 0 else 0 for k in (end - 1, end - 2, end - 3)]
    if not values[0]:
        return -1, -1
    if not values[1]:
        return end - 1, values[0]
    if values[0] == 10:
        return end - 2, values[1] * 10
    if values[1] == 10:
        return (end - 3, values[2] * 10 + values[0]) if values[2] else (end - 2, 10 + values[0])
    return -1, -1


def find(value: str) -> list[tuple[int, int, int, float]]:
    """(start, end, code, confidence) of every find in one value, in bytes."""
    text = fold(value)
    offset = [0]
    for sign in value:
        offset.append(offset[-1] + len(sign.encode()))
    finds: list[list[int]] = []  # start, end, phrase, near
    seen: dict[str, int] = {}
    floor, at, before = 0, 0, reading.OTHER

    def mark(upto: int, start: int, bit: int) -> None:
        for one in finds[floor:upto]:
            if start - one[1] <= _AFTER:
                one[3] |= bit

    def put(start: int, end: int, phrase: int) -> None:
        reach = (
            ("person", _BEFORE, 1),
            ("generic", _BEFORE, 4),
            ("affirm", _TIGHT, 8),
            ("grown", _BEFORE, 16),
        )
        near = sum(bit for cue, far, bit in reach if cue in seen and start - seen[cue] <= far)
        near |= (2 if "row-person" in seen else 0) | (32 if "row-generic" in seen else 0)
        finds.append([start, end, phrase, near])

    while at < len(text):
        kind, nxt = _kind(text, at), at + 1
        free = kind in (reading.WIDE, reading.OTHER) or kind != before
        end, phrase = _longest(text, at) if free else (-1, -1)
        if end > 0:
            role, start, stop, old = lexicon().entries[phrase].role, offset[at], offset[end], len(finds)
            if role & reading.MATTER:
                put(start, stop, phrase)
            if role & (reading.YEARS | reading.MONTHS):
                begin, number = _number(value, at)
                if begin >= 0 and (number < kernel.CHILD_BELOW or role & reading.MONTHS):
                    put(offset[begin], stop, 0)
                    mark(len(finds) - 1, offset[begin], kernel.NEAR_PERSON)
                    seen["person"] = seen["row-person"] = stop
                elif 0 <= number <= 120:
                    seen["grown"] = stop
                    mark(len(finds), offset[begin], kernel.NEAR_GROWN)
            if role & reading.PERSON:
                mark(old, start, kernel.NEAR_PERSON)
                seen["person"] = seen["row-person"] = stop
            if role & reading.GENERIC:
                mark(old, start, kernel.NEAR_GENERIC)
                seen["generic"] = seen["row-generic"] = stop
            if role & reading.GROWN:
                mark(old, start, kernel.NEAR_GROWN)
                seen["grown"] = stop
            if role & reading.AFFIRM:
                seen["affirm"] = stop
            nxt = end
        elif kind == reading.STOP:
            seen = {cue: place for cue, place in seen.items() if cue.startswith("row")}
            floor = len(finds)
        before, at = kind, nxt
    return [_scored(*one) for one in finds]


def _scored(start: int, end: int, phrase: int, near: int) -> tuple[int, int, int, float]:
    code, sure = int(lexicon().code[phrase]), float(confidence_table()[lexicon().strength[phrase], near])
    return start, end, code, min(sure, 0.3) if code == 9 and near & kernel.NEAR_GROWN else sure
