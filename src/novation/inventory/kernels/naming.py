"""Names and addresses of a block of text: tokenises each row around its identifiers, tags it, gives the spans back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from novation.inventory.kernels.arrays import Spans
from novation.inventory.kernels.compiling import kernel, part
from novation.inventory.kernels.lanes import LANES
from novation.inventory.kernels.name_model import NameModel, name_model
from novation.inventory.kernels.tagger import FEATURES, SPARE, WIDTH, clear_borders, describe, tag
from novation.inventory.kernels.tokens import Array, tokenise
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
    index: Array, packed: Array, levels: Array, beam: Array, tilt: Array, size: int, rows: Array,
    starts: Array, ends: Array, kinds: Array, gains: Array,
) -> int:  # fmt: skip
    """Fills rows, starts, ends (bytes of the row), kinds and gains; returns the count, or -1 where they are too short.

    `held_*` are the identifiers of all rows in order, starts and ends in bytes of the row. `levels`: the least gain of a
    name and of an address.
    """
    room = size + SPARE + WIDTH
    ids, cls, ts, te = (
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
        np.zeros(room, np.int64),
        np.zeros(room, np.int64),
    )
    adr, cue = np.zeros(room, np.int32), np.zeros(room, np.int32)
    lx2, lx3, lx4 = np.zeros(room, np.int32), np.zeros(room, np.int32), np.zeros(room, np.int32)
    shut_at, shut_kind, shut_gain = (
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
    )
    out_s, out_e, out_k, out_g = (
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
    )
    gates, found, entries, score = (
        np.zeros(room, np.int32),
        np.zeros(FEATURES * WIDTH, np.uint32),
        np.zeros(FEATURES * WIDTH, np.uint32),
        np.zeros(LANES, np.int32),
    )
    begin_score, begin_at = np.zeros(4, np.int32), np.zeros(4, np.int32)
    absolute_s, absolute_e = held_s.copy(), held_e.copy()
    for j in range(len(held_s)):
        absolute_s[j] += offsets[held_rows[j]]
        absolute_e[j] += offsets[held_rows[j]]
    count = 0
    h = 0
    for r in range(len(offsets) - 1):
        lo, hi = offsets[r], offsets[r + 1]
        while h < len(held_rows) and held_rows[h] < r:
            h += 1
        at = lo
        while at < hi:
            end = piece_end(buf, at, hi, size)
            while h < len(held_rows) and held_rows[h] == r and absolute_e[h] <= at:
                h += 1
            h1 = h
            while h1 < len(held_rows) and held_rows[h1] == r and absolute_s[h1] < end:
                if absolute_e[h1] > end:  # an identifier is never cut: the piece ends behind it, or before it
                    end = absolute_e[h1] if absolute_e[h1] - at <= size else max(absolute_s[h1], at)
                    if absolute_e[h1] > end:
                        break
                h1 += 1
            if end == at:  # an identifier longer than a piece
                at = absolute_e[h1]
                continue
            n = tokenise(buf, at, end, absolute_s, absolute_e, held_k, h, h1, signs, ids, cls, adr, ts, te)
            describe(ids, cls, n, words, cues, adr, cue)
            clear_borders(n, adr, cue, lx2, lx3, lx4)
            m = tag(
                ids, cls, adr, cue, two, three, four, lx2, lx3, lx4, n, gate, index, packed, beam, tilt, gates, found, entries, begin_score, begin_at, score,
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


_CODES = np.array([CODES["person-name"], CODES["address"]], np.uint8)
_PHONES = [CODES[slug] for slug in ("mobile", "landline", "phone")]
_TOKEN = np.full(256, 29, np.int64)
_TOKEN[_PHONES] = 28


def name_spans(
    buf: NDArray[np.uint8], offsets: NDArray[np.int64], held: Spans, model: NameModel | None = None
) -> Spans:
    """Person names and addresses in the rows of an Arrow string array, beside the identifiers `held` (bytes of the row).

    Confidence grows with the model's margin over "nothing here". What overlaps an identifier is never given.
    """
    m = model or name_model()
    room = 1024 + int(offsets[-1] - offsets[0]) // 24
    while True:
        rows, starts, ends, kinds, gains = (np.empty(room, np.int64) for _ in range(5))
        count = tag_block(
            buf, offsets, held.rows, held.starts, held.ends, _TOKEN[held.types], m.signs, m.words, m.two, m.three, m.four,
            m.cues, m.gate, m.index, m.packed, m.levels, m.beam, m.tilt, PIECE, rows, starts, ends, kinds, gains,
        )  # fmt: skip
        if count != _FULL:
            break
        room *= 4
    kinds, gains = kinds[:count], gains[:count]
    sure = 1.0 / (1.0 + np.exp(-gains / m.scale))
    confidence = np.clip(0.5 + (sure - 0.5), 0.5, 0.97).astype(np.float32)
    return Spans(rows[:count].copy(), starts[:count].copy(), ends[:count].copy(), _CODES[kinds], confidence)
