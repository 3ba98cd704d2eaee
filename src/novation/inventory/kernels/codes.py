# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""Rows that are one code and no identifier: QS10026416, D15010500000001; most columns of keys, told without a look at each rule."""

from __future__ import annotations

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.cues import cue_before
from novation.inventory.kernels.letters import LETTER

_MOST_LETTERS, _MOST_DIGITS = 6, 14  # of 15 digits and more some are cards or identity numbers
LONGEST_CODE = _MOST_LETTERS + _MOST_DIGITS


@part
def code_of_nobody(buf, lo, hi, t):
    """Whether the row is letters with digits behind them of a size that proves nothing, and the letters are no word for a number.

    What is said of it without this look: papers have other sizes or need a word (`papers.lettered`), IBANs and credit codes
    are longer, and digits behind a letter are part of a code (`fields.part_of_code`) unless the letters name them (DOB19880412).
    """
    while lo < hi and (buf[lo] == 9 or buf[lo] == 32):  # a TAB that keeps spreadsheets from reading a number
        lo += 1
    p = lo
    while p < hi and LETTER[buf[p]]:
        p += 1
    letters = p - lo
    size = hi - lo
    if letters == 0 or letters > _MOST_LETTERS or size - letters < 2 or size - letters > _MOST_DIGITS:
        return False
    if size == 9:  # a passport by its letter
        head = buf[lo] | 32
        if head == 101 or head == 103:
            return False
    elif size == 16 or size == 18 or (size == 10 and letters == 1) or (letters == 2 and size >= 15):
        return False
    for k in range(p, hi):
        if buf[k] > 57 or buf[k] < 48:
            return False
    return cue_before(buf, lo, p, t, True) == 0
