# mypy: disable-error-code="no-untyped-def,assignment,no-any-return"
"""Rows that are one code and no identifier: QS10026416, D15010500000001; most columns of keys, told without a look at each rule."""

from __future__ import annotations

import numpy as np

from novation.inventory.kernels.compiling import part
from novation.inventory.kernels.cues import cue_before
from novation.inventory.kernels.letters import LETTER
from novation.inventory.kernels.vocabulary import words

_MOST_LETTERS, _MOST_DIGITS = 6, 14  # of 15 digits and more some are cards or identity numbers
LONGEST_CODE = _MOST_LETTERS + _MOST_DIGITS
_SHORT = 3
_CUES = np.zeros(27**_SHORT, np.bool_)
"""By up to three letters (`_place`), whether they are a word before a number."""
for _word, _ in words("before"):
    if len(_word) <= _SHORT and _word.isascii() and _word.isalpha():
        _CUES[sum((ord(_sign) - 96) * 27**_at for _at, _sign in enumerate(reversed(_word)))] = True


@part
def _proves_nothing(buf, lo, size, letters):
    """Whether letters at `lo` and digits behind them, `size` signs together, can be no number of a kind by themselves."""
    if letters < 1 or letters > _MOST_LETTERS or size - letters < 2 or size - letters > _MOST_DIGITS:
        return False
    if size == 9:  # a passport by its letter
        head = buf[lo] | 32
        return head != 101 and head != 103
    return not (size == 16 or size == 18 or (size == 10 and letters == 1) or (letters == 2 and size >= 15))


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
    if not _proves_nothing(buf, lo, hi - lo, p - lo):
        return False
    for k in range(p, hi):
        if buf[k] > 57 or buf[k] < 48:
            return False
    return cue_before(buf, lo, p, t, True) == 0


@part
def short_code(buf, lo, hi, letters, digits):
    """The same for up to three letters, without the words of the identifier pass; what was trimmed off changes nothing.

    `letters` says how many stand in the value, `digits` has a bit for the place of each digit, as `columns_ascii.count` leaves them.
    """
    size = hi - lo
    if letters > _SHORT or digits != (np.int64(1) << size) - (np.int64(1) << letters):
        return False
    if not _proves_nothing(buf, lo, size, letters):
        return False
    place = np.int64(0)
    for k in range(lo, lo + letters):
        place = place * 27 + (np.int64(buf[k] | 32) - 96)
    return not _CUES[place]
