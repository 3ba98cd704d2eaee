"""Turns notes into rows of features and gold actions, by the very kernels that run in the product."""

from __future__ import annotations

import numpy as np
from corpus import Note
from numba import njit

from novation.inventory.kernels import tagger, tokens
from novation.inventory.kernels.name_model import sign_table


@njit
def encode(
    buf, hi, hs, he, hk, signs, words, two, three, four, cues, ids, cls, ts, te, adr, suf, cue, lx2, lx3, lx4
):
    n = tokens.tokenise(buf, 0, hi, hs, he, hk, 0, len(hs), signs, ids, cls, adr, suf, ts, te)
    tagger.describe(ids, cls, n, words, cues, adr, cue)
    tagger.clear_borders(n, adr, cue, lx2, lx3, lx4)
    for i in range(3, n):
        tagger.ask_lexicons(ids, cls, n, i, two, three, four, lx2, lx3, lx4)
    return n


@njit
def row_features(ids, cls, adr, suf, cue, lx2, lx3, lx4, n, out):
    row = np.zeros(tagger.FEATURES, np.uint64)
    for i in range(3, n):
        tagger.features(ids, cls, adr, suf, cue, lx2, lx3, lx4, i, row)
        for f in range(tagger.FEATURES):
            out[i - 3, f] = row[f]


@njit
def decode(
    ids,
    cls,
    adr,
    suf,
    cue,
    two,
    three,
    four,
    lx2,
    lx3,
    lx4,
    n,
    gate,
    tells,
    packed,
    beam,
    tilt,
    shut_at,
    shut_kind,
    shut_gain,
    out_s,
    out_e,
    out_k,
    out_g,
):
    room = n + tagger.SPARE
    gate_1, gate_2, gate_3, gate_4, gates = (
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
    )
    found, score, begin_score, begin_at = (
        np.zeros(tagger.FEATURES * tagger.STRIDE, np.uint32),
        np.zeros(16, np.int32),
        np.zeros(4, np.int32),
        np.zeros(4, np.int32),
    )
    return tagger.tag(
        ids,
        cls,
        adr,
        suf,
        cue,
        two,
        three,
        four,
        lx2,
        lx3,
        lx4,
        n,
        gate,
        tells,
        packed,
        beam,
        tilt,
        gate_1,
        gate_2,
        gate_3,
        gate_4,
        gates,
        found,
        begin_score,
        begin_at,
        score,
        shut_at,
        shut_kind,
        shut_gain,
        out_s,
        out_e,
        out_k,
        out_g,
    )


@njit
def gate_features(ids, cls, adr, suf, cue, n, out):
    for i in range(3, n):
        out[i - 3, 0] = tagger.gate_hash(0, ids[i], 0)
        out[i - 3, 1] = tagger.gate_hash(1, ids[i], ids[i + 1])
        out[i - 3, 2] = tagger.gate_hash(2, (cls[i - 1] << 14) | (cls[i] << 7) | cls[i + 1], 0)
        out[i - 3, 3] = tagger.gate_hash(3, (adr[i] << 12) | (adr[i + 1] << 8) | (adr[i + 2] << 4), cue[i])
        out[i - 3, 4] = tagger.gate_hash(4, suf[i], cls[i])


@njit
def mixed(kind, a, b, c):
    return tagger.mix(kind, a, b, c)


@njit
def word_token(buf, hi, signs, ids, cls, adr, suf, ts, te):
    none = np.zeros(0, np.int64)
    tokens.tokenise(buf, 0, hi, none, none, none, 0, 0, signs, ids, cls, adr, suf, ts, te)
    return ids[3]


class Encoder:
    """Holds the tables and the scratch arrays."""

    def __init__(self, tables: dict[str, np.ndarray], longest: int = 20000) -> None:
        self.t = tables
        self.signs = sign_table(tables["fold"], tables["han"], tables["places"])
        self.ids, self.cls, self.ts, self.te, self.adr, self.suf, self.cue, self.lx2, self.lx3, self.lx4 = (
            np.zeros(longest, np.int64) for _ in range(10)
        )

    def tokens(self, note: Note) -> tuple[int, np.ndarray]:
        """Tokens of a note into the scratch arrays; returns the count and the byte offset of each code point."""
        raw = note.text.encode("utf-8", "surrogatepass")
        buf = np.frombuffer(raw + b"\0" * 8, np.uint8)
        lead = np.flatnonzero((buf[: len(raw)] & 0xC0) != 0x80)
        at = np.append(lead, len(raw))
        held = sorted(note.held)
        hs, he = (np.array([at[h[k]] for h in held], np.int64) for k in (0, 1))
        hk = np.array([h[2] for h in held], np.int64)
        t = self.t
        n = encode(
            buf, len(raw), hs, he, hk, self.signs, t["words"], t["two"], t["three"], t["four"], t["cues"],
            self.ids, self.cls, self.ts, self.te, self.adr, self.suf, self.cue, self.lx2, self.lx3, self.lx4,
        )  # fmt: skip
        return n, at

    def features(self, n: int) -> np.ndarray:
        out = np.zeros((n - 3, tagger.FEATURES), np.int32)
        row_features(self.ids, self.cls, self.adr, self.suf, self.cue, self.lx2, self.lx3, self.lx4, n, out)
        return out

    def gate(self, n: int) -> np.ndarray:
        out = np.zeros((n - 3, tagger.GATE_FEATURES), np.int32)
        gate_features(self.ids, self.cls, self.adr, self.suf, self.cue, n, out)
        return out

    def gold(self, note: Note, n: int, at: np.ndarray) -> tuple[np.ndarray, int]:
        """Action of each token: -1 outside, else 4 * kind + (0 begin, 1 inside, 2 end, 3 single); and spans that fit no tokens."""
        action = np.full(n - 3, -1, np.int8)
        starts = {int(self.ts[i]): i for i in range(3, n)}
        ends = {int(self.te[i]): i for i in range(3, n)}
        lost = 0
        for s, e, kind in note.spans:
            a, b = starts.get(int(at[s])), ends.get(int(at[e]))
            if a is None or b is None or b < a or (action[a - 3 : b - 2] != -1).any():
                lost += 1
                continue
            if a == b:
                action[a - 3] = 4 * kind + 3
            else:
                action[a - 3] = 4 * kind
                action[a - 2 : b - 3] = 4 * kind + 1
                action[b - 3] = 4 * kind + 2
        return action, lost
