"""SQL that brings an identifier to one form and keeps it only if it verifies: an unverified one links nobody."""

from __future__ import annotations

from collections.abc import Callable

from novation.engine.expressions import plain_sql

RESIDENT_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999


def _compact(column: str) -> str:
    return f"regexp_replace({plain_sql(column)}, '[\\s\\-()]', '', 'g')"


PLACEHOLDER = "(" + "|".join(str(d) * 7 for d in range(10)) + "|12345678)$"
"""Numbers typed in because the form asked for one."""


def _mobile(column: str) -> str:
    bare = f"regexp_replace({_compact(column)}, '^(\\+86|0086|86)(1\\d{{10}})$', '\\2')"
    real = f"regexp_full_match({bare}, '1[3-9]\\d{{9}}') AND NOT regexp_matches({bare}, '{PLACEHOLDER}')"
    return f"CASE WHEN {real} THEN {bare} END"


def _phone(column: str) -> str:
    # Only numbers with a country code: a landline without one is not unique in the world.
    bare = _compact(column)
    mobile = _mobile(column)
    return f"coalesce({mobile}, CASE WHEN regexp_full_match({bare}, '\\+[1-9]\\d{{7,14}}') THEN {bare} END)"


def _email(column: str) -> str:
    bare = f"lower({plain_sql(column)})"
    return f"CASE WHEN regexp_full_match({bare}, '[^@\\s]+@[^@\\s]+\\.[a-z0-9\\-]{{2,}}') THEN {bare} END"


def _resident_id(column: str) -> str:
    bare = f"upper({_compact(column)})"
    total = " + ".join(
        f"try_cast(substr({bare}, {i + 1}, 1) AS INTEGER) * {w}" for i, w in enumerate(RESIDENT_ID_WEIGHTS)
    )
    check = f"substr('10X98765432', ({total}) % 11 + 1, 1)"
    shape = f"regexp_full_match({bare}, '[1-9]\\d{{16}}[0-9X]')"
    return f"CASE WHEN {shape} AND substr({bare}, 18, 1) = {check} THEN {bare} END"


def _document(column: str) -> str:
    bare = f"upper({_compact(column)})"
    return f"CASE WHEN regexp_full_match({bare}, '[A-Z]{{1,2}}\\d{{7,10}}') THEN {bare} END"


IDENTIFIER_SQL: dict[str, Callable[[str], str]] = {
    "cn.resident-id": _resident_id,
    "cn.mobile": _mobile,
    "generic.phone": _phone,
    "generic.email": _email,
    "cn.passport": _document,
    "cn.hkmo-permit": _document,
    "cn.tw-permit": _document,
}
"""Kinds that link, and the SQL that gives the verified form or NULL. Landlines, cards and plates are shared by
households and companies and therefore never link."""

STRONG = frozenset({"cn.resident-id"})
"""Kinds of which one person has exactly one: two different values keep two records apart."""


def namespace(kind: str) -> str:
    """Kinds whose values are comparable share a namespace: a mobile found in a phone column is the same mobile."""
    return "phone" if kind in ("cn.mobile", "generic.phone") else kind
