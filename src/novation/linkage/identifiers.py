"""SQL that brings an identifier to one form and keeps it only if it verifies: an unverified one links nobody."""

from __future__ import annotations

from collections.abc import Callable

RESIDENT_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999


PLACEHOLDER = "(" + "|".join(str(d) * 7 for d in range(10)) + "|12345678)$"
"""Numbers typed in because the form asked for one."""


def _mobile(bare: str) -> str:
    local = f"CASE WHEN length({bare}) > 11 THEN regexp_replace({bare}, '^(\\+86|0086|86)(1\\d{{10}})$', '\\2') ELSE {bare} END"
    real = f"regexp_full_match({local}, '1[3-9]\\d{{9}}') AND NOT regexp_matches({local}, '{PLACEHOLDER}')"
    return f"CASE WHEN {real} THEN {local} END"


def _phone(bare: str) -> str:
    # Only numbers with a country code: a landline without one is not unique in the world.
    abroad = f"regexp_full_match({bare}, '\\+[1-9]\\d{{7,14}}')"
    return f"coalesce({_mobile(bare)}, CASE WHEN {abroad} THEN {bare} END)"


def _email(plain: str) -> str:
    shape = "[^@\\s]+@[^@\\s]+\\.[a-z0-9\\-]{2,}"
    return f"CASE WHEN regexp_full_match(lower({plain}), '{shape}') THEN lower({plain}) END"


def _resident_id(bare: str) -> str:
    total = " + ".join(
        f"try_cast(substr({bare}, {i + 1}, 1) AS INTEGER) * {w}" for i, w in enumerate(RESIDENT_ID_WEIGHTS)
    )
    check = f"substr('10X98765432', ({total}) % 11 + 1, 1)"
    shape = f"length({bare}) = 18 AND regexp_full_match({bare}, '[1-9]\\d{{16}}[0-9Xx]')"
    return f"CASE WHEN {shape} AND upper(substr({bare}, 18, 1)) = {check} THEN upper({bare}) END"


def _document(bare: str) -> str:
    return f"CASE WHEN regexp_full_match(upper({bare}), '[A-Z]{{1,2}}\\d{{7,10}}') THEN upper({bare}) END"


IDENTIFIER_SQL: dict[str, Callable[[str], str]] = {
    "cn.resident-id": _resident_id,
    "cn.mobile": _mobile,
    "generic.phone": _phone,
    "generic.email": _email,
    "cn.passport": _document,
    "cn.hkmo-permit": _document,
    "cn.tw-permit": _document,
}
"""Kinds that link, and the SQL that gives the verified form or NULL of a value without blanks, hyphens and brackets
(`bare_sql`; e-mails only without surrounding blanks). Landlines, cards and plates are shared by
households and companies and therefore never link."""

STRONG = frozenset({"cn.resident-id"})
"""Kinds of which one person has exactly one: two different values keep two records apart."""


def bare_sql(kind: str, plain: str) -> str:
    """SQL that takes blanks, hyphens and brackets out of a plain value, which e-mail addresses keep."""
    if kind == "generic.email":
        return plain
    return f"CASE WHEN regexp_full_match({plain}, '[+0-9A-Za-z]*') THEN {plain} ELSE regexp_replace({plain}, '[\\s\\-()]', '', 'g') END"


def namespace(kind: str) -> str:
    """Kinds whose values are comparable share a namespace: a mobile found in a phone column is the same mobile."""
    return "phone" if kind in ("cn.mobile", "generic.phone") else kind
