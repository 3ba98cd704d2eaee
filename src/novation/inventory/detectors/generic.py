"""Kinds that are the same everywhere: e-mail, card, IBAN, IP, MAC, URL, place on the map."""

from __future__ import annotations

import ipaddress

import numpy as np
import polars as pl

from novation.inventory.detectors.base import Detector, FixedWidth, Pattern, Text, chain_positions
from novation.inventory.detectors.checks import digits, luhn, number
from novation.inventory.detectors.spans import Spans
from novation.inventory.runs import linked
from novation.inventory.values import Bools, Values

_ISSUERS = (  # leading digits and lengths in use (ISO/IEC 7812 registers, UnionPay 62 and old 9558 cards)
    ("62", (16, 17, 18, 19)),
    ("9558", (16, 18, 19)),
    ("4", (13, 16, 19)),
    *((str(n), (16,)) for n in range(51, 56)),
    *((str(n), (16,)) for n in range(2221, 2721)),
    ("34", (15,)),
    ("37", (15,)),
    ("36", (14,)),
    ("30", (14,)),
    ("35", (16,)),
    ("60", (16,)),
    ("65", (16,)),
)
_ISSUED = {length: np.zeros(10_000, np.bool_) for length in range(13, 20)}
for _lead, _lengths in _ISSUERS:
    for _length in _lengths:
        _low = int(_lead) * 10 ** (4 - len(_lead))
        _ISSUED[_length][_low : _low + 10 ** (4 - len(_lead))] = True

_EMAIL = r"[A-Za-z0-9._%+'\-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_MAC = r"(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{2}-){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}"
_DEGREES = r"-?\d{1,3}\.\d{3,}"


def bank_cards(matrix: np.ndarray) -> Bools:
    """An issuer that exists for this length, and the Luhn digit; not all digits alike."""
    d, ok = digits(matrix)
    ok &= (matrix != matrix[:, :1]).any(axis=1)
    good = np.flatnonzero(ok)
    ok[good] = _ISSUED[matrix.shape[1]][number(d[good], 0, 4)]
    good = np.flatnonzero(ok)
    ok[good] = luhn(d[good])
    return ok


class BankCard(FixedWidth):
    """Payment cards of 13 to 19 digits, also grouped by four."""

    _groups = ((4, 4, 4, 4, 3), (4, 4, 4, 4), (4, 6, 5))

    def __init__(self) -> None:
        super().__init__("generic.bank-card", (13, 14, 15, 16, 17, 18, 19), bank_cards, heads="234569")

    def find(self, text: Text) -> Spans:
        plain = super().find(text)
        parts = [plain]
        taken = np.zeros(0, np.int64)
        for groups in self._groups:
            found = np.setdiff1d(linked(text.values, text.runs, groups), taken)
            first, last = chain_positions(text.runs, found, len(groups))
            width = sum(groups) + len(groups) - 1
            at = np.concatenate([np.arange(a, a + g) for a, g in _offsets(groups)])
            keep = first + width <= text.values.data.size
            first, last, found = first[keep], last[keep], found[keep]
            good = bank_cards(text.values.data[first[:, None] + at])
            taken = np.union1d(taken, found[good])
            parts.append(Spans.from_positions(text.values, first[good], last[good]))
        return Spans.joined(parts)


def _offsets(groups: tuple[int, ...]) -> list[tuple[int, int]]:
    at, result = 0, []
    for size in groups:
        result.append((at, size))
        at += size + 1
    return result


class IpAddress(Pattern):
    """IPv4 by pattern; what may be IPv6 goes, once a distinct value, to the standard library."""

    def __init__(self) -> None:
        inside = rf"(?:^|[^0-9A-Za-z.])({_OCTET}(?:\.{_OCTET}){{3}})(?:$|[^0-9A-Za-z.])"
        super().__init__(
            "generic.ip",
            rf"^{_OCTET}(?:\.{_OCTET}){{3}}(?:/\d{{1,2}}|:\d{{1,5}})?$",
            inside,
            group=1,
            needs=(".", ":"),
            heads="0123456789",
            size=(7, 24),
        )

    def match_values(self, values: Values) -> Bools:
        marked = super().match_values(values)
        if not values.has(":"):
            return marked
        maybe = values.matches_among(
            values.opening("0123456789abcdefABCDEF:", 2, 45),
            r"^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$",
        )
        if maybe.any():
            distinct = values.series.filter(pl.Series(maybe)).unique()
            good = [text for text in distinct if _is_ipv6(text)]
            marked |= values.series.is_in(good).to_numpy()
        return marked


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


class GpsPair(Pattern):
    """Two decimal degrees with three or more decimals, one of them possible as a latitude."""

    def __init__(self) -> None:
        pair = rf"({_DEGREES})[,，;/ ]\s*({_DEGREES})"
        super().__init__(
            "generic.gps",
            rf"^[(\[]?{pair}[)\]]?$",
            rf"{_DEGREES}[,，;]\s*{_DEGREES}",
            needs=(".",),
            heads="0123456789-([",
            size=(11, 60),
        )
        self._pair = pair

    def match_values(self, values: Values) -> Bools:
        marked = super().match_values(values)
        if not marked.any():
            return marked
        parts = pl.DataFrame({"t": values.series}).select(
            pl.col("t").str.extract(self._pair, 1).cast(pl.Float64, strict=False).abs().alias("a"),
            pl.col("t").str.extract(self._pair, 2).cast(pl.Float64, strict=False).abs().alias("b"),
        )
        a, b = parts["a"].fill_null(999).to_numpy(), parts["b"].fill_null(999).to_numpy()
        return marked & (np.minimum(a, b) <= 90) & (np.maximum(a, b) <= 180)


def detectors() -> list[Detector]:
    return [
        Pattern("generic.email", rf"^(?:mailto:)?<?{_EMAIL}>?$", _EMAIL, needs=("@",)),
        BankCard(),
        IpAddress(),
        Pattern(
            "generic.mac",
            rf"^(?:{_MAC})$",
            _MAC,
            needs=(":", "-", "."),
            heads="0123456789abcdefABCDEF",
            size=(14, 17),
        ),
        Pattern(
            "generic.url",
            r"(?i)^(?:https?|ftp)://\S+$|^www\.\S+\.\S+$",
            r"(?i)https?://[^\s<>\"，。]+",
            needs=("://", "www.", "WWW."),
            heads="hHfFwW",
        ),
        GpsPair(),
    ]
