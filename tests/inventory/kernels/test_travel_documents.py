"""Machine-readable zones of ICAO Doc 9303: identity cards of both sizes, passports, visas; a wrong check digit undoes them."""

from __future__ import annotations

from itertools import cycle

import pytest


def _digit(text: str) -> str:
    """Doc 9303-3, 4.9: weights 7, 3, 1; letters from 10; fillers are 0."""
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return str(sum(value * weight for value, weight in zip(values, cycle((7, 3, 1)), strict=False)) % 10)


def _with_digit(text: str) -> str:
    return text + _digit(text)


NUMBER, BORN, UNTIL = _with_digit("X12345674"), _with_digit("880229"), _with_digit("310815")
NAMES = "MUSTER<<ANNA<LENA"


def _card(head: str) -> str:
    """TD1: three lines of 30."""
    first = (head + NUMBER).ljust(30, "<")
    second = f"{BORN}F{UNTIL}UTO".ljust(29, "<")
    last = _digit(first[5:] + second[:7] + second[8:15] + second[18:])
    return "\n".join((first, second + last, NAMES.ljust(30, "<")))


def _two_lines(head: str, size: int) -> str:
    """TD2 and TD3: two lines of 36 or 44."""
    second = f"{NUMBER}UTO{BORN}F{UNTIL}".ljust(size - 1, "<")
    if size == 44:
        second = second[:-1] + "0"  # the optional field has a check digit of its own
    last = _digit(second[:10] + second[13:20] + second[21:])
    return (head + NAMES).ljust(size, "<") + "\n" + second + last


def _visa(head: str, size: int) -> str:
    """MRV-A and MRV-B: no digit over all."""
    return (head + NAMES).ljust(size, "<") + "\n" + f"{NUMBER}UTO{BORN}F{UNTIL}".ljust(size, "<")


ZONES = {
    "identity card": _card("I<UTO"),
    "identity card with a second letter": _card("IDUTO"),
    "residence card": _card("C<UTO"),
    "crew member": _card("ACUTO"),
    "card of 36": _two_lines("I<UTO", 36),
    "passport": _two_lines("P<UTO", 44),
    "official passport": _two_lines("POUTO", 44),
    "visa": _visa("V<UTO", 44),
    "visa of 36": _visa("VNUTO", 36),
}


@pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES.keys())
def test_a_zone_is_one_span_from_its_first_to_its_last_sign(identifiers, zone):
    assert identifiers(f"证件：\n{zone}\n完") == [("mrz", zone)]
    carried = zone.replace("\n", "\r\n")
    assert identifiers(f"scan {carried} end") == [("mrz", carried)]


@pytest.mark.parametrize("zone", ZONES.values(), ids=ZONES.keys())
def test_a_wrong_check_digit_undoes_a_zone(identifiers, zone):
    at = zone.index(BORN) + 6
    broken = zone[:at] + str((int(zone[at]) + 1) % 10) + zone[at + 1 :]
    assert "mrz" not in [kind for kind, _ in identifiers(broken)]
