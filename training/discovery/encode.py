"""Turns notes into rows of features and gold actions, by the very kernels that run in the product."""

from __future__ import annotations

import numpy as np
from numba import njit

from corpus import Note
from novation.inventory.kernels import tagger, tokens


@njit(cache=True)
def row_features(ids, cls, adr, cue, lx2, lx3, lx4, n, out):
    row = np.zeros(tagger.FEATURES, np.uint64)
    for i in range(3, n):
        tagger.features(ids, cls, adr, cue, lx2, lx3, lx4, i, row)
        for f in range(tagger.FEATURES):
            out[i - 3, f] = row[f]


class Encoder:
    """Holds the tables and the scratch arrays."""

    def __init__(self, tables: dict[str, np.ndarray], longest: int = 20000) -> None:
        self.t = tables
        self.ids, self.cls, self.ts, self.te, self.adr, self.cue, self.lx2, self.lx3, self.lx4 = (np.zeros(longest, np.int64) for _ in range(9))

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
        n = tokens.tokenise(buf, 0, len(raw), hs, he, hk, 0, len(held), t["fold"], t["han"], self.ids, self.cls, self.ts, self.te)
        tagger.look_up(self.ids, self.cls, n, t["words"], t["two"], t["three"], t["four"], self.lx2, self.lx3, self.lx4)
        tagger.describe(self.ids, self.cls, n, t["places"], t["cues"], self.adr, self.cue)
        return n, at

    def features(self, n: int) -> np.ndarray:
        out = np.zeros((n - 3, tagger.FEATURES), np.int32)
        row_features(self.ids, self.cls, self.adr, self.cue, self.lx2, self.lx3, self.lx4, n, out)
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
