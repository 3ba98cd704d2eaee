"""Which word before or behind a value says what it is: over strings, from the word lists alone."""

from __future__ import annotations

from functools import cache

from novation.inventory.tables import load

_STOPS = set(",;!?.。，、；！？")
_GLUE = set(" \t\r\n:=#([<{\"'-*/~_@|+>)]}`$&%^\\：（）“”【】｜\u3000\xa0＝—「→")
_REACH, _AFTER = 48, 24
Cue = tuple[str, bool]
"""Family, and whether nothing but signs and filler words stands between."""


@cache
def words(side: str) -> dict[str, str]:
    """Family of each word of a side; a word belongs to the first family that has it."""
    found: dict[str, str] = {}
    for family, sides in load("kernels/cues.yaml").items():
        for word in sides[side]:
            found.setdefault(word.lower(), family)
    return found


@cache
def _sizes(side: str) -> list[int]:
    return sorted({len(word) for word in words(side)}, reverse=True)


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _in_word(sign: str) -> bool:
    """A Latin letter, or one of the letters with lead bytes C3 to CF."""
    return _latin(sign) or 0xC3 <= sign.encode()[0] <= 0xCF


def _small(text: str) -> str:
    """Latin capitals made small; other letters stay."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)


def before(text: str, tight_only: bool) -> Cue | None:
    """The word that speaks for a value behind `text`."""
    end = len(text)
    tight, lines, worded = True, 0, False
    while end and len(text[end - 1 :].encode()) <= _REACH:
        family, size = _ending(text, end)
        if family == "FILL":
            end -= size
            worded = True
            continue
        if family:
            return None if lines and family == "NEG" else (family, tight)
        sign = text[end - 1]
        if sign in _GLUE:
            if sign == "\n":
                lines += 1
                if worded or not tight or lines > 1:
                    return None
        elif tight_only or sign in _STOPS:
            return None
        else:
            tight = False
        end -= 1
    return None


def _ending(text: str, end: int) -> tuple[str, int]:
    """Family and size of the longest word that ends at `end`; Latin ones stand alone."""
    known = words("before")
    for size in _sizes("before"):
        start = end - size
        if start < 0 or _small(text[start:end]) not in known:
            continue
        if _latin(text[start]) and start and _in_word(text[start - 1]):
            continue
        if _latin(text[end - 1]) and end < len(text) and _in_word(text[end]):
            continue
        return known[_small(text[start:end])], size
    return "", 0


def after(text: str) -> str:
    """Family of the word that speaks for a value before `text`, or nothing."""
    known = words("after")
    start = 0
    while start < len(text) and len(text[:start].encode()) < _AFTER:
        for size in _sizes("after"):
            word = text[start : start + size]
            ends = _latin(word[-1:]) and start + size < len(text) and _in_word(text[start + size])
            if len(word) == size and _small(word) in known and not ends:
                if known[_small(word)] != "FILL":
                    return known[_small(word)]
                start += size
                break
        else:
            if text[start] not in _GLUE or text[start] == "\n":
                return ""
            start += 1
    return ""
