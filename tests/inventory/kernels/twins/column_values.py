"""Twin of the column pass for plain values: regular expressions, python-stdnum and the standard library."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter

from stdnum import luhn

BLANK = " \t\r\n\"'`=\x00"
NOTHING = ("", "NULL", "null", "N/A", "-", "无")
JUDGED = frozenset({"digits", "integer", "mobile", "bank-card", "ip", "mac", "email"})
"""The bits that the twin knows."""
_MOBILE = re.compile(r"(?:86|0086)?1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
_CARD = re.compile(r"62\d{14,17}|4\d{15}|5[1-5]\d{14}")
_MAC = re.compile(r"[0-9a-fA-F]{2}(?:[:-][0-9a-fA-F]{2}){5}")
_EMAIL = re.compile(r"[a-z0-9._]{1,40}@[a-z0-9]{1,20}(?:\.[a-z0-9]{1,20})*\.[a-z]{2,6}")


def trimmed(text: str) -> str:
    """A value without what stands around it in sloppy exports."""
    return text.strip(BLANK)


def bits(value: str) -> set[str]:
    """Which of `JUDGED` a trimmed value has."""
    found = set()
    if re.fullmatch(r"\d+", value, re.ASCII):
        found.add("digits")
        if len(value) <= 18 and (value[0] != "0" or value == "0"):
            found.add("integer")
        if _MOBILE.fullmatch(value):
            found.add("mobile")
        elif _CARD.fullmatch(value) and luhn.is_valid(value):
            found.add("bank-card")
    elif _MAC.fullmatch(value) and re.search("[a-fA-F]", value):
        found.add("mac")
    elif _EMAIL.fullmatch(value):
        found.add("email")
    else:
        try:
            ipaddress.IPv4Address(value)
            found.add("ip")
        except ValueError:
            pass
    return found


def lengths(texts: list[str]) -> Counter[int]:
    """Filled values by their length in signs."""
    return Counter(len(trimmed(text)) for text in texts if trimmed(text) not in NOTHING)
