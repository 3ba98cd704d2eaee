"""The arithmetic of the name model for several tokens at once, written as vector code because compiled Python has no vectors.

Every function stands for a loop over WIDTH tokens that follow one another. Addresses are not checked, in no mode: the
arrays must reach WIDTH + 3 numbers behind the last token.
"""

# mypy: disable-error-code="no-untyped-def,no-untyped-call"
# Numba calls these with its own objects for types, code and values.

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic as _intrinsic

intrinsic: Any = _intrinsic  # its type keeps the first parameter, which Numba fills in
WIDTH = 8
LANES = 16
FEATURES = 15
FEATURE_BITS = 22  # a feature is this many bits of its hash
BUCKET_BITS = 18  # its low bits choose a bucket of the index, the four others are compared
TELLS = FEATURE_BITS - BUCKET_BITS
SMALL_ROWS, LARGE_ROWS = (
    12,
    14,
)  # bits of a row's number below those that tell, for an index of 16 and of 32 bits
KINDS = 4
STEP = 8  # stored weights are multiples of it
NONE = -(1 << 40)  # the score of a hypothesis that is not open
GATE_BITS = 17
M1, M2, M3, KIND = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x51ED27
HAN_FROM = 36  # `tokens.HAN`

_IDS, _CLS, _ADR, _CUE, _TWO, _THREE, _FOUR = range(7)
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
    (12, [(_CLS, -2, 6), (_CLS, -1, 0)], [(_CLS, 0, 12), (_CLS, 1, 6), (_CLS, 2, 0)]),
    (13, [(_CLS, -1, 0)], [(_CLS, 0, 6), (_CLS, 1, 0)]),
    (14, [(_TWO, -1, 3), (_TWO, 0, 0)], [(_TWO, 1, 3), (_TWO, -2, 0)], [(_CLS, 0, 0)]),
    (15, [(_THREE, -2, 6), (_THREE, -1, 3), (_THREE, 0, 0)], [(_FOUR, -3, 6), (_FOUR, -2, 3), (_FOUR, -1, 0)], [(_FOUR, 0, 0)]),
    (16, [(_ADR, -2, 12), (_ADR, -1, 8), (_ADR, 0, 4), (_ADR, 1, 0)], [(_ADR, 2, 0)]),
    (17, [(_ADR, -1, 8), (_ADR, 0, 4), (_ADR, 1, 0)], [(_CLS, 0, 0)], [(_CLS, 1, 0)]),
    (18, [(_CUE, 0, 0)], [(_CLS, 0, 0)]),
]  # fmt: skip
"""The features of a token: kind, and up to three values put together of (array, place from the token, bits to the left)."""
_WORD = ir.IntType(64)


