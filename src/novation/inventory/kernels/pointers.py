# mypy: disable-error-code="no-untyped-def,assignment,no-any-return,misc,untyped-decorator"
"""Arrays as bare pointers for the parts: one argument instead of seven, and no look at the sign of an index."""

from __future__ import annotations

from typing import Any

from numba import types
from numba.core import cgutils
from numba.core.imputils import impl_ret_borrowed
from numba.extending import intrinsic

from novation.inventory.kernels.compiling import BOUNDSCHECK


@intrinsic
def _address(typing_context, array):
    """The first item of an array that somebody else keeps alive."""

    def generate(context, builder, signature, arguments) -> Any:
        return cgutils.create_struct_proxy(array)(context, builder, arguments[0]).data

    return types.CPointer(array.dtype)(array), generate


@intrinsic
def _itself(typing_context, array):
    """The array, with one more holder."""

    def generate(context, builder, signature, arguments) -> Any:
        return impl_ret_borrowed(context, builder, array, arguments[0])

    return array(array), generate


pointer: Any = _itself if BOUNDSCHECK else _address
"""What kernels hand their parts in place of an array; the array itself where reads outside it are to be found.

The caller of the kernel keeps the array: made inside the kernel, it would be freed after its last use there.
"""
