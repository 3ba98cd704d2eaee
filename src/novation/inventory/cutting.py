"""Where a row of many megabytes may be cut so that no identifier, and no word that names one, is cut off from the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SAFE = ("。", "；", "！", "？", ";", "!", "?")
"""No span goes over these, and no word before them speaks for a number behind them."""
_NEXT_BEST = ("\n", "，", " ")


def piece_end(buf: NDArray[np.uint8], at: int, hi: int, size: int) -> int:
    """Where a piece that begins at `at` ends, at most `size` bytes on: behind the last sign of the next best sort there is."""
    if at + size >= hi:
        return hi
    low = at + size // 2
    text = buf[low : at + size].tobytes()
    for signs in (_SAFE, *((sign,) for sign in _NEXT_BEST)):
        ends = [text.rfind(sign.encode()) + len(sign.encode()) for sign in signs if sign.encode() in text]
        if ends:
            return low + max(ends)
    end = at + size
    while end > low and buf[end] & 0xC0 == 0x80:
        end -= 1
    return end if end > low else at + size
