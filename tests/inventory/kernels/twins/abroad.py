"""Telephones that a plus sign, an exit code or only a word before them tells, over groups of digits; the plans are the kernel's table."""

from __future__ import annotations

import re
from itertools import accumulate

from novation.inventory.kernels.plans import LONGEST, SHORTEST

_GROUPS = re.compile(r"\d+", re.ASCII)


def code_of(digits: str) -> str:
    """The country code that digits begin with, or nothing."""
    heads = (digits[:width] for width in (1, 2, 3) if len(digits) > width and digits[0] != "0")
    return next((head for head in heads if LONGEST[int(head)]), "")


def _groups(text: str) -> list[tuple[int, int]]:
    """Of each group where it ends, and how many digits there are up to there."""
    groups = list(_GROUPS.finditer(text))
    return list(zip((g.end() for g in groups), accumulate(g.end() - g.start() for g in groups), strict=True))


def after_plus(text: str) -> int:
    """How many signs of `text`, which begins with +, are a number; 0 for none."""
    code = code_of("".join(_GROUPS.findall(text)))
    if not code:
        return 0
    fits = range(SHORTEST[int(code)], LONGEST[int(code)] + 1)
    return max((end for end, total in _groups(text) if total - len(code) in fits and total >= 7), default=0)


def after_exit(text: str) -> int:
    """The same for `text` that begins with 00 and stands in groups; behind China's code another group must come."""
    digits = "".join(_GROUPS.findall(text))
    code = code_of(digits[2:])
    if not digits.startswith("00") or len(digits) < 10 or not code:
        return 0
    behind = 2 + len(code)
    if digits[behind : behind + 1] == "0" and code != "39":  # Italy keeps the 0 of its areas
        return 0
    fits = range(SHORTEST[int(code)], LONGEST[int(code)] + 1)
    return max(
        (
            end
            for number, (end, total) in enumerate(_groups(text))
            if total - behind in fits and (number or code != "86")
        ),
        default=0,
    )


def behind_a_word(text: str, mainland: bool) -> tuple[str, int]:
    """Type and size of a number that only the word before it tells; `mainland`: a word of the mainland.

    Seven or eight digits behind such a word are a fixed line without its area code; else seven to fifteen a telephone.
    """
    best = (0, 0)
    before = 0
    for number, (end, total) in enumerate(_groups(text)):
        if total > 15 or (number and total - before < 2):
            break
        if number and before >= 10 and text[end - (total - before) - 1] == " " and not _all_blank(text[:end]):
            break
        if total >= 7:
            best = (end, total)
            if mainland and total <= 8:
                break
        before = total
    end, total = best
    if not end:
        return "", 0
    if mainland and total <= 8:
        year_like = total == 8 and text[:2] == "20" and len(_GROUPS.match(text)[0]) == 8  # type: ignore[index]
        return ("landline", end) if text[0] in "2345678" and not year_like else ("", 0)
    return "phone", end


def _all_blank(text: str) -> bool:
    gaps = re.sub(r"\d", "", text, flags=re.ASCII)
    return gaps[:1] == " "
