"""Twin of the name model: describes tokens, names their features, finds the best chain of spans; hypotheses are plain tuples."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from novation.inventory.kernels.forms_of_address import TITLES
from novation.inventory.kernels.lanes import FEATURE_BITS, STEP
from novation.inventory.kernels.name_model import NO_FEATURE, NameModel

from .name_tokens import BORDER, HAN, Token, Tokeniser

_FULL = 2**64
_A, _B, _C = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
_SEPARATORS = (b"\n", b" ", b",", b";", "。".encode(), "，".encode())
_ROLES = {1: 3, 2: 5, 3: 1, 4: 13, 5: 12}
Span = tuple[int, int, int, int]  # first byte, byte after the last, kind, gain


def mixed(kind: int, a: int, b: int = 0, c: int = 0) -> int:
    x = (a * _A ^ b * _B ^ (c + kind * 0x51ED27) * _C) % _FULL
    x = (x ^ x >> 29) * _A % _FULL
    return x ^ x >> 32


def _word(table: np.ndarray, a: int, b: int = 0, c: int = 0, d: int = 0) -> int:
    x = mixed(91, a, b, c << 21 ^ d)
    slot = int(table[x % len(table)])
    return slot % 8 if slot and slot >> 3 == (x >> 40) % 32 else 0


_TITLES = {bytes(row.tolist()).decode() for row in TITLES}


def _is_form_of_address(raw: bytes) -> bool:
    text = raw.decode(errors="replace")
    return (
        len(raw) == 6 and text[0] in "小老" or len(raw) == 9 and raw[3:].decode(errors="replace") in _TITLES
    )


class NameTwin:
    """The tagging that a model gives, in plain Python."""

    def __init__(self, model: NameModel) -> None:
        self.model = model
        self.tokeniser = Tokeniser(model)
        buckets = len(model.tells)
        lanes = model.packed.reshape(-1, 4, 4).transpose(0, 2, 1).reshape(-1, 16) * np.int64(STEP)
        self.weights = {
            bucket + int(high) * buckets: lanes[bucket].tolist()
            for bucket, high in enumerate(model.tells)
            if high != NO_FEATURE
        }
        self.gate = model.gate[:-1].view(np.int8).reshape(-1, 4).tolist()
        self.gate_start = int(model.gate[-1])

    def spans(
        self, raw: bytes, held: list[tuple[int, int, int]], size: int = 1 << 14
    ) -> list[tuple[int, int, int, float]]:
        """Names (0) and addresses (1) of a row, with confidence; `size` bytes are tagged in one go."""
        found, at = [], 0
        while at < len(raw):
            end = self._piece_end(raw, at, size, held)
            if end < 0:
                at = -end
                continue
            inside = [(s - at, e - at, k) for s, e, k in held if at <= s and e <= end]
            for s, e, kind, gain in self.tagged(raw[at:end], inside):
                form = kind == 0 and _is_form_of_address(raw[at + s : at + e])
                if kind < 2 and gain >= self.model.levels[kind] and not form:
                    sure = 1 / (1 + math.exp(-gain / self.model.scale))
                    found.append((at + s, at + e, kind, min(max(sure, 0.5), 0.97)))
            at = end
        return found

    def _piece_end(self, raw: bytes, at: int, size: int, held: list[tuple[int, int, int]]) -> int:
        """Where the piece ends; less than 0: an identifier too long for a piece goes on to there."""
        end = at + size
        if end >= len(raw):
            end = len(raw)
        else:
            cuts = [cut for cut in range(end - size // 4 + 1, end + 1) if raw[:cut].endswith(_SEPARATORS)]
            lead = [cut for cut in range(at + 1, end + 1) if raw[cut] >> 6 != 2]
            end = cuts[-1] if cuts else lead[-1] if lead else end
        for s, e, _ in held:
            if e > at and s < end < e:
                if e - at > size:
                    return s if s > at else -e
                end = e
        return end

    def tagged(self, raw: bytes, held: list[tuple[int, int, int]]) -> list[Span]:
        tokens = [replace(BORDER) for _ in range(3)]
        tokens += self.tokeniser.tokens(raw, held)
        count = len(tokens)
        tokens += [replace(BORDER) for _ in range(3)]
        self._describe(tokens, count)
        words = (
            [(0, 0, 0)] * 3 + [self._lexicons(tokens, i, count) for i in range(3, count)] + [(0, 0, 0)] * 3
        )
        return self._best(tokens, words, count)

    def _describe(self, tokens: list[Token], count: int) -> None:
        last, since = 0, 0
        for i in range(3, count):
            token, begins = tokens[i], 0
            if 10 <= token.kind <= 36:
                if token.kind < 36:
                    token.role = _ROLES.get(_word(self.model.cues, token.sign, 7), 0)
                if token.kind in (10, 18, 26):
                    token.kind += _word(self.model.words, token.sign)
            elif token.role >= 128:
                token.role %= 16
                begins = _word(self.model.cues, tokens[i - 1].sign, token.sign)
            elif token.sign == 0xB7:
                begins = 5
            since += 1
            if last:
                token.cue = last * 4 + sum(since > limit for limit in (1, 2, 5))
            if begins:
                last, since = begins, 0
            elif since > 12 or token.sign == 10:
                last = 0

    def _lexicons(self, tokens: list[Token], i: int, count: int) -> tuple[int, int, int]:
        """Classes of the known words of two, three, four signs that begin here."""
        length = 0
        while length < 4 and i + length < count and tokens[i + length].kind >= HAN:
            length += 1
        signs = [token.sign for token in tokens[i : i + length]]
        m = self.model
        return (
            _word(m.two, *signs[:2]) if length >= 2 else 0,
            _word(m.three, *signs[:3]) if length >= 3 else 0,
            _word(m.four, *signs) if length == 4 else 0,
        )

    @staticmethod
    def features(tokens: list[Token], words: list[tuple[int, int, int]], i: int) -> list[int]:
        """Numbers of the features of token i, each of FEATURE_BITS bits."""
        a2, a1, a0, b1, b2 = (t.sign for t in tokens[i - 2 : i + 3])
        c2, c1, c0, d1, d2 = (t.kind for t in tokens[i - 2 : i + 3])
        e2, e1, e0, f1, f2 = (t.role for t in tokens[i - 2 : i + 3])
        two = [w[0] for w in words[i - 2 : i + 2]]
        three = [w[1] for w in words[i - 2 : i + 1]]
        four = [w[2] for w in words[i - 3 : i + 1]]
        asked = [
            (1, a0, b1), (2, a0), (3, a1, a0), (4, a1), (5, b1), (6, a2, a1), (7, b1, b2), (8, a1, b1),
            (12, c2 << 7 | c1, c0 << 14 | d1 << 7 | d2), (13, c1, c0 << 7 | d1),
            (14, two[1] << 3 | two[2], two[3] << 3 | two[0], c0),
            (15, three[0] << 6 | three[1] << 3 | three[2], four[0] << 6 | four[1] << 3 | four[2], four[3]),
            (16, e2 << 12 | e1 << 8 | e0 << 4 | f1, f2), (17, e1 << 8 | e0 << 4 | f1, c0, d1), (18, tokens[i].cue, c0),
            (19, tokens[i].ending, c0), (20, b1, c0, c1), (21, a1, c0, d1),
        ]  # fmt: skip
        return [mixed(*one) % 2**FEATURE_BITS for one in asked]

    def _gate_rows(self, tokens: list[Token], i: int) -> list[list[int]]:
        """What the gate's features of token i say of a beginning behind it, at it, one and two before it."""
        before, here, after, further = tokens[i - 1 : i + 3]
        asked = [
            (here.sign, 0), (here.sign, after.sign), (before.kind << 14 | here.kind << 7 | after.kind, 0),
            (here.role << 12 | after.role << 8 | further.role << 4, here.cue), (here.ending, here.kind),
        ]  # fmt: skip
        return [
            self.gate[((a * _A ^ (b + kind) * _B) % _FULL >> 40) % len(self.gate)]
            for kind, (a, b) in enumerate(asked)
        ]

    def _may_begin(self, tokens: list[Token], i: int, count: int) -> bool:
        total = self.gate_start
        for lane, j in enumerate(range(i - 1, i + 3)):
            if 3 <= j < count:
                total += sum(row[lane] for row in self._gate_rows(tokens, j))
        return total > 0

    def _best(self, tokens: list[Token], words: list[tuple[int, int, int]], count: int) -> list[Span]:
        """Chains are nested pairs (earlier, span), so that a hypothesis never changes another."""
        beam, tilt = self.model.beam.tolist(), self.model.tilt.tolist()
        closed, chain = 0, None
        opened: dict[
            int, tuple[int, int, int, object]
        ] = {}  # kind: score, first token, score and chain before it
        for i in range(3, count):
            if tokens[i].kind in (37, 38):  # an identifier is no part of anything
                opened = {}
                continue
            if not opened and (tokens[i].kind < 6 or not self._may_begin(tokens, i, count)):
                continue
            rows = [self.weights[f] for f in self.features(tokens, words, i) if f in self.weights]
            score = [sum(lane) for lane in zip(*rows, strict=True)] if rows else [0] * 16
            options = []
            for k in range(4):
                options.append((closed + score[4 * k + 3] + tilt[k], i, k, closed, chain))
                if k in opened:
                    so_far, first, before, earlier = opened[k]
                    options.append((so_far + score[4 * k + 2], first, k, before, earlier))
            best = max(options, key=lambda option: option[0])  # the first of equals
            goes_on = {k: (value[0] + score[4 * k + 1], *value[1:]) for k, value in opened.items()}
            opened = {}
            for k in range(4):
                fresh = (closed + score[4 * k] + tilt[k], i, closed, chain)
                opened[k] = goes_on[k] if k in goes_on and goes_on[k][0] >= fresh[0] else fresh
            if best[0] > closed:
                closed, first, k, before, earlier = best
                chain = (earlier, (tokens[first].start, tokens[i].end, k, closed - before))
            opened = {k: value for k, value in opened.items() if value[0] >= closed - beam[k]}
        spans: list[Span] = []
        while chain:
            chain, span = chain
            spans.insert(0, span)
        return spans
