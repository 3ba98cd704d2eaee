"""Names and addresses of a block of text: tokenises each row around its identifiers, tags it, gives the spans back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.arrays import Spans
from novation.inventory.kernels.compiling import kernel, part
from novation.inventory.kernels.forms_of_address import forms_of_address
from novation.inventory.kernels.name_model import NameModel, name_model
from novation.inventory.kernels.tagger import FEATURES, SPARE, STRIDE, WIDTH, clear_borders, describe, tag
from novation.inventory.kernels.tokens import NUMBER, PHONE, Array, tokenise
from novation.inventory.span_types import CODES

PIECE = 1 << 14
"""Bytes tagged in one go: longer rows are cut at a blank or line, so scratch memory is bounded whatever the row."""

_FULL = -1


@part
def piece_end(buf: Array, at: int, hi: int, size: int) -> int:
    """Where a piece that begins at byte `at` ends: at most `size` bytes on, behind a line, blank, comma or full stop if there is one."""
    end = at + size
    if end >= hi:
        return hi
    for back in range(size // 4):
        p = end - 1 - back
        b = buf[p]
        if b == 10 or b == 32 or b == 44 or b == 59:
            return p + 1
        if b == 0x82 and buf[p - 1] == 0x80 and buf[p - 2] == 0xE3:  # 。
            return p + 1
        if b == 0x8C and buf[p - 1] == 0xBC and buf[p - 2] == 0xEF:  # ，
            return p + 1
    while end > at and (buf[end] & 0xC0) == 0x80:
        end -= 1
    return end if end > at else min(hi, at + size)


@kernel
def tag_block(
    buf: Array, offsets: Array, held_rows: Array, held_s: Array, held_e: Array, held_k: Array,
    signs: Array, words: Array, two: Array, three: Array, four: Array, cues: Array, gate: Array,
    tells: Array, packed: Array, levels: Array, beam: Array, tilt: Array, size: int, small: Array,
    large: Array, features: Array, out: Array,
) -> int:  # fmt: skip
    """Fills the rows of `out`: row, start, end (bytes of the row), kind and gain; returns the count, or -1 where they are too short.

    `held_*` are the identifiers of all rows in order, starts and ends in bytes of `buf`. `levels`: the least gain of a
    name and of an address. `small`, `large` and `features` (see `_scratch`) are written over.
    """
    ids, cls, adr, cue, lx2, lx3, lx4 = small[0], small[1], small[2], small[3], small[4], small[5], small[6]
    gates, shut_at, shut_kind, shut_gain = small[7], small[8], small[9], small[10]
    out_s, out_e, out_k, out_g = small[11], small[12], small[13], small[14]
    begin_score, begin_at, tails, score = small[15], small[16], small[17], small[22]
    gate_1, gate_2, gate_3, gate_4 = small[18], small[19], small[20], small[21]
    ts, te = large[0], large[1]
    rows, starts, ends, kinds, gains = out[0], out[1], out[2], out[3], out[4]
    count = 0
    h = 0
    for r in range(len(offsets) - 1):
        lo, hi = offsets[r], offsets[r + 1]
        while h < len(held_rows) and held_rows[h] < r:
            h += 1
        at = lo
        while at < hi:
            end = piece_end(buf, at, hi, size)
            while h < len(held_rows) and held_rows[h] == r and held_e[h] <= at:
                h += 1
            h1 = h
            while h1 < len(held_rows) and held_rows[h1] == r and held_s[h1] < end:
                if held_e[h1] > end:  # an identifier is never cut: the piece ends behind it, or before it
                    end = held_e[h1] if held_e[h1] - at <= size else max(held_s[h1], at)
                    if held_e[h1] > end:
                        break
                h1 += 1
            if end == at:  # an identifier longer than a piece
                at = held_e[h1]
                continue
            n = tokenise(buf, at, end, held_s, held_e, held_k, h, h1, signs, ids, cls, adr, tails, ts, te)
            describe(ids, cls, n, words, cues, adr, cue)
            clear_borders(n, adr, cue, lx2, lx3, lx4)
            m = tag(
                ids, cls, adr, tails, cue, two, three, four, lx2, lx3, lx4, n, gate, tells, packed, beam, tilt, gate_1, gate_2, gate_3, gate_4, gates, features, begin_score, begin_at, score,
                shut_at, shut_kind, shut_gain, out_s, out_e, out_k, out_g,
            )  # fmt: skip
            for j in range(m - 1, -1, -1):
                k = out_k[j]
                if k > 1 or out_g[j] < levels[k]:
                    continue
                if count == len(rows):
                    return -1
                rows[count] = r
                starts[count] = ts[out_s[j]] - lo
                ends[count] = te[out_e[j] - 1] - lo
                kinds[count] = k
                gains[count] = out_g[j]
                count += 1
            at = end
    return count


def _scratch(size: int) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.uint32]]:
    """Room for what `tag_block` knows of each token of a piece, and for where the weights of STRIDE of them lie; given from here,
    because every kind of array that a kernel makes itself costs time to compile."""
    room = size + SPARE + WIDTH
    return (
        np.zeros((23, room), np.int32),
        np.zeros((2, room), np.int64),
        np.zeros(FEATURES * STRIDE, np.uint32),
    )


_CODES = np.array([CODES["person-name"], CODES["address"]], np.uint8)
_PHONES = [CODES[slug] for slug in ("mobile", "landline", "phone")]
_TOKEN = np.full(256, NUMBER, np.int64)
_TOKEN[_PHONES] = PHONE


def name_spans(
    buf: NDArray[np.uint8], offsets: NDArray[np.int64], held: Spans, model: NameModel | None = None
) -> Spans:
    """Person names and addresses in the rows of an Arrow string array, beside the identifiers `held` (bytes of the row).

    Confidence grows with the model's margin over "nothing here". What overlaps an identifier is never given.
    """
    m = model or name_model()
    base = offsets[held.rows]
    around = held.rows, held.starts + base, held.ends + base, _TOKEN[held.types]
    room = 1024 + int(offsets[-1] - offsets[0]) // 24
    scratch = _scratch(PIECE)
    while True:
        out = np.empty((5, room), np.int64)
        count = tag_block(
            buf, offsets, *around, m.signs, m.words, m.two, m.three, m.four,
            m.cues, m.gate, m.tells, m.packed, m.levels, m.beam, m.tilt, PIECE, *scratch, out,
        )  # fmt: skip
        if count != _FULL:
            break
        room *= 4
    out = out[:, :count]
    first = offsets[out[0]]
    out = out[:, (out[3] != 0) | ~forms_of_address(buf, first + out[1], first + out[2])]
    rows, starts, ends, kinds, gains = out
    sure = 1.0 / (1.0 + np.exp(-gains / m.scale))
    confidence = np.clip(0.5 + (sure - 0.5), 0.5, 0.97).astype(np.float32)
    return Spans(rows.copy(), starts.copy(), ends.copy(), _CODES[kinds], confidence)
