"""What the registers of a package mean, in SQL: the words in which consents were recorded become answers to matters."""

from __future__ import annotations

from collections.abc import Sequence

from novation.disposition.words import CONSENT_PURPOSES, CONSENT_STATES, case_sql
from novation.engine.identifiers import quote_text

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%d.%m.%Y", "%Y/%m/%d %H:%M:%S")


def _said(column: str, patterns: Sequence[tuple[str, str]]) -> str:
    plain = f"lower(trim({column}))"
    return case_sql(plain, [(pattern, quote_text(outcome)) for pattern, outcome in patterns])


def _instant(column: str) -> str:
    """A day counts from its beginning in UTC; what cannot be read counts as the earliest."""
    days = ", ".join(quote_text(one) for one in _DAYS)
    return f"coalesce(try_cast({column} AS TIMESTAMP), try_strptime({column}, [{days}]))"


SAID = "nullif(trim(consent_state), '') IS NOT NULL"
"""A row of a register without any state says nothing of anybody."""
_MEANT = (
    f"SELECT subject_ref, {_said('consent_purpose', CONSENT_PURPOSES)} AS matter, "
    f"{_said('consent_state', CONSENT_STATES)} AS answer, {_instant('consent_at')} AS said_at FROM consents WHERE {SAID}"
)
_RANK = "CASE answer WHEN 'objected' THEN 4 WHEN 'withdrawn' THEN 3 WHEN 'refused' THEN 2 ELSE 1 END"
_MATTERS = "('transfer', 'transfer-sensitive', 'marketing')"

ANSWERS = (
    # Who is on the suppression list is there whatever else was recorded; else the latest word counts, and at one
    # instant the most restrictive.
    f"WITH meant AS ({_MEANT}), words AS ("
    f"SELECT subject_ref, matter, answer, said_at, 0 AS listed FROM meant WHERE matter IN {_MATTERS} AND answer IS NOT NULL "
    "UNION ALL SELECT subject_ref, 'marketing', 'withdrawn', NULL, 1 FROM suppression "
    "UNION ALL SELECT subject_ref, 'transfer', 'objected', NULL, 1 FROM suppression WHERE channel = 'any'), "
    "ranked AS (SELECT *, row_number() OVER (PARTITION BY subject_ref, matter "
    f"ORDER BY listed DESC, said_at DESC NULLS LAST, {_RANK} DESC) AS nth FROM words) "
    "SELECT subject_ref AS subject, matter, answer, said_at AS answered_at FROM ranked WHERE nth = 1 "
    "ORDER BY subject, matter"
)
"""The latest word of each person on each matter: subject, matter, answer, answered_at (UTC, may be unknown)."""

NOT_UNDERSTOOD = (
    f"SELECT count(*) FROM ({_MEANT}) WHERE matter IS NULL OR answer IS NULL OR matter NOT IN {_MATTERS}"
)
"""Events whose purpose or state says nothing here; they stay in the register as they stood."""

REQUESTS = (
    "SELECT subject_ref AS subject, number, asked, state, try_cast(received_at AS TIMESTAMP) AS received_at, place, "
    "language, behalf, try_cast(extended_at AS TIMESTAMP) AS extended_at, frozen FROM open_requests "
    "ORDER BY received_at, number"
)
"""What the seller had not answered when it sealed, with the instant of the original receipt."""
