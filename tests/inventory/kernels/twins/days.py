"""Days of birth behind a word that says so: one regular expression a form, and the standard library's calendar."""

from __future__ import annotations

import re
from datetime import date

_SEPARATED = re.compile(r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?![0-9])", re.ASCII)
_HAN = re.compile(r"(\d{2}|\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2})(?![0-9])(?: ?[日号])?", re.ASCII)
_COMPACT = re.compile(r"(\d{8}|\d{6})(?![0-9A-Za-z])", re.ASCII)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_WORDS = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_NAMED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_WORDS}),? (\d{{4}})(?![0-9])", re.ASCII)
_NAMED_FIRST = re.compile(rf"({_WORDS}) (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?![0-9])", re.ASCII)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _century(year: str) -> int:
    return int(year) if len(year) != 2 else int(year) + (2000 if int(year) <= 26 else 1900)


def birth(text: str) -> str:
    """The day at the beginning of `text`, or nothing."""
    if match := _HAN.match(text):
        year, month, day = match.groups()
        fits = 1900 <= _century(year) <= 2100 and _is_day(_century(year), int(month), int(day))
        return match[0] if fits else ""
    if match := _SEPARATED.match(text):
        return match[0] if _numbers_fit(match[1], match[3], match[4]) else ""
    if match := _COMPACT.match(text):
        return match[0] if _run_fits(match[0]) else ""
    if match := _NAMED.match(text) or _NAMED_FIRST.match(text):
        day, month, year = match.groups() if match[1].isdigit() else (match[2], match[1], match[3])
        at = next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(month[:3]))
        return match[0] if year[0] != "0" and _is_day(int(year), at, int(day)) else ""
    return ""


def _numbers_fit(first: str, second: str, third: str) -> bool:
    a, b, c = int(first), int(second), int(third)
    if len(first) == 4:
        return len(third) <= 2 and 1850 <= a <= 2100 and _is_day(a, b, c)
    if len(third) == 4 and len(first) <= 2:
        return 1850 <= c <= 2100 and (_is_day(c, b, a) or _is_day(c, a, b))
    if len(first) > 2 or len(third) > 2 or (len(first) == 1 and len(third) == 1):
        return False
    if len(third) == 1:
        return _is_day(_century(first), b, c)
    year_first = len(first) == 2 and _is_day(_century(first), b, c)
    year_last = _is_day(_century(third), b, a) or _is_day(_century(third), a, b)
    return year_first or year_last


def _run_fits(run: str) -> bool:
    if len(run) == 6:
        if 1900 <= int(run[:4]) <= 2099 and 1 <= int(run[4:]) <= 12:
            return True
        return _is_day(_century(run[:2]), int(run[2:4]), int(run[4:]))
    whole = _is_day(int(run[:4]), int(run[4:6]), int(run[6:])) and int(run[:4]) >= 1900
    if whole and date(int(run[:4]), int(run[4:6]), int(run[6:])) <= date.today():
        return True
    year = int(run[4:])
    days = _is_day(year, int(run[2:4]), int(run[:2])) or _is_day(year, int(run[:2]), int(run[2:4]))
    return 1900 <= year <= 2100 and days


_YEAR_MONTH = re.compile(r"(\d{4}|\d{2}) ?年 ?(\d{1,2}) ?月", re.ASCII)
_YEAR = re.compile(r"(\d{4}|\d{2}) ?年", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{1,2}) ?月 ?(\d{1,2})(?: ?[日号])?", re.ASCII)
_TWO = re.compile(r"(\d{1,4})([-./])(\d{1,2})", re.ASCII)


def part(text: str) -> str:
    """A month or a year of birth, or a birthday without its year, at the beginning of `text`, or nothing.

    Where the month is none, four digits before a blank are still a year.
    """
    if match := _YEAR_MONTH.fullmatch(text):
        year = _century(match[1])
        if 1900 <= year <= 2100 and 1 <= int(match[2]) <= 12:
            return text
        return text[:4] if text[4:5] == " " and 1900 <= int(text[:4]) <= date.today().year - 5 else ""
    if match := _YEAR.fullmatch(text):
        return text if 1900 <= _century(match[1]) <= 2100 else ""
    if match := _MONTH_DAY.fullmatch(text):
        return text if _is_day(2000, int(match[1]), int(match[2])) else ""
    if match := _TWO.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        if len(match[1]) == 4:
            return text if 1900 <= first <= 2100 and 1 <= second <= 12 and match[2] != "/" else ""
        return text if len(match[1]) <= 2 and _is_day(2000, first, second) else ""
    return ""
