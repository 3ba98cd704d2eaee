"""United States: social security number, telephone number in national form."""

from __future__ import annotations

from novation.inventory.detectors.base import Detector, Pattern

# SSA: area 001-899 without 666, group 01-99, serial 0001-9999; written with hyphens only, bare digits tell nothing.
_AREA = r"(?:00[1-9]|0[1-9]\d|[1-57-8]\d{2}|6(?:[0-57-9]\d|6[0-57-9]))"
_SSN = rf"{_AREA}-(?:0[1-9]|[1-9]\d)-(?:000[1-9]|00[1-9]\d|0[1-9]\d{{2}}|[1-9]\d{{3}})"
_PHONE = r"(?:1[ .\-]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.\-])[2-9]\d{2}[.\-]\d{4}"


def detectors() -> list[Detector]:
    return [
        Pattern(
            "us.ssn",
            rf"^{_SSN}$",
            rf"(?:^|[^0-9A-Za-z\-])({_SSN})(?:$|[^0-9A-Za-z\-])",
            group=1,
            needs=("-",),
            heads="01234567 8",
            size=(11, 11),
        ),
        Pattern(
            "us.phone",
            rf"^{_PHONE}$",
            rf"(?:^|[^0-9A-Za-z])({_PHONE})(?:$|[^0-9A-Za-z])",
            group=1,
            needs=("-", "."),
            heads="123456789(",
            size=(12, 17),
        ),
    ]
