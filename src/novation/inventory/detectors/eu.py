"""European Union: IBAN, German tax number, French social security number."""

from __future__ import annotations

from functools import cache

import numpy as np
from stdnum import numdb

from novation.inventory.detectors.base import Detector, FixedWidth, Text
from novation.inventory.detectors.checks import digits, mod_11_10, mod_97, number
from novation.inventory.detectors.spans import Spans, pattern_spans
from novation.inventory.values import Bools

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SHORTEST, _LONGEST = 15, 32


@cache
def iban_length(country: str) -> int:
    """Length of an IBAN of this country by the IBAN registry (ISO 13616) in python-stdnum, 0 where unknown."""
    found = numdb.get("iban").info(country + "00")
    structure = found[0][1].get("bban", "") if found else ""
    if not structure:
        return 0
    return 4 + sum(
        int(part.rstrip("!nac"))
        for part in structure.replace("!n", "!n ").replace("!a", "!a ").replace("!c", "!c ").split()
    )


def ibans(matrix: np.ndarray) -> Bools:
    """ISO 13616: country, length of that country, remainder 1 of MOD 97-10."""
    alnum = ((matrix - 48) < 10) | ((matrix - 65) < 26)
    ok: Bools = np.asarray(alnum.all(axis=1))
    ok &= ((matrix[:, :2] - 65) < 26).all(axis=1) & ((matrix[:, 2:4] - 48) < 10).all(axis=1)
    good = np.flatnonzero(ok)
    pairs = matrix[good, 0].astype(np.int64) * 256 + matrix[good, 1]
    for pair in np.unique(pairs):
        country = chr(pair // 256) + chr(pair % 256)
        if iban_length(country) != matrix.shape[1]:
            ok[good[pairs == pair]] = False
    good = np.flatnonzero(ok)
    turned = np.roll(matrix[good], -4, axis=1)
    ok[good] = mod_97(turned) == 1
    return ok


def german_tax_ids(matrix: np.ndarray) -> Bools:
    """IdNr (section 139b AO): eleven digits, exactly one digit of the first ten two or three times, MOD 11,10."""
    d, ok = digits(matrix)
    good = np.flatnonzero(ok)
    d = d[good]
    often = np.zeros((len(d), 10), np.int64)
    for digit in range(10):
        often[:, digit] = (d[:, :10] == digit).sum(axis=1)
    keep = ((often >= 2).sum(axis=1) == 1) & (often.max(axis=1, initial=0) <= 3)
    ok[good] = keep & mod_11_10(d) & (d[:, 0] != 0)
    return ok


def french_social_numbers(matrix: np.ndarray) -> Bools:
    """NIR: sex, year, month, place, order, and 97 minus the remainder; Corsican 2A and 2B count as 19 and 18."""
    d, _ = digits(matrix)
    corsica = (matrix[:, 5] == 50) & ((matrix[:, 6] == 65) | (matrix[:, 6] == 66))
    south = corsica & (matrix[:, 6] == 65)
    d[:, 5] = np.where(corsica, 1, d[:, 5])
    d[:, 6] = np.where(corsica, np.where(south, 9, 8), d[:, 6])
    ok = ((d >= 0) & (d < 10)).all(axis=1)
    month = number(d, 3, 5)
    ok &= np.isin(d[:, 0], (1, 2, 3, 4, 7, 8)) & (((month >= 1) & (month <= 12)) | (month >= 20))
    return ok & (97 - number(d, 0, 13) % 97 == number(d, 13, 15))


class Iban(FixedWidth):
    """Also in groups of four; a batch without a country letter pair costs nothing."""

    def __init__(self) -> None:
        super().__init__("generic.iban", tuple(range(_SHORTEST, _LONGEST)), ibans, heads=_LETTERS)

    def find(self, text: Text) -> Spans:
        plain = super().find(text)
        pattern = r"(?-u:\b)[A-Z]{2}\d{2}(?: [0-9A-Z]{4}){2,7}(?: [0-9A-Z]{1,3})?"
        grouped = pattern_spans(text.values, pattern)
        keep = [_is_iban(found) for found in grouped.texts(text.values, len(grouped))]
        return Spans.joined([plain, grouped.select(np.array(keep, np.bool_))])


def _is_iban(text: str) -> bool:
    bare = np.frombuffer(text.replace(" ", "").encode(), np.uint8)[None, :]
    return bool(ibans(bare)[0])


def detectors() -> list[Detector]:
    return [
        Iban(),
        FixedWidth("fr.nir", (15,), french_social_numbers, heads="123478"),
        FixedWidth("de.tax-id", (11,), german_tax_ids),
    ]
