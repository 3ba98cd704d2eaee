"""A plain-Python twin of the identifier kernel for values between commas: re, the standard library, python-stdnum.

It shares no code and no table with the kernel but the MIIT mobile blocks' shape; it judges one piece of text between
full-width commas at a time, where no word before or after it speaks.
"""

from __future__ import annotations

import ipaddress
import re
from datetime import date

from stdnum import iban, luhn, numdb
from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidComponent, ValidationError

_MOBILE = r"1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])"
_MAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
    r"(?:(?![A-Za-z0-9])|(?=\d{5,}(?![A-Za-z0-9\-])))",
    re.ASCII,
)
_CARD = re.compile(
    r"62\d{14,17}|4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|35(?:2[89]|[3-8]\d)\d{12}|(?:6011|65\d\d)\d{12}|9558(?:\d{12}|\d{14,15})",
    re.ASCII,
)
_REGISTRIES = dict(
    zip("123456789", ("1239", "19", "123459", "19", "123459", "129", "129", "19", "123"), strict=True)
)
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]+(?![0-9A-Za-z])", re.ASCII)


def resident_id(text: str) -> bool:
    """Valid by python-stdnum, with a region whose last year of use is not before the birth, not born tomorrow."""
    number = ric.compact(text).upper()
    try:
        born = ric.get_birth_date(number)
        if number[:6] not in ("810000", "820000", "830000"):
            _region(number[:6], born.year)
    except ValidationError:
        return False
    return born.year >= 1900 and born <= date.today() and ric.calc_check_digit(number) == number[-1]


def old_resident_id(text: str) -> bool:
    """Fifteen digits: a region in use in the year of birth or later, and a day of the twentieth century."""
    try:
        born = date(1900 + int(text[6:8]), int(text[8:10]), int(text[10:12]))
        if text[:6] not in ("810000", "820000", "830000"):
            _region(text[:6], born.year)
    except (ValueError, ValidationError):
        return False
    return True


def _region(code: str, year: int) -> None:
    """A county of GB/T 2260 in the year of birth or later; InvalidComponent for any other."""
    periods = [
        part for _, props in numdb.get("cn/loc").info(code) for part in props.get("county", "").split(",")
    ]
    ends = [re.match(r"\[\d*-(\d*)\]", part) for part in periods if part]
    if not any(end is None or not end[1] or int(end[1]) >= year for end in ends):
        raise InvalidComponent


def credit_code(text: str) -> bool:
    """Valid by python-stdnum, written in capitals, from a registry that exists (in digits only: of a kind it knows)."""
    if not uscc.is_valid(text) or text != text.upper() or "0" in text[:2]:
        return False
    if text[:17].isdigit() and text[1] not in _REGISTRIES[text[0]]:
        return False
    for region in (text[2:8], text[2:6] + "00"):
        try:
            _region(region, 0)
        except InvalidComponent:
            continue
        return True
    return text[2:8] == "100000"


def card(text: str) -> bool:
    return bool(_CARD.fullmatch(text)) and bool(luhn.is_valid(text)) and len(set(text)) > 1


def judged(piece: str) -> list[tuple[str, int, int]]:
    """Slug, start and end (in characters) of what one piece between commas holds, of the types this twin knows."""
    mail = _MAIL.search(piece)
    if mail:
        return [("email", mail.start(), mail.end())]
    found = []
    for run in re.finditer(r"(?<=[A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])", piece, re.ASCII):
        if resident_id(run[0]):
            found.append(("resident-id", run.start(), run.end()))
    for run in _NUMBER.finditer(piece):
        kind = _kind(run[0], piece[run.end() : run.end() + 1])
        if kind:
            found.append((kind, run.start(), run.end()))
    return found


def _kind(run: str, follows: str) -> str:
    if re.fullmatch(r"\d{17}[\dXx]", run, re.ASCII) and resident_id(run):
        return "resident-id"
    if re.fullmatch(r"[0-9A-Z]{18}", run, re.ASCII) and credit_code(run):
        return "uscc"
    if re.fullmatch(r"\d{15}", run, re.ASCII) and old_resident_id(run):
        return "resident-id"
    if card(run):
        return "bank-card"
    if re.fullmatch(rf"(?:86|0086|0)?{_MOBILE}\d{{8}}", run, re.ASCII):
        return "mobile"
    if re.fullmatch(
        r"[A-Z]{2}\d\d[A-Z0-9]{11,30}|[a-z]{2}\d\d[a-z0-9]{11,30}", run, re.ASCII
    ) and iban.is_valid(run, check_country=False):
        return "iban"
    return ""


def address(text: str) -> bool:
    """Whether the standard library takes a text as an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
