"""Makes invented values from the shapes of the declarations: random, then kept when the named check agrees."""

from __future__ import annotations

import random
import re
from importlib import import_module

from novation.inventory.detectors.declared import Declared

_TOKEN = re.compile(r"\[[^\]]*\]|<[^>]+>|.", re.DOTALL)
_SIGNS = {
    "<x>": "0123456789X",
    "<31>": "0123456789ABCDEFGHJKLMNPQRTUWXY",
    "<hk>": "0123456789A",
    "<tw>": "0123456789",
    "<sg>": "ABCDEFGHIJZKLMNPQRTUWX",
    "<Z>": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "<hetu>": "0123456789ABCDEFHJKLMNPRSTUVWXY",
}
_TRIES = 200_000


def hkid(value: str) -> bool:
    digits = re.sub(r"[^A-Z0-9]", "", value)
    values = [36] + [int(sign, 36) for sign in digits[:-1]]
    total = sum(v * w for v, w in zip(values, range(9, 1, -1), strict=True))
    return (total + int(digits[-1], 36)) % 11 == 0


def twid(value: str) -> bool:
    head = "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(value[0]) + 10
    digits = [head // 10, head % 10] + [int(sign) for sign in value[1:]]
    return sum(d * w for d, w in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)) % 10 == 0


def nric(value: str) -> bool:
    total = sum(int(d) * w for d, w in zip(value[1:8], (2, 7, 6, 5, 4, 3, 2), strict=True))
    total += 4 if value[0] in "TG" else 0
    return value[8] == ("JZIHGFEDCBA" if value[0] in "ST" else "XWUTRQPNMLK")[total % 11]


_OWN = {"hkid": hkid, "twid": twid, "nric": nric}


def passes(checksum: str, value: str) -> bool:
    """Whether the check that a declaration names agrees; a check that is only a range or none always does."""
    if checksum in _OWN:
        return _OWN[checksum](value)
    if checksum.startswith("stdnum."):
        plain = re.sub(r"[ ]", "", value) if checksum == "stdnum.luhn" else value
        return bool(import_module(checksum).is_valid(plain))
    return True


class Maker:
    """A seeded maker of values; the same seed makes the same values."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def _token(self, token: str) -> str:
        pick = self.random
        if token == "9":
            return pick.choice("0123456789")
        if token[0] == "[" and len(token) > 1:
            return pick.choice(token[1:-1])
        if token in _SIGNS:
            return pick.choice(_SIGNS[token])
        year, month, day = pick.randint(80, 99), pick.randint(1, 12), pick.randint(10, 28)
        dates = {
            "<yyyymmdd>": f"19{year}{month:02}{day}",
            "<yymmdd80>": f"{year}{month:02}{day}",
            "<ddmmyy80>": f"{day}{month:02}{year}",
            "<yymm80>": f"{year}{month:02}",
            "<yy.mm.dd>": f"{year}.{month:02}.{day}",
            "<97>": f"{pick.randint(1, 97):02}",
            "<idnr>": self._german() if token == "<idnr>" else "",
        }
        return dates.get(token, token)

    def _german(self) -> str:
        """Ten digits of which exactly one comes twice, not from 0, and a check digit."""
        signs = self.random.sample("0123456789", 9)
        signs.insert(self.random.randint(0, 9), signs[self.random.randint(0, 8)])
        head = "".join(signs)
        return (head if head[0] != "0" else head[::-1]) + self.random.choice("0123456789")

    def valid(self, entry: Declared, shape: str) -> str:
        for _ in range(_TRIES):
            value = "".join(self._token(token) for token in _TOKEN.findall(shape))
            if passes(entry.checksum, value):
                return value
        raise AssertionError(f"no {entry.slug} of shape {shape} passes {entry.checksum}")

    def broken(self, entry: Declared, shape: str) -> str:
        """A valid value with one digit changed so that the check fails."""
        for _ in range(_TRIES):
            value = self.valid(entry, shape)
            at = self.random.choice([k for k, sign in enumerate(value) if sign.isdigit()])
            value = value[:at] + self.random.choice("0123456789") + value[at + 1 :]
            if not passes(entry.checksum, value):
                return value
        raise AssertionError(f"no broken {entry.slug} of shape {shape}")

    def mrz(self, *, broken: bool = False) -> str:
        """Two lines of a passport (ICAO Doc 9303 part 4) of an invented holder in the invented state UTO."""
        number, birth, expiry = (
            "L" + "".join(self.random.choices("0123456789", k=8)),
            f"80{self.random.randint(1, 12):02}15",
            "320415",
        )
        optional = "<" * 14
        parts = [number + _check(number), "UTO", birth + _check(birth), "F", expiry + _check(expiry)]
        whole = parts[0] + parts[2] + parts[4] + optional + "0"
        last = str((int(_check(whole)) + broken) % 10)
        head = "P<UTO" + "TESTERIN<<ANNA<MARIA".ljust(39, "<")
        return f"{head}\n{''.join(parts)}{optional}0{last}"


def _check(text: str) -> str:
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return str(sum(v * w for v, w in zip(values, (7, 3, 1) * len(text), strict=False)) % 10)
