"""Days in forms that only people write: 10Nov1978, 24.09.81, 780619, 昭和48年8月16日, 民國59/06/11."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from novation.inventory.closer import Closer

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec mär mai okt dez fév avr juin juil aoû déc ene abr ago dic".split()  # noqa: SIM905
_MONTH = f"(?:{'|'.join(_MONTHS)})[a-zéûä]*"
_WORDED = re.compile(
    rf"\d{{1,2}}[- ./]?{_MONTH}\.?[- ,./]*(\d{{4}}|\d{{2}})|{_MONTH}\.? \d{{1,2}},? (\d{{4}})", re.I
)
_WHOLE = re.compile(
    r"((?:1[89]|20)\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{1,2})[-./](\d{1,2})[-./]((?:1[89]|20)\d\d)"
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_SHORT = re.compile(r"(\d{1,3})[-./](\d{1,2})[-./](\d{1,2})")
_SIX = re.compile(r"(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_ERA = re.compile(
    r"(明治|大正|昭和|平成|令和|民[國国]|[MTSHR])\.? ?(\d{1,3}|元)[年./-] ?(\d{1,2})[月./-] ?(\d{1,2})日?"
)
_BASES = {
    "明治": 1867, "M": 1867, "大正": 1911, "T": 1911, "昭和": 1925, "S": 1925, "平成": 1988, "H": 1988, "令和": 2018,
    "R": 2018, "民國": 1911, "民国": 1911,
}  # fmt: skip
_MONTH_DAY = re.compile(r"(?:0?[1-9]|1[0-2])[-./月]?(?:0?[1-9]|[12]\d|3[01])日?")


def days_of(closer: Closer) -> tuple[float, dict[int, int]]:
    """Part of the rows whose value is a day with its year, and the rows by year."""
    years: Counter[int] = Counter()
    first = max((int(m[1]) for v in closer.values if (m := _SHORT.fullmatch(v))), default=0)
    for value, rows in zip(closer.values, closer.weights.tolist(), strict=True):
        year = _year(value, first > 31)
        if year:
            years[year] += rows
    share = sum(years.values()) / closer.rows if closer.rows else 0.0
    return share, dict(years)


def month_days(closer: Closer) -> float:
    """Part of the rows that may be a month and a day: 0615, 6月15日, 06-15."""
    return closer.share(_MONTH_DAY)


def _year(value: str, year_first: bool) -> int:
    if found := _WHOLE.fullmatch(value):
        return int(found[1] or found[6])
    if found := _COMPACT.fullmatch(value):
        return int(found[1])
    if found := _WORDED.fullmatch(value):
        return _full(found[1] or found[2])
    if found := _ERA.fullmatch(value):
        return _BASES[found[1]] + (1 if found[2] == "元" else int(found[2]))
    if found := _SHORT.fullmatch(value):
        return _short(found, year_first)
    if found := _SIX.fullmatch(value):
        return _full(found[1])
    return 0


def _short(found: re.Match[str], year_first: bool) -> int:
    """Of 24.09.81 or 59/06/11; years of the Republic where three digits occur."""
    a, b, c = (int(part) for part in found.groups())
    if year_first and 1 <= b <= 12 and 1 <= c <= 31:
        return 1911 + a if a > 99 else _full(found[1])
    valid = (1 <= b <= 12 and 1 <= a <= 31) or (1 <= a <= 12 and 1 <= b <= 31)
    return _full(found[3]) if valid and len(found[3]) == 2 else 0


def _full(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (2000 if int(year) <= date.today().year % 100 else 1900)
