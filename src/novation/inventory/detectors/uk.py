"""United Kingdom: National Insurance number, postcode."""

from __future__ import annotations

from novation.inventory.detectors.base import Detector, Pattern

# HMRC manual NIM39110: prefixes that are never given, and letters that never occur.
_NINO = r"[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]"
# Royal Mail's public shape of a postcode, GIR 0AA left out.
_POSTCODE = r"(?:[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRVWXY]?)) ?\d[ABD-HJLNP-UW-Z]{2}"


def detectors() -> list[Detector]:
    return [
        Pattern(
            "uk.nino", rf"^{_NINO}$", rf"(?-u:\b){_NINO}(?-u:\b)", heads="ABCEGHJKLMNOPRSTWXYZ", size=(9, 13)
        ),
        Pattern("uk.postcode", rf"^{_POSTCODE}$", heads="ABCDEFGHIJKLMNOPRSTUWYZ", size=(5, 8)),
    ]
