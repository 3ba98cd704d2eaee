# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Resident IDs, credit codes and payment cards: numbers that prove themselves by a check digit."""

from __future__ import annotations

from novation.inventory.kernels.chains import same_gaps
from novation.inventory.kernels.checks import all_alike, luhn, number, old_resident_id, resident_id
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import COUNT, ENDS, GAPS, STARTS, SUMS, D
from novation.inventory.kernels.letters import ALNUM
from novation.inventory.kernels.plans import ISSUED
from novation.inventory.kernels.spans_out import CHECKED, CUED, SHAPED, put
from novation.inventory.span_types import CODES

_RESIDENT, _CARD, _IMEI = CODES["resident-id"], CODES["bank-card"], CODES["imei"]


@part
def _check_x(buf, e, hi):
    """End of a check sign X after a group that ends at `e`, also after one blank, hyphen or line break; 0 if none."""
    p = e
    if p < hi and (buf[p] == 32 or buf[p] == 45 or buf[p] == 10):
        p += 1
    if p < hi and (buf[p] | 32) == 120 and not (p + 1 < hi and ALNUM[buf[p + 1]]):
        return p + 1
    return 0


@part
def resident(buf, i, hi, t, w):
    """Eighteen places, in one piece or broken by blanks, hyphens or line breaks."""
    for m in range(w[COUNT]):
        gap = w[GAPS + m]
        if m and gap != 32 and gap != 45 and gap != 10:
            return False
        total = w[SUMS + m]
        if total > 18 or m > 6:
            return False
        end = w[ENDS + m]
        if total == 18 and not (end < hi and ALNUM[buf[end]]):
            if resident_id(w, w[D + 17], t):
                return put(w, i, end, _RESIDENT, CHECKED)
        elif total == 17:
            end = _check_x(buf, end, hi)
            if end and resident_id(w, 10, t):
                return put(w, i, end, _RESIDENT, CHECKED)
    return False


@part
def old_resident(i, t, w):
    """Fifteen digits in one piece."""
    if w[ENDS] - w[STARTS] != 15 or not old_resident_id(w, t):
        return False
    return put(w, i, w[ENDS], _RESIDENT, SHAPED)


@part
def card(i, named, w):
    """Luhn and a known issuer for the length; with a word for a card (`named`) any issuer and 12 to 19 digits."""
    for back in range(w[COUNT]):
        m = w[COUNT] - 1 - back
        n = w[SUMS + m]
        if n < 12 or n > 19 or not luhn(w, n) or all_alike(w, n):
            continue
        if not named and not ISSUED[n, number(w, 0, 4)]:
            continue
        if m and (not same_gaps(w, 0, m, 0) or (w[GAPS + 1] != 32 and w[GAPS + 1] != 45)):
            continue
        if m and not _grouped(w, m, named):
            continue
        return put(w, i, w[ENDS + m], _CARD, CUED if named and not ISSUED[n, number(w, 0, 4)] else CHECKED)
    return False


@part
def _grouped(w, m, named):
    """Groups of three to eight digits (the last may be shorter), at most six of them."""
    if m > 6 or (m > 5 and not named):
        return False
    for k in range(m):
        size = w[ENDS + k] - w[STARTS + k]
        if size < 3 or size > 8:
            return False
    return True


@part
def imei(i, w):
    """3GPP TS 23.003: fifteen digits with a Luhn digit, in one piece or in groups."""
    for m in range(w[COUNT]):
        if w[SUMS + m] == 15:
            return luhn(w, 15) and put(w, i, w[ENDS + m], _IMEI, CHECKED)
    return False
