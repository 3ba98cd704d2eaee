# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
# ruff: noqa: SIM109, SIM110 (compiled code: plain comparisons and loops are what compiles quickly)
"""Numbers that are fixed lines of Beijing or Guangzhou by their plan, and telephones of Korea or London by their company."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels import families as cue
from novation.inventory.kernels.chains import goes_on, shape, sizes
from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.layout import COUNT, ENDS, GAPS, D
from novation.inventory.kernels.spans_out import SHAPED, put
from novation.inventory.span_types import CODES

_PHONE = CODES["phone"]
_344 = shape(3, 4, 4)
_AROUND = (
    240  # bytes looked at on either side for the script of the text; a bound, since a row may be very long
)
LATIN, HAN, OTHER = 0, 1, 2


@part
def script_around(buf, lo, at, hi):
    """OTHER when Hangul or kana stand near `at`, HAN when Han signs do, else LATIN."""
    script = LATIN
    for p in range(max(lo, at - _AROUND), min(hi, at + _AROUND)):
        b = buf[p]
        if 0xEA <= b <= 0xED:
            return OTHER
        if b == 0xE3 and p + 1 < hi and (buf[p + 1] == 0x81 or buf[p + 1] == 0x82 or buf[p + 1] == 0x83):
            return OTHER
        if 0xE4 <= b <= 0xE9:
            script = HAN
    return script


@part
def beyond(buf, lo, start, hi, family, w):
    """010-2345-6789 (Korea) and 020 7946 0958 (London), written 3-4-4 as fixed lines of the mainland seldom are."""
    if w[COUNT] < 3 or sizes(w, 0, 2) != _344 or w[D] != 0 or w[D + 2] != 0 or goes_on(w, 2):
        return False
    first = np.int64(w[D + 3])
    gap = w[GAPS + 2]
    mainland = family == cue.MOBILE or family == cue.LANDLINE
    if w[D + 1] == 1:  # fixed lines of Beijing begin with 5, 6 and 8, hardly any with another digit
        if gap != 45 or first < 2:
            return False
        local = first == 5 or first == 6 or first == 8
        script = script_around(buf, lo, start, hi)
        if script == OTHER or (not local and not (mainland and script == HAN)):
            return put(w, start, w[ENDS + 2], _PHONE, SHAPED)
        return False
    if w[D + 1] != 2 or (first != 7 and first != 3 and first != 8) or gap == 10:
        return False
    if script_around(buf, lo, start, hi) != LATIN:
        return False
    return put(w, start, w[ENDS + 2], _PHONE, SHAPED)
