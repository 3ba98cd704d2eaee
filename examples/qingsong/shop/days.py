"""The days on which everything in the example turns, and conversions between numpy days and written dates."""

from __future__ import annotations

import datetime as dt

import numpy as np

EXPORTED_ON = dt.date(2026, 11, 1)  # the day the files left the shop's systems
AS_OF = dt.date(2027, 1, 15)  # the closing day for which ages and spans in the truth are counted
FIRST_ORDER_ON = dt.date(2015, 1, 5)
ASKED_FROM = dt.date(2026, 9, 10)  # the question about the transfer went out


def day(date: dt.date) -> int:
    """Days since 1970-01-01, the integer that numpy's and Polars' dates hold."""
    return date.toordinal() - dt.date(1970, 1, 1).toordinal()


def ymd(days: np.ndarray) -> np.ndarray:
    """Days since 1970 as the integers yyyymmdd."""
    dates = days.astype("datetime64[D]")
    years = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    months = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    of_month = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    return years * 10_000 + months * 100 + of_month
