"""Mainland China: resident ID, mobile and fixed-line number, USCC, passport, plate, WeChat, QQ."""

from __future__ import annotations

from datetime import date

import numpy as np

from novation.inventory.detectors.base import Detector, FixedWidth, Pattern, Text, chain_positions
from novation.inventory.detectors.checks import digits, is_date, number
from novation.inventory.detectors.regions import regions
from novation.inventory.detectors.spans import Spans
from novation.inventory.runs import linked
from novation.inventory.values import Bools, Values

_ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_ID_CHECK = np.frombuffer(b"10X98765432", np.uint8)
_USCC_SIGNS = b"0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])
_USCC_VALUE = np.full(256, -1, np.int64)
_USCC_VALUE[np.frombuffer(_USCC_SIGNS, np.uint8)] = np.arange(31)
_OLDEST = 1900

# Number blocks open to the public in 2026 (MIIT numbering plan); 4th digit where a block is only partly in use.
_MOBILE_SECOND = {
    "3": "0123456789",
    "4": "01456789",
    "5": "012356789",
    "6": "2567",
    "7": "012345678",
    "8": "0123456789",
    "9": "012356789",
}
_MOBILE = np.zeros(1000, np.bool_)
for _first, _seconds in _MOBILE_SECOND.items():
    for _second in _seconds:
        _MOBILE[int("1" + _first + _second)] = True


def resident_ids(matrix: np.ndarray, *, later: bool = False) -> Bools:
    """GB 11643-1999: region code in use in the year of birth, a day that was, check digit ISO 7064 MOD 11-2.

    `later` also takes region codes that came into use after the year of birth: right for people who got their
    number as adults, and what the search in free text uses.
    """
    d, ok = digits(matrix[:, :17])
    last = matrix[:, 17]
    ok &= _ID_CHECK[(np.where(ok[:, None], d, 0) @ _ID_WEIGHTS) % 11] == last
    good = np.flatnonzero(ok)
    d = d[good]
    year = number(d, 6, 10)
    keep = is_date(year, number(d, 10, 12), number(d, 12, 14)) & (year >= _OLDEST)
    keep &= number(d, 6, 14) <= _today()
    keep &= regions().in_use(number(d, 0, 6), year, later=later)
    ok[good] = keep
    return ok


def old_resident_ids(matrix: np.ndarray) -> Bools:
    """GB 11643-1989, 15 digits without check digit: region and day of birth in the 20th century."""
    d, ok = digits(matrix)
    good = np.flatnonzero(ok)
    d = d[good]
    year = 1900 + number(d, 6, 8)
    keep = is_date(year, number(d, 8, 10), number(d, 10, 12)) & regions().in_use(
        number(d, 0, 6), year, later=True
    )
    ok[good] = keep
    return ok


def credit_codes(matrix: np.ndarray) -> Bools:
    """GB 32100-2015: 31 signs without I, O, S, V, Z, weighted check sign."""
    value = _USCC_VALUE[matrix]
    ok = (value >= 0).all(axis=1) & ((matrix[:, :8] - 48) < 10).all(axis=1)
    total = np.where(value < 0, 0, value)[:, :17] @ _USCC_WEIGHTS
    return ok & ((31 - total % 31) % 31 == value[:, 17])


def registered_credit_codes(matrix: np.ndarray) -> Bools:
    """A credit code whose registering region exists: what the search in free text asks for."""
    ok = credit_codes(matrix) & (matrix[:, 0] != 48) & (matrix[:, 1] != 48)
    good = np.flatnonzero(ok)
    d = matrix[good].astype(np.int64) - 48
    ok[good] = regions().known(number(d, 2, 6) * 100) | regions().known(number(d, 2, 8))
    return ok


def mobiles(matrix: np.ndarray) -> Bools:
    """Eleven digits that open with a block given to a mobile operator."""
    d, ok = digits(matrix)
    return ok & _MOBILE[np.clip(number(d, 0, 3), 0, 999)]


class ResidentId(FixedWidth):
    """Eighteen places; the old fifteen-digit form counts as well."""

    def __init__(self) -> None:
        super().__init__("cn.resident-id", (18, 15), _either_id)

    def find(self, text: Text) -> Spans:
        runs, values = text.runs, text.values
        starts = runs.starts[(runs.lengths == 18) & (runs.digits >= 17)]
        matrix = np.where(
            values.data[starts[:, None] + np.arange(18)] == 120,
            88,
            values.data[starts[:, None] + np.arange(18)],
        )
        good = starts[resident_ids(matrix.astype(np.uint8), later=True)]
        old = runs.starts[(runs.lengths == 15) & (runs.digits == 15)]
        old = old[old_resident_ids(values.data[old[:, None] + np.arange(15)])]
        return Spans.joined(
            [Spans.from_positions(values, good, good + 18), Spans.from_positions(values, old, old + 15)]
        )


class CreditCode(FixedWidth):
    def __init__(self) -> None:
        super().__init__("cn.uscc", (18,), credit_codes)

    def find(self, text: Text) -> Spans:
        starts = text.runs.starts[(text.runs.lengths == 18) & (text.runs.digits >= 8)]
        good = starts[registered_credit_codes(text.values.data[starts[:, None] + np.arange(18)])]
        return Spans.from_positions(text.values, good, good + 18)