class _Code:
    """Writes code over vectors of `width` 64-bit words; `arrays` are the arguments of the function, in order."""

    def __init__(self, context: Any, builder: Any, kinds: Any, values: Any, width: int) -> None:
        self.builder, self.width = builder, width
        self.type = _WORD if width == 1 else ir.VectorType(_WORD, width)
        self.values = values
        self.first: list[Any] = [
            context.make_array(kind)(context, builder, value).data if isinstance(kind, types.Array) else None
            for kind, value in zip(kinds, values, strict=True)
        ]

    def __call__(self, number: int) -> Any:
        return ir.Constant(self.type, number % (1 << 64))

    def read(self, array: int, at: Any, offset: int) -> Any:
        """Numbers of an array from place `at + offset` on, as words."""
        small = self.first[array].type.pointee
        place = self.builder.gep(self.first[array], [self.builder.add(at, ir.Constant(_WORD, offset))])
        kind = small if self.width == 1 else ir.VectorType(small, self.width)
        loaded = self.builder.load(self.builder.bitcast(place, kind.as_pointer()), align=small.width // 8)
        return loaded if small == _WORD else self.builder.zext(loaded, self.type)

    def read_signed(self, array: int, at: Any) -> Any:
        """Numbers of an array of 32 bits from place `at` on, with their sign."""
        small = self.first[array].type.pointee
        place = self.builder.gep(self.first[array], [at])
        kind = ir.VectorType(small, self.width)
        loaded = self.builder.load(self.builder.bitcast(place, kind.as_pointer()), align=4)
        return self.builder.sext(loaded, self.type)

    def write(self, words: Any, array: int, at: Any) -> None:
        """The words as numbers of an array from place `at` on."""
        small = self.first[array].type.pointee
        kind = small if self.width == 1 else ir.VectorType(small, self.width)
        place = self.builder.bitcast(self.builder.gep(self.first[array], [at]), kind.as_pointer())
        narrow = words if small == _WORD else self.builder.trunc(words, kind)
        self.builder.store(narrow, place, align=small.width // 8)

    def gather(self, array: int, places: Any) -> Any:
        """The numbers at these places, with their sign."""
        base, small = self.first[array], self.first[array].type.pointee
        if self.width == 1:
            loaded = self.builder.load(self.builder.gep(base, [places]))
            return loaded if small == _WORD else self.builder.sext(loaded, _WORD)
        kind = ir.VectorType(small, self.width)
        found = ir.Constant(kind, ir.Undefined)
        for k in range(self.width):
            lane = ir.Constant(ir.IntType(32), k)
            place = self.builder.extract_element(places, lane)
            found = self.builder.insert_element(
                found, self.builder.load(self.builder.gep(base, [place])), lane
            )
        return found if small == _WORD else self.builder.sext(found, self.type)

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


def _hash(width: int) -> Any:
    def hashes(typing, ids, cls, adr, cue, lx2, lx3, lx4, first, out) -> Any:
        del typing

        def code(context, builder, signature, args):
            v = _Code(context, builder, signature.args, args, width)
            numbers = [
                v.low(v.mixed(kind, *(v.joined(terms, args[7]) for terms in values)), FEATURE_BITS)
                for kind, *values in _SHAPES
            ]
            for k, words in enumerate(numbers):
                v.write(words, 8, ir.Constant(_WORD, k * width))
            return context.get_dummy_value()

        return types.void(ids, cls, adr, cue, lx2, lx3, lx4, types.int64, out), code

    return intrinsic(hashes)


hash_one = _hash(1)
"""The features of token `first` into `out[:FEATURES]`."""
hash_some = _hash(WIDTH)
"""The features of the tokens from `first` on; feature k of token t goes to `out[k * WIDTH + t]`."""


@intrinsic
def add_rows(typing, index, table, features, token, sums) -> Any:
    """Adds up the weights of the features `features[token::WIDTH]`, lane by lane, into `sums`.

    `index` has for each bucket the row in `table` (int8, LANES a row) of the one feature there that has weights. The high
    bits of a row's number are those that tell its feature from others of the bucket; row 0 is all noughts.
    """
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, 1)
        small, lanes = ir.VectorType(ir.IntType(8), LANES), ir.VectorType(ir.IntType(16), LANES)
        total = ir.Constant(lanes, None)
        below = SMALL_ROWS if v.first[0].type.pointee.width == 16 else LARGE_ROWS
        for k in range(FEATURES):
            feature = v.read(2, args[3], k * WIDTH)
            row = builder.load(builder.gep(v.first[0], [v.low(feature, BUCKET_BITS)]))
            row = builder.zext(row, _WORD)
            same = builder.icmp_unsigned("==", v.shr(row, below), v.shr(feature, BUCKET_BITS))
            row = builder.select(same, row, v(0))
            place = builder.bitcast(builder.gep(v.first[1], [v.shl(row, 4)]), small.as_pointer())
            total = builder.add(total, builder.sext(builder.load(place, align=1), lanes))
        wide = ir.VectorType(v.first[4].type.pointee, LANES)
        builder.store(builder.sext(total, wide), builder.bitcast(v.first[4], wide.as_pointer()), align=4)
        return context.get_dummy_value()

    return types.void(index, table, features, types.int64, sums), code


def _best(v: _Code, builder: Any, args: Any, offset: int, more: Any) -> Any:
    """A score for each kind: STEP times the four sums from `offset` on, and `more`."""
    sums = v.read_signed(0, ir.Constant(_WORD, offset))
    return builder.add(builder.mul(sums, v(STEP)), more)


@intrinsic
def best_end(typing, sums, scores, tilt, closed) -> Any:
    """The best score with no span open behind a token: nothing new, a span of this token alone, or the end of an open one."""
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, KINDS)
        nought = ir.Constant(_WORD, 0)
        single = _best(
            v, builder, args, 12, builder.add(_spread(builder, args[3], KINDS), v.read(2, nought, 0))
        )
        end = _best(v, builder, args, 8, v.read(1, nought, 0))
        both = builder.select(builder.icmp_signed(">", single, end), single, end)
        best = args[3]
        for k in range(KINDS):
            one = builder.extract_element(both, ir.Constant(ir.IntType(32), k))
            best = builder.select(builder.icmp_signed(">", one, best), one, best)
        return best

    return types.int64(sums, scores, tilt, types.int64), code


