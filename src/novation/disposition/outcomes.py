"""What a verdict means on a day: whether the data may go now, and what becomes of the seller's copy now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from novation.law import Calendar, NoticeDue, Verdict
from novation.law.calendars import working_days
from novation.terms import SellerCopy, ToBuyer


def passes_on(verdict: Verdict, notices: Mapping[str, date], day: date) -> bool:
    """Whether the verdict lets the data go on that day: every notice given, every window over."""
    if verdict.to_buyer is ToBuyer.TRANSFER:
        return True
    if verdict.to_buyer is not ToBuyer.AFTER_NOTICE:
        return False
    return all(
        notice.law in notices and window_end(notice, notices[notice.law]) <= day for notice in verdict.notices
    )


def window_end(due: NoticeDue, given_on: date) -> date:
    """The first day on which the window of a notice is over.

    Working days are those of the law's own place. Where a pack names no calendar they are counted as twice as many
    calendar days: longer than any real calendar makes them, so nothing passes early.
    """
    days = due.notice.window_days
    if due.notice.calendar is not Calendar.WORKING_DAYS:
        return given_on + timedelta(days=days)
    if not due.place:
        return given_on + timedelta(days=days * 2)
    return working_days(due.place).add(given_on, days).late


def seller_copy_on(verdict: Verdict, passes_now: bool) -> SellerCopy:
    """What is due now: as long as a notice window runs, the seller's copy waits."""
    waiting = verdict.to_buyer is ToBuyer.AFTER_NOTICE and not passes_now
    if waiting and verdict.seller_copy in (SellerCopy.DESTROY, SellerCopy.ANONYMISE):
        return SellerCopy.KEEP
    return verdict.seller_copy