class Mobile:
    """With or without +86, 0086, blanks, hyphens."""

    kind = "cn.mobile"
    _prefixes = {11: b"", 12: b"0", 13: b"86", 14: b"+86", 15: b"0086"}

    def match_values(self, values: Values) -> Bools:
        marked = values.none()
        if not values.opening("01+8(", 11, 24).any():
            return marked
        compact = values.compact
        for length, prefix in self._prefixes.items():
            rows = compact.rows_of_length(length)
            if not len(rows):
                continue
            matrix = compact.matrix(rows, length)
            good = mobiles(matrix[:, -11:])
            good &= (matrix[:, : len(prefix)] == np.frombuffer(prefix, np.uint8)).all(axis=1)
            marked[rows[good]] = True
        return marked

    def find(self, text: Text) -> Spans:
        runs, values = text.runs, text.values
        pure = runs.digits == runs.lengths
        plain = runs.starts[pure & (runs.lengths == 11)]
        plain = plain[mobiles(values.data[plain[:, None] + np.arange(11)]) & _free_before(values, plain)]
        coded = runs.starts[pure & (runs.lengths == 13)]
        window = values.data[coded[:, None] + np.arange(13)]
        coded = coded[(window[:, 0] == 56) & (window[:, 1] == 54) & mobiles(window[:, 2:])]
        first, last = chain_positions(runs, linked(values, runs, (3, 4, 4)), 3)
        window = values.data[first[:, None] + np.arange(13)][:, [0, 1, 2, 4, 5, 6, 7, 9, 10, 11, 12]]
        good = mobiles(window) & _free_before(values, first)
        return Spans.joined(
            [
                Spans.from_positions(values, plain, plain + 11),
                Spans.from_positions(values, coded, coded + 13),
                Spans.from_positions(values, first[good], last[good]),
            ]
        )


class LaterResidentId(FixedWidth):
    """Numbers whose region code came into use after the year of birth: given to grown people, so still plausible."""

    def __init__(self) -> None:
        super().__init__("cn.resident-id-later", (18,), lambda matrix: resident_ids(matrix, later=True))

    def find(self, text: Text) -> Spans:
        return Spans.empty()  # ResidentId.find takes these as well


def _free_before(values: Values, starts: np.ndarray) -> Bools:
    """No decimal point just before: 0.13812345678 is a fraction."""
    before = values.data[np.maximum(starts - 1, 0)]
    at_border = np.isin(starts, values.offsets)
    return at_border | (before != 46)


def _either_id(matrix: np.ndarray) -> Bools:
    return resident_ids(matrix) if matrix.shape[1] == 18 else old_resident_ids(matrix)


def _today() -> int:
    return int(date.today().strftime("%Y%m%d"))


_AREA = r"0(?:10|2[0-57-9]|[3-9]\d{2})"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = rf"[{_PROVINCES}][A-HJ-NP-Z][·\- ]?(?:[DF][A-HJ-NP-Z0-9][0-9]{{4}}|[0-9]{{5}}[DF]|[A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳])"
_PASSPORT = r"(?:[DEGPS]\d{8}|E[A-HJ-NP-Z]\d{7}|[DPS]E\d{7}|1[45]\d{7})"


def detectors() -> list[Detector]:
    """In order of trust: the first that claims a place in free text keeps it."""
    return [
        ResidentId(),
        LaterResidentId(),
        Mobile(),
        CreditCode(),
        Pattern(
            "cn.landline",
            rf"^(?:(?:\+|00)?86[- ]?)?\(?{_AREA}\)?[- ]?[2-9]\d{{6,7}}(?:(?:[-#]|\s*转\s*)\d{{1,6}})?$|^[48]00-?\d{{3}}-?\d{{4}}$",
            rf"(?:^|[^0-9A-Za-z.\-])({_AREA}[- ]?[2-9]\d{{6,7}})(?:$|[^0-9A-Za-z])",
            group=1,
            heads="0+(48",
            size=(10, 28),
        ),
        Pattern(
            "cn.passport",
            rf"(?i)^{_PASSPORT}$",
            rf"(?i)(?:护照|passport)(?:号码|号|no\.?|number)?\s*[:：为是]?\s*({_PASSPORT})",
            group=1,
            inside_needs=("护照", "assport", "ASSPORT"),
            heads="DEGPSdegps1",
            size=(9, 9),
        ),
        Pattern("cn.plate", rf"^{_PLATE}$", _PLATE, heads=_PROVINCES, size=(8, 13)),
        Pattern(
            "cn.wechat",
            r"^(?:wxid_[a-z0-9]{6,30}|[A-Za-z][A-Za-z0-9_\-]{5,19})$",
            r"(?i)(?:微信|weixin|wechat|(?-u:\b)vx|(?-u:\b)wx|加v)(?:号|id)?\s*[:：为是]?\s*([A-Za-z][A-Za-z0-9_\-]{5,19})",
            group=1,
            size=(6, 36),
            inside_needs=(
                "微信",
                "eixin",
                "EIXIN",
                "echat",
                "eChat",
                "ECHAT",
                "vx",
                "VX",
                "Vx",
                "wx",
                "WX",
                "加v",
                "加V",
            ),
        ),
        Pattern(
            "cn.qq",
            r"^[1-9]\d{4,10}$",
            r"(?i)qq(?:号码|号)?\s*[:：为是]?\s*([1-9]\d{4,10})",
            group=1,
            size=(5, 11),
            inside_needs=("QQ", "qq", "Qq", "qQ"),
        ),
    ]
