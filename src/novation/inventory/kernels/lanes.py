"""The arithmetic of the name model for several tokens at once, written as vector code because compiled Python has no vectors.

Every function stands for a loop over WIDTH tokens that follow one another. Addresses are not checked, in no mode: the
arrays must reach WIDTH + 3 numbers behind the last token.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# Numba calls these with its own objects for types, code and values.

from __future__ import annotations

from functools import reduce
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic as _intrinsic

intrinsic: Any = _intrinsic  # its type keeps the first parameter, which Numba fills in
WIDTH = 8
STRIDE = (
    4  # tokens whose weights are found at once: those behind the last that is looked at are found in vain
)
LANES = 16
FEATURES = 18
FEATURE_BITS = 22  # a feature is this many bits of its hash
BUCKET_BITS = 18  # its low bits choose a bucket, the four others are compared
KINDS = 4
STEP = 16  # stored weights are multiples of it
MOST = 63  # and at most so many times it, at least one more below 0: two of them fit a byte
NONE = -(1 << 30)  # the score of a hypothesis that is not open
GATE_BITS = 17
GATE_LANES = 4  # what a token says of itself and its neighbours
M1, M2, M3, KIND = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x51ED27
HAN_FROM = 45  # `tokens.HAN`
DIGITS1, PHONE, NUMBER = 6, 37, 38  # as in `tokens`

_IDS, _CLS, _ADR, _CUE, _TWO, _THREE, _FOUR, _END = range(8)
_GATE_END = 4  # the endings of words among the arguments of `weigh_some`
_A2, _A1, _A0, _B1, _B2 = ([(_IDS, k, 0)] for k in range(-2, 3))
_SHAPES: list[tuple[Any, ...]] = [
    (1, _A0, _B1),
    (2, _A0),
    (3, _A1, _A0),
    (4, _A1),
    (5, _B1),
    (6, _A2, _A1),
    (7, _B1, _B2),
    (8, _A1, _B1),
    (12, [(_CLS, -2, 7), (_CLS, -1, 0)], [(_CLS, 0, 14), (_CLS, 1, 7), (_CLS, 2, 0)]),
    (13, [(_CLS, -1, 0)], [(_CLS, 0, 7), (_CLS, 1, 0)]),
    (14, [(_TWO, -1, 3), (_TWO, 0, 0)], [(_TWO, 1, 3), (_TWO, -2, 0)], [(_CLS, 0, 0)]),
    (15, [(_THREE, -2, 6), (_THREE, -1, 3), (_THREE, 0, 0)], [(_FOUR, -3, 6), (_FOUR, -2, 3), (_FOUR, -1, 0)], [(_FOUR, 0, 0)]),
    (16, [(_ADR, -2, 12), (_ADR, -1, 8), (_ADR, 0, 4), (_ADR, 1, 0)], [(_ADR, 2, 0)]),
    (17, [(_ADR, -1, 8), (_ADR, 0, 4), (_ADR, 1, 0)], [(_CLS, 0, 0)], [(_CLS, 1, 0)]),
    (18, [(_CUE, 0, 0)], [(_CLS, 0, 0)]),
    (19, [(_END, 0, 0)], [(_CLS, 0, 0)]),
    (20, _B1, [(_CLS, 0, 0)], [(_CLS, -1, 0)]),
    (21, _A1, [(_CLS, 0, 0)], [(_CLS, 1, 0)]),
]  # fmt: skip
"""The features of a token: kind, and up to three values put together of (array, place from the token, bits to the left)."""
_GATE: list[tuple[Any, ...]] = [
    (_A0,),
    (_A0, _B1),
    ([(_CLS, -1, 14), (_CLS, 0, 7), (_CLS, 1, 0)],),
    ([(_ADR, 0, 12), (_ADR, 1, 8), (_ADR, 2, 4)], [(_CUE, 0, 0)]),
    ([(_GATE_END, 0, 0)], [(_CLS, 0, 0)]),
]
"""The features of the gate, likewise; their kind is their place."""
GATE_FEATURES = len(_GATE)
_WORD = ir.IntType(64)


class _Code:
    """Writes code over vectors of `width` words; arrays are named by their place among the arguments."""

    def __init__(
        self, context: Any, builder: Any, kinds: Any, values: Any, width: int, bits: int = 64
    ) -> None:
        self.builder, self.width, self.word = builder, width, ir.IntType(bits)
        self.type = self.word if width == 1 else ir.VectorType(self.word, width)
        self.first: list[Any] = [
            context.make_array(kind)(context, builder, value).data if isinstance(kind, types.Array) else None
            for kind, value in zip(kinds, values, strict=True)
        ]

    def __call__(self, number: int) -> Any:
        return ir.Constant(self.type, number % (1 << self.word.width))

    def read(self, array: int, at: Any, offset: int = 0) -> Any:
        """Numbers of an array from place `at + offset` on, as words; without sign if they are wider."""
        place, kind, size = self._place(array, self.builder.add(at, ir.Constant(_WORD, offset)))
        return self._fit(self.builder.load(place, align=size), kind, self.type)

    def write_signed(self, words: Any, array: int, at: Any) -> None:
        """The numbers with their sign as wider ones of an array."""
        place, kind, size = self._place(array, at)
        self.builder.store(self.builder.sext(words, kind), place, align=size)

    def write(self, words: Any, array: int, at: Any) -> None:
        """The words as numbers of an array from place `at` on."""
        place, kind, size = self._place(array, at)
        self.builder.store(self._fit(words, self.type, kind), place, align=size)

    def _place(self, array: int, at: Any) -> tuple[Any, Any, int]:
        small = self.first[array].type.pointee
        kind = small if self.width == 1 else ir.VectorType(small, self.width)
        place = self.builder.bitcast(self.builder.gep(self.first[array], [at]), kind.as_pointer())
        return place, kind, small.width // 8

    def _fit(self, words: Any, kind: Any, wanted: Any) -> Any:
        have, want = (getattr(one, "element", one).width for one in (kind, wanted))
        return (
            words
            if have == want
            else getattr(self.builder, "zext" if have < want else "trunc")(words, wanted)
        )

    def larger(self, one: Any, other: Any) -> Any:
        return self.builder.select(self.builder.icmp_signed(">", one, other), one, other)

    def gather(self, array: int, places: Any) -> Any:
        """The numbers at these places, with their sign, as words."""
        found = self.taken(array, places)
        return found if found.type == self.type else self.builder.sext(found, self.type)

    def taken(self, array: int, places: Any) -> Any:
        """The numbers at these places, as wide as they lie there."""
        base, small = self.first[array], self.first[array].type.pointee
        if self.width == 1:
            return self.builder.load(self.builder.gep(base, [places]))
        found = ir.Constant(ir.VectorType(small, self.width), ir.Undefined)
        for k in range(self.width):
            lane = ir.Constant(ir.IntType(32), k)
            place = self.builder.extract_element(places, lane)
            found = self.builder.insert_element(
                found, self.builder.load(self.builder.gep(base, [place])), lane
            )
        return found

    def joined(self, terms: Any, at: Any) -> Any:
        """One word of several small numbers."""
        whole = None
        for array, offset, left in terms:
            part = self.shl(self.read(array, at, offset), left)
            whole = part if whole is None else self.builder.or_(whole, part)
        return whole

    def shl(self, words: Any, bits: int) -> Any:
        return self.builder.shl(words, self(bits)) if bits else words

    def shr(self, words: Any, bits: int) -> Any:
        return self.builder.lshr(words, self(bits))

    def low(self, words: Any, bits: int) -> Any:
        return self.builder.and_(words, self((1 << bits) - 1))

    def mixed(self, kind: int, a: Any, b: Any = None, c: Any = None) -> Any:
        """`tagger.mix` of these words."""
        build = self.builder
        salt = self(kind * KIND)
        x = build.mul(salt if c is None else build.add(c, salt), self(M3))
        x = build.xor(x, build.mul(a, self(M1)))
        x = x if b is None else build.xor(x, build.mul(b, self(M2)))
        x = build.mul(build.xor(x, self.shr(x, 29)), self(M1))
        return build.xor(x, self.shr(x, 32))


def _spread(builder: Any, word: Any, width: int) -> Any:
    """A vector of one word."""
    whole = ir.Constant(ir.VectorType(word.type, width), ir.Undefined)
    for k in range(width):
        whole = builder.insert_element(whole, word, ir.Constant(ir.IntType(32), k))
    return whole


def _features(v: _Code, first: Any) -> list[Any]:
    """The features of the tokens from `first` on."""
    return [
        v.low(v.mixed(kind, *(v.joined(terms, first) for terms in values)), FEATURE_BITS)
        for kind, *values in _SHAPES
    ]


@intrinsic
def hash_one(typing, ids, cls, adr, cue, lx2, lx3, lx4, end, first, out) -> Any:
    """The features of token `first` into `out[:FEATURES]`."""
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, 1)
        for k, feature in enumerate(_features(v, args[8])):
            v.write(feature, 9, ir.Constant(_WORD, k))
        return context.get_dummy_value()

    return types.void(ids, cls, adr, cue, lx2, lx3, lx4, end, types.int64, out), code


@intrinsic
def find_rows(typing, ids, cls, adr, cue, lx2, lx3, lx4, end, first, tells, out) -> Any:
    """Where the weights of the tokens from `first` on begin in the table; those of feature k of token t in `out[k * STRIDE + t]`.

    The table has a row of LANES weights for each bucket and one of noughts behind them; `tells` has the high bits of the one
    feature of the bucket that has weights. Any other feature gets the noughts, so that nothing is fetched for it; that is
    chosen without a jump, which could not be foreseen.
    """
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, STRIDE)
        for k, feature in enumerate(_features(v, args[8])):
            bucket = v.low(feature, BUCKET_BITS)
            tell = v.taken(9, bucket)
            high = builder.trunc(v.shr(feature, BUCKET_BITS), tell.type)
            row = builder.select(builder.icmp_unsigned("==", tell, high), bucket, v(1 << BUCKET_BITS))
            v.write(v.shl(row, LANES.bit_length() - 1), 10, ir.Constant(_WORD, k * STRIDE))
        return context.get_dummy_value()

    return types.void(ids, cls, adr, cue, lx2, lx3, lx4, end, types.int64, tells, out), code


@intrinsic
def add_rows(typing, table, rows, token, sums) -> Any:
    """Adds up the weights that begin at `rows[token::STRIDE]`, LANES numbers each, lane by lane, into `sums`.

    Two at a time are added as bytes: a weight is MOST at most.
    """
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, 1)
        small, wider = (ir.VectorType(ir.IntType(bits), LANES) for bits in (8, 16))
        offsets = [v.read(1, args[2], k * STRIDE) for k in range(FEATURES)]
        places = [builder.bitcast(builder.gep(v.first[0], [at]), small.as_pointer()) for at in offsets]
        weights = [builder.load(place, align=LANES) for place in places]
        pairs = [reduce(builder.add, weights[k : k + 2]) for k in range(0, FEATURES, 2)]
        total = reduce(builder.add, (builder.sext(pair, wider) for pair in pairs))
        wide = ir.VectorType(v.first[3].type.pointee, LANES)
        builder.store(builder.sext(total, wide), builder.bitcast(v.first[3], wide.as_pointer()), align=4)
        return context.get_dummy_value()

    return types.void(table, rows, types.int64, sums), code


def _scores(v: _Code, first: int, more: Any) -> Any:
    """A score for each kind: STEP times the four sums from `first` on, and `more`."""
    return v.builder.add(v.shl(v.read(0, ir.Constant(_WORD, first)), STEP.bit_length() - 1), more)


def _keep(v: _Code, score: Any, beam: Any, scores: int) -> Any:
    """Writes the scores that are no further than `beam` below 0, NONE for the others; gives back whether one is left."""
    stays = v.builder.icmp_signed(">=", v.builder.add(score, beam), v(0))
    v.write(v.builder.select(stays, score, v(NONE)), scores, ir.Constant(_WORD, 0))
    bits = v.builder.bitcast(stays, ir.IntType(KINDS))
    return v.builder.icmp_unsigned("!=", bits, ir.Constant(bits.type, 0))


@intrinsic
def best_end(typing, sums, scores, tilt) -> Any:
    """What the best end at a token brings over no end: of a span of this token alone, or of an open one; 0 for none."""
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, KINDS, 32)
        nought = ir.Constant(_WORD, 0)
        best = v.larger(_scores(v, 12, v.read(2, nought)), _scores(v, 8, v.read(1, nought)))
        best = v.larger(best, v(0))
        for order in ([2, 3, 0, 1], [1, 0, 3, 2]):
            best = v.larger(
                best, builder.shuffle_vector(best, best, ir.Constant(ir.VectorType(ir.IntType(32), 4), order))
            )
        return builder.sext(builder.extract_element(best, ir.Constant(ir.IntType(32), 0)), _WORD)

    return types.int64(sums, scores, tilt), code


@intrinsic
def open_spans(typing, sums, scores, starts, beam, tilt, token) -> Any:
    """The open hypotheses of all kinds behind a token: gone on or begun there, or dropped; whether one is left."""
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, KINDS, 32)
        nought = ir.Constant(_WORD, 0)
        opened = _scores(v, 0, v.read(4, nought))
        inside = _scores(v, 4, v.read(1, nought))
        begun = builder.icmp_signed(">", opened, inside)
        here = _spread(builder, builder.trunc(args[5], ir.IntType(32)), KINDS)
        v.write(builder.select(begun, here, v.read(2, nought)), 2, nought)
        return _keep(v, v.larger(opened, inside), v.read(3, nought), 1)

    return types.boolean(sums, scores, starts, beam, tilt, types.int64), code


@intrinsic
def fall_back(typing, scores, beam, gain) -> Any:
    """The open hypotheses after "none open" gained so much over them; whether one is left."""
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, KINDS, 32)
        nought = ir.Constant(_WORD, 0)
        gain = _spread(builder, builder.trunc(args[2], ir.IntType(32)), KINDS)
        return _keep(v, builder.sub(v.read(0, nought), gain), v.read(1, nought), 0)

    return types.boolean(scores, beam, types.int64), code


def _lexicons(width: int) -> Any:
    def lexicons(typing, ids, cls, two, three, four, lx2, lx3, lx4, first) -> Any:
        del typing

        def code(context, builder, signature, args):
            v = _Code(context, builder, signature.args, args, width)
            sizes = [
                context.make_array(kind)(context, builder, value).nitems
                for kind, value in zip(signature.args[2:5], args[2:5], strict=True)
            ]
            a, b, c, d = (v.read(0, args[8], k) for k in range(4))
            third = v.shl(c, 21)
            all_han = builder.icmp_unsigned(">=", v.read(1, args[8], 0), v(HAN_FROM))
            for k, (table, value) in enumerate(((2, None), (3, third), (4, builder.xor(third, d)))):
                han = builder.icmp_unsigned(">=", v.read(1, args[8], k + 1), v(HAN_FROM))
                all_han = builder.and_(all_han, han)
                x = v.mixed(91, a, b, value)
                mask = builder.sub(sizes[k], ir.Constant(sizes[k].type, 1))
                if width > 1:
                    mask = _spread(builder, mask, width)
                slot = v.low(v.gather(table, builder.and_(x, mask)), 8)
                same = builder.icmp_unsigned("==", v.shr(slot, 3), v.low(v.shr(x, 40), 5))
                found = builder.select(builder.and_(same, all_han), v.low(slot, 3), v(0))
                v.write(found, 5 + k, args[8])
            return context.get_dummy_value()

        return types.void(ids, cls, two, three, four, lx2, lx3, lx4, types.int64), code

    return intrinsic(lexicons)


lexicons_one, lexicons_some = _lexicons(1), _lexicons(WIDTH)
"""Classes of the known words of 2, 3, 4 Han signs that begin at token `first`, and at those that follow it."""


@intrinsic
def weigh_some(typing, ids, cls, adr, cue, end, first, gate, one, two, three, four) -> Any:
    """What the tokens from `first` on say of a beginning at the token behind them, at themselves, and one and two before them.

    Those are the four bytes of each row of `gate`, summed over the features of the gate.
    """
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, WIDTH)
        small, wider = (ir.VectorType(ir.IntType(bits), GATE_LANES * WIDTH) for bits in (8, 16))
        total = None
        for kind, (first, *further) in enumerate(_GATE):
            salt = builder.add(v.joined(further[0], args[5]), v(kind)) if further else v(kind)
            x = builder.xor(builder.mul(v.joined(first, args[5]), v(M1)), builder.mul(salt, v(M2)))
            rows = v.taken(6, v.low(v.shr(x, 40), GATE_BITS))
            weights = builder.sext(builder.bitcast(rows, small), wider)
            total = weights if total is None else builder.add(total, weights)
        for lane in range(GATE_LANES):
            picked = range(lane, GATE_LANES * WIDTH, GATE_LANES)
            order = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), list(picked))
            v.write_signed(builder.shuffle_vector(total, total, order), 7 + lane, args[5])
        return context.get_dummy_value()

    return types.void(ids, cls, adr, cue, end, types.int64, gate, one, two, three, four), code


@intrinsic
def open_gate(typing, cls, first, least, one, two, three, four, out) -> Any:
    """Into `out`, for the tokens from `first` on: 1 where something may begin, by what they and their neighbours say; else 0."""
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, WIDTH, 32)
        total = _spread(builder, builder.trunc(args[2], ir.IntType(32)), WIDTH)
        for lane, array in enumerate(range(3, 3 + GATE_LANES)):
            total = builder.add(total, v.read(array, args[1], lane - 1))
        kind = v.read(0, args[1])
        begins = builder.icmp_unsigned(">=", kind, v(DIGITS1))
        for never in (PHONE, NUMBER):
            begins = builder.and_(begins, builder.icmp_unsigned("!=", kind, v(never)))
        open_ = builder.and_(begins, builder.icmp_signed(">", total, v(0)))
        v.write(builder.zext(open_, v.type), 7, args[1])
        return context.get_dummy_value()

    return types.void(cls, types.int64, types.int64, one, two, three, four, out), code