@intrinsic
def open_spans(typing, sums, scores, starts, beam, tilt, closed, best, token) -> Any:
    """The open hypotheses of all kinds behind a token, at its place: gone on or begun there, or dropped; whether one is left."""
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, KINDS)
        nought = ir.Constant(_WORD, 0)
        closed, best, token = (_spread(builder, word, KINDS) for word in args[5:])
        opened = _best(v, builder, args, 0, builder.add(closed, v.read(4, nought, 0)))
        inside = _best(v, builder, args, 4, v.read(1, nought, 0))
        goes_on = builder.icmp_signed(">=", inside, opened)
        score = builder.select(goes_on, inside, opened)
        stays = builder.icmp_signed(">=", score, builder.sub(best, v.read(3, nought, 0)))
        v.write(builder.select(stays, score, v(NONE)), 1, nought)
        v.write(builder.select(goes_on, v.read(2, nought, 0), token), 2, nought)
        bits = builder.bitcast(stays, ir.IntType(KINDS))
        return builder.icmp_unsigned("!=", bits, ir.Constant(bits.type, 0))

    return types.boolean(sums, scores, starts, beam, tilt, types.int64, types.int64, types.int64), code


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


def _spread(builder: Any, word: Any, width: int) -> Any:
    """A vector of one word."""
    whole = ir.Constant(ir.VectorType(_WORD, width), ir.Undefined)
    for k in range(width):
        whole = builder.insert_element(whole, word, ir.Constant(ir.IntType(32), k))
    return whole


lexicons_one, lexicons_some = _lexicons(1), _lexicons(WIDTH)
"""Classes of the known words of 2, 3, 4 Han signs that begin at token `first`, and at those that follow it."""


@intrinsic
def gate_some(typing, ids, cls, adr, cue, first, gate, out) -> Any:
    """Sums of the gate's five features for the tokens from `first` on, into `out`."""
    del typing

    def code(context, builder, signature, args):
        v = _Code(context, builder, signature.args, args, WIDTH)
        a1, a0, b1 = (v.read(_IDS, args[4], k) for k in (-1, 0, 1))
        classes = v.joined([(_CLS, -1, 12), (_CLS, 0, 6), (_CLS, 1, 0)], args[4])
        roles = v.joined([(_ADR, 0, 12), (_ADR, 1, 8), (_ADR, 2, 4)], args[4])
        total = v(0)
        for kind, (a, b) in enumerate(
            ((a0, None), (a0, b1), (a1, None), (classes, None), (roles, v.read(_CUE, args[4], 0)))
        ):
            salt = v(kind) if b is None else builder.add(b, v(kind))
            x = builder.xor(builder.mul(a, v(M1)), builder.mul(salt, v(M2)))
            total = builder.add(total, v.gather(5, v.low(v.shr(x, 40), GATE_BITS)))
        v.write(total, 6, args[4])
        return context.get_dummy_value()

    return types.void(ids, cls, adr, cue, types.int64, gate, out), code
