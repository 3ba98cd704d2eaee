"""Working days as each place really has them: statutory holidays, days off in lieu, and Chinese make-up days.

The days come from the `holidays` package, which is kept up by many hands. Some places fix their days off by a decree
each year (mainland China, Taiwan): for a year without one the answer is marked provisional and gives two days more, a
few working days to either side: a window is over only on the later, a duty is due on the earlier.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from novation.errors.law import CALENDAR_UNKNOWN, DATE_OUT_OF_RANGE

BY_DECREE = frozenset({"CN", "TW"})
"""Places whose days off and make-up days are decreed anew each year."""

MARGIN = 3
"""Working days to either side where the decree of a year is not out: a decree shifts no more days than that past a count."""

FIRST_YEAR, LAST_YEAR = 1990, 2150

ZONES = {
    "CN": "Asia/Shanghai",
    "HK": "Asia/Hong_Kong",
    "MO": "Asia/Macau",
    "TW": "Asia/Taipei",
    "DE": "Europe/Berlin",
    "FR": "Europe/Paris",
    "BE": "Europe/Brussels",
    "GB": "Europe/London",
    "US": "America/New_York",
    "US-CA": "America/Los_Angeles",
    "JP": "Asia/Tokyo",
    "KR": "Asia/Seoul",
    "SG": "Asia/Singapore",
    "CA": "America/Toronto",
    "BR": "America/Sao_Paulo",
    "IN": "Asia/Kolkata",
    "AU": "Australia/Sydney",
}
"""Where a day begins and ends; of a country with several zones, that of its capital's or largest city's."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A day reached by counting; `provisional` where a decree that may still move it is not out.

    `early` and `late` are the days between which it will be then; else both are the day.
    """

    day: date
    early: date
    late: date
    provisional: bool = False


class WorkingDays:
    """The working days of one place; `code` is ISO 3166 (`CN`, `US-CA`). Raises `law.calendar-unknown`."""

    def __init__(self, code: str) -> None:
        country, _, part = code.partition("-")
        try:
            self._days = holidays.country_holidays(country, subdiv=part or None)
        except NotImplementedError:
            raise CALENDAR_UNKNOWN.error(calendar=code) from None
        self.code = code
        self._decreed = country in BY_DECREE

    def is_working(self, day: date) -> bool:
        _check(day)
        return bool(self._days.is_working_day(day))

    def is_provisional(self, year: int) -> bool:
        """Whether the days off of a year hang on a decree that the package does not know yet."""
        if not self._decreed:
            return False
        self._known(year)
        return year > max((day.year for day in self._days.weekend_workdays), default=0)

    def add(self, start: date, count: int) -> Counted:
        """The day on which `count` working days after `start` are over; before it, for a negative count."""
        _check(start)
        day = self._walk(start, count)
        years = range(min(start, day).year, max(start, day).year + 1)
        if count and any(map(self.is_provisional, years)):
            return Counted(day, self._walk(day, -MARGIN), self._walk(day, MARGIN), True)
        return Counted(day, day, day)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`."""
        days = ((start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)

    def _walk(self, day: date, count: int) -> date:
        step, left = (1 if count >= 0 else -1), abs(count)
        while left:
            day += timedelta(days=step)
            left -= self.is_working(day)
        return day

    def _known(self, year: int) -> None:
        _check(date(year, 1, 1))
        _ = date(year, 1, 1) in self._days  # looking a day up fills in its year


@lru_cache(maxsize=64)
def working_days(code: str) -> WorkingDays:
    """The working days of a place, read once."""
    return WorkingDays(code)


def zone_of(code: str) -> ZoneInfo:
    """The time zone in which the days of a place begin; Greenwich's where the place is not listed."""
    return ZoneInfo(ZONES.get(code) or ZONES.get(code.partition("-")[0]) or "UTC")


def _check(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DATE_OUT_OF_RANGE.error(day=day.isoformat(), first=FIRST_YEAR, last=LAST_YEAR)
