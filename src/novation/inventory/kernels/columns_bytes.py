# mypy: disable-error-code="no-untyped-def,assignment,no-any-return,untyped-decorator"
"""Instructions that Numba has no name for: one and eight bytes of a text as a number, and the bits of a number."""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from novation.inventory.kernels.compiling import BOUNDSCHECK, part


@intrinsic
def _byte(typing_context: Any, buf: Any, p: Any) -> Any:
    def load(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.zext(builder.load(builder.gep(args[0], [args[1]])), ir.IntType(64))

    return types.int64(buf, types.int64), load


@intrinsic
def _eight(typing_context: Any, buf: Any, p: Any) -> Any:
    def load(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        place = builder.bitcast(builder.gep(args[0], [args[1]]), ir.IntType(64).as_pointer())
        return builder.load(place, align=1)

    return types.uint64(buf, types.int64), load


@intrinsic
def _ones(typing_context: Any, x: Any) -> Any:
    def count(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.ctpop(args[0])

    return types.int64(types.int64), count


@intrinsic
def _lowest(typing_context: Any, x: Any) -> Any:
    def count(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 0))

    return types.int64(types.int64), count


@part
def _byte_checked(buf, p):
    return np.int64(buf[p])


@part
def _eight_checked(buf, p):
    w = np.uint64(0)
    for k in range(8):
        w = w | np.uint64(buf[p + k]) << np.uint64(8 * k)
    return w


byte: Any = _byte_checked if BOUNDSCHECK else _byte
"""The byte at a place as a whole number."""
eight: Any = _eight_checked if BOUNDSCHECK else _eight
"""The eight bytes from a place on as one unsigned number, the first lowest (on machines of that order)."""
ones: Any = _ones
"""How many bits of a whole number are set."""
lowest: Any = _lowest
"""The number of the lowest bit that is set."""
