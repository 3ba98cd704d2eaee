"""One compiled pass over the bytes of a CSV file: is it UTF-8, how many records, and what else its reading must know."""

from __future__ import annotations

import numba
import numpy as np
from numpy.typing import NDArray

WIDE, DELIMITER, LINE_END, QUOTE, NUL, LETTER_E = 1, 2, 3, 4, 5, 6
"""Classes of bytes that mean something; all others are class 0."""

OPEN, FIELDS, BEGIN, FIELD_BEGIN, ROWS, ODD, LONGEST, NULS, QUOTES, SCIENTIFIC, INNER, STATE_SIZE = range(12)
"""Places in the state that goes from block to block: whether a quoted field is open, fields that the open record has
so far, where it and its last field began, counted from the block's begin and so at most 0 in the next; records, those
of another width, the longest in bytes; NUL bytes, quotation marks, numbers like 5.54E+15, line ends in quoted fields."""


def classes(delimiter: int) -> NDArray[np.uint8]:
    """The class of each byte value for a delimiter (a byte below 0x80)."""
    found = np.zeros(256, np.uint8)
    found[0x80:] = WIDE
    signs = ((delimiter, DELIMITER), (10, LINE_END), (13, LINE_END), (34, QUOTE), (0, NUL), (69, LETTER_E))
    for sign, kind in signs:
        found[sign] = kind
    return found


def fresh_state() -> NDArray[np.int64]:
    return np.zeros(STATE_SIZE, np.int64)


@numba.njit(cache=True, nogil=True)
def wide_length(block: NDArray[np.uint8], at: int) -> int:
    """Bytes of the character that begins at `at` (RFC 3629, table of well-formed sequences); 0: none, -1: cut off."""
    lead = block[at]
    if lead < 0xC2 or lead > 0xF4:
        return 0
    size = 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
    low, high = 0x80, 0xBF
    if lead == 0xE0:
        low = 0xA0
    elif lead == 0xED:
        high = 0x9F
    elif lead == 0xF0:
        low = 0x90
    elif lead == 0xF4:
        high = 0x8F
    for place in range(1, size):
        if at + place >= block.size:
            return -1
        byte = block[at + place]
        if byte < low or byte > high:
            return 0
        low, high = 0x80, 0xBF
    return size


@numba.njit(cache=True, nogil=True)
def is_scientific(block: NDArray[np.uint8], at: int, after: int) -> bool:
    """Whether the `E` at `at` stands in a number like 5.54E+15 whose first digit is not before `after`."""
    if at + 3 >= block.size or block[at + 1] != 43 or block[at + 2] != 49:
        return False
    if block[at + 3] < 48 or block[at + 3] > 57:
        return False
    place = at - 1
    while place >= after and 48 <= block[place] <= 57:
        place -= 1
    if place == at - 1 or place <= after or block[place] != 46:
        return False
    return 48 <= block[place - 1] <= 57


@numba.njit(cache=True, nogil=True)
def survey(
    block: NDArray[np.uint8], kinds: NDArray[np.uint8], width: int, state: NDArray[np.int64], last: bool
) -> int:
    """Reads a block on from `state`. Returns how many bytes it took (what may be cut off is left), -1: not UTF-8.

    The records are those that the parser of Arrow sees: blank lines are none; CR, LF and CR LF end a line; a quote
    counts at the start of a field only, a doubled one in a quoted field is one, and behind a closing one the field
    goes on as a plain one.
    """
    is_open, fields, begin, field_begin = state[OPEN], state[FIELDS], state[BEGIN], state[FIELD_BEGIN]
    rows, odd, longest = state[ROWS], state[ODD], state[LONGEST]
    nuls, quotes, scientific, inner = state[NULS], state[QUOTES], state[SCIENTIFIC], state[INNER]
    after = 0  # behind the last number that was counted
    at = 0
    size = block.size
    while at < size:
        kind = kinds[block[at]]
        if kind == 0:
            at += 1
            while at < size and kinds[block[at]] == 0:
                at += 1
        elif kind == WIDE:
            # Nearly all of Chinese: three bytes whose second may be any; a loop of its own, as it is much faster.
            began = at
            while (
                at + 2 < size
                and 0xE0 < block[at] < 0xED
                and (block[at + 1] & 0xC0) == 0x80
                and (block[at + 2] & 0xC0) == 0x80
            ):
                at += 3
            if at > began:
                continue
            length = wide_length(block, at)
            if length == 0 or (length < 0 and last):
                return -1
            if length < 0:
                break
            at += length
        elif kind == DELIMITER:
            at += 1
            if not is_open:
                fields += 1
                field_begin = at
        elif kind == LINE_END:
            at += 1
            if is_open:
                inner += 1
                continue
            if at - begin > 1:
                rows += 1
                odd += fields + 1 != width
                longest = max(longest, at - begin)
            fields, begin, field_begin = 0, at, at
        elif kind == QUOTE:
            if not is_open:
                is_open = at == field_begin
            elif at + 1 < size and block[at + 1] == 34:
                quotes += 1
                at += 1
            elif at + 1 == size and not last:
                break
            else:
                is_open = 0
            quotes += 1
            at += 1
        else:
            if kind == NUL:
                nuls += 1
            elif is_scientific(block, at, after):
                scientific += 1
                after = at + 4
            at += 1
    if last and at > begin:
        rows += 1
        odd += fields + 1 != width
        longest = max(longest, at - begin)
    state[OPEN], state[FIELDS], state[BEGIN], state[FIELD_BEGIN] = (
        is_open,
        fields,
        begin - at,
        field_begin - at,
    )
    state[ROWS], state[ODD], state[LONGEST] = rows, odd, longest
    state[NULS], state[QUOTES], state[SCIENTIFIC], state[INNER] = nuls, quotes, scientific, inner
    return at
