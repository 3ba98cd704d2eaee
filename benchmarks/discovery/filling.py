"""Fills the slots of the held-apart notes with invented numbers that pass their checksums (python-stdnum), and with decoys."""

from __future__ import annotations

import random
import string
from collections.abc import Callable

from stdnum import iban, luhn
from stdnum.cn import ric, uscc

SLUGS = {
    "mobile": "mobile", "landline": "landline", "phone.intl": "phone", "id": "resident-id", "card": "bank-card",
    "uscc": "uscc", "passport": "passport", "permit": "hkmo-permit", "plate": "plate", "email": "email",
    "wechat": "wechat", "qq": "qq", "birth": "birth-date", "ip": "ip", "mac": "mac", "iban": "iban", "hkid": "hk-id",
    "twid": "tw-id", "ssn": "us-ssn",
}  # fmt: skip
"""The type of each slot; `order`, `badid` and `badcard` are decoys and have none."""

_LEADS = (
    "130",
    "135",
    "136",
    "138",
    "139",
    "150",
    "152",
    "159",
    "166",
    "176",
    "180",
    "186",
    "188",
    "191",
    "199",
)
_AREAS = ("010", "021", "0755", "0571", "020", "028", "027", "0532", "0411", "025", "0871", "0592", "0731")
_COUNTIES = (
    "110101",
    "310104",
    "330106",
    "440305",
    "510107",
    "420106",
    "370202",
    "610103",
    "350203",
    "430104",
)
_BINS = ("622202", "622848", "621700", "622588", "520082")
_TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # the letter's place plus ten is its number


class Filling:
    """Values for slots; the same seed gives the same values."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._makers: dict[str, Callable[[], str]] = {
            "mobile": self.mobile, "landline": self.landline, "phone.intl": self.foreign_phone, "id": self.resident_id,
            "card": self.card, "uscc": self.uscc, "plate": self.plate, "email": self.email, "wechat": self.wechat,
            "qq": lambda: str(self._n(10_000_000, 999_999_999)), "birth": self.birth, "iban": self.iban,
            "passport": lambda: self._pick("EG") + self._d(8), "permit": lambda: self._pick("CHM") + self._d(8),
            "ip": lambda: ".".join(str(self._n(1, 254)) for _ in range(4)), "hkid": self.hong_kong, "twid": self.taiwan,
            "mac": lambda: ":".join(f"{self._n(0, 255):02x}" for _ in range(6)),
            "ssn": lambda: f"{self._n(100, 665)}-{self._n(10, 99)}-{self._n(1000, 9999)}",
            "order": lambda: self._pick(("", "SF", "JD", "YT", "NO.")) + self._pick("234578") + self._d(self._n(9, 17)),
            "badid": lambda: _worse(self.resident_id()), "badcard": lambda: _worse(self._card()),
        }  # fmt: skip

    def value(self, slot: str) -> str:
        """A value for a slot; KeyError for one that is not known."""
        return self._makers[slot]()

    def _d(self, count: int) -> str:
        return "".join(self._random.choices(string.digits, k=count))

    def _n(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def _pick(self, options: str | tuple[str, ...] | list[str]) -> str:
        return self._random.choice(options)

    def _letters(self, count: int) -> str:
        return "".join(self._random.choices(string.ascii_lowercase, k=count))

    def mobile(self) -> str:
        m = self._pick(_LEADS) + self._d(8)
        forms = (f"{m[:3]}-{m[3:7]}-{m[7:]}", f"{m[:3]} {m[3:7]} {m[7:]}", f"+86 {m}", f"+86{m}")
        return m if self._random.random() < 0.75 else self._pick(forms)

    def landline(self) -> str:
        return self._pick(_AREAS) + self._pick(("-", "-", " ", "")) + self._pick("2345678") + self._d(7)

    def foreign_phone(self) -> str:
        d, n = self._d, self._n
        return self._pick((
            f"+1 (212) {n(2, 9)}{d(2)}-{d(4)}", f"+44 7{n(400, 499)} {d(6)}", f"+49 151 {n(1, 9)}{d(7)}",
            f"+81 90-{n(1, 9)}{d(3)}-{d(4)}", f"+852 {self._pick('69')}{d(3)} {d(4)}", f"+33 6 {d(2)} {d(2)} {d(2)} {d(2)}",
        ))  # fmt: skip

    def _day(self, first: int, last: int) -> tuple[int, int, int]:
        return self._n(first, last), self._n(1, 12), self._n(1, 28)

    def resident_id(self) -> str:
        year, month, day = self._day(1945, 2015)
        body = f"{self._pick(_COUNTIES)}{year}{month:02d}{day:02d}{self._d(3)}"
        return body + str(ric.calc_check_digit(body + "0"))

    def _card(self) -> str:
        body = self._pick(_BINS) + self._d(self._random.choice((9, 12)))
        return body + luhn.calc_check_digit(body)

    def card(self) -> str:
        whole = self._card()
        return " ".join(whole[i : i + 4] for i in range(0, len(whole), 4)) if self._n(0, 3) == 0 else whole

    def uscc(self) -> str:
        body = (
            "91"
            + self._pick(_COUNTIES)
            + "MA"
            + "".join(self._random.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=7))
        )
        return body + str(uscc.calc_check_digit(body))

    def plate(self) -> str:
        return (
            self._pick("京沪粤苏浙鲁川豫湘鄂闽皖")
            + self._pick("ABCDEFGH")
            + self._pick(("", "·"))
            + self._d(4)
            + "K"
        )

    def email(self) -> str:
        domain = self._pick(("qq.com", "163.com", "gmail.com", "example.com", "outlook.com", "sina.cn"))
        return f"{self._letters(self._n(4, 9))}{self._pick(('', '.li', '88', '_w'))}@{domain}"

    def wechat(self) -> str:
        return self._pick(
            (f"wxid_{self._letters(12)}", f"{self._letters(6)}_{self._d(3)}", self._letters(5) + self._d(4))
        )

    def birth(self) -> str:
        y, m, d = self._day(1940, 2018)
        return self._pick(
            (f"{y}-{m:02d}-{d:02d}", f"{y}年{m}月{d}日", f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{y}{m:02d}{d:02d}")
        )

    def iban(self) -> str:
        rest = self._pick(("37040044", "50010517", "10010010")) + self._d(10)
        return f"DE{iban.calc_check_digits('DE00' + rest)}{rest}"

    def hong_kong(self) -> str:
        """Immigration Department: weights 9 to 2 with a leading space worth 36, check sign 0 to 9 or A."""
        letter, digits = self._pick("ABCDEFGHKPRSVYZ"), self._d(6)
        total = (
            36 * 9
            + (ord(letter) - 55) * 8
            + sum(int(c) * w for c, w in zip(digits, range(7, 1, -1), strict=True))
        )
        return f"{letter}{digits}({'0123456789A'[-total % 11]})"

    def taiwan(self) -> str:
        """Household registration rules: the letter as two digits with weights 1 and 9, then weights 8 to 1 and the check."""
        letter, digits = self._pick(_TAIWAN), self._pick("12") + self._d(7)
        number = 10 + _TAIWAN.index(letter)
        total = (
            number // 10
            + number % 10 * 9
            + sum(int(c) * w for c, w in zip(digits, range(8, 0, -1), strict=True))
        )
        return f"{letter}{digits}{-total % 10}"


def _worse(number: str) -> str:
    """The same number with a check digit that fails."""
    last = number[-1]
    return number[:-1] + ("0" if last == "X" else str((int(last) + 1) % 10))
