"""Typing and lowering of plain arithmetic without what Numba tries first: literals, overloads, object forms."""

from __future__ import annotations

from collections import Counter
from typing import Any

from numba import types
from numba.core import ir
from numba.core.lowering import Lower

_Signatures = dict[Any, Any]


class Remembering:
    """A typing context that asks once what an operator gives for types: Numba tries dozens of templates each time."""

    _known: _Signatures = {}

    def __init__(self, context: Any) -> None:
        self._context = context

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def resolve_function_type(self, func: Any, args: Any, kws: Any) -> Any:
        """The signature of a call; that of a part is not kept here, since a dispatcher has its own table."""
        if kws or isinstance(func, types.Dispatcher):
            return self._context.resolve_function_type(func, args, kws)
        plain = tuple(types.unliteral(arg) for arg in args)
        key = func, plain
        if key not in self._known:
            self._known[key] = self._context.resolve_function_type(func, plain, kws)
        return self._known[key]


def variables_of_several_values(function: ir.FunctionIR) -> set[str]:
    """Their names; a constant given to one passes through a variable of its own, since Numba would keep its type."""
    assigned: Counter[str] = Counter()
    for block in function.blocks.values():
        assigned.update(step.target.name for step in block.find_insts(ir.Assign))
    several = {name for name, count in assigned.items() if count > 1}
    for block in function.blocks.values():
        body = []
        for step in block.body:
            if (
                isinstance(step, ir.Assign)
                and step.target.name in several
                and isinstance(step.value, ir.Const | ir.Global | ir.FreeVar)
            ):
                constant = block.scope.redefine("$constant", step.loc)
                body.append(ir.Assign(step.value, constant, step.loc))
                step.value = constant
            body.append(step)
        block.body[:] = body
    return several


class PlainLower(Lower):
    """Lowers operators for the types that were inferred, without a try for each constant operand."""

    def lower_binop(self, resty: Any, expr: Any, op: Any) -> Any:
        context, builder = self.context, self.builder
        function = context.typing_context.resolve_value_type(op)
        signature = self.fndesc.calltypes[expr]
        # An operator between two truth values is typed from a memory: its type has to learn of this call too.
        function.get_call_type(context.typing_context, signature.args, {})
        operands = [
            context.cast(builder, self.loadvar(side.name), self.typeof(side.name), wanted)
            for side, wanted in zip((expr.lhs, expr.rhs), signature.args, strict=True)
        ]
        result = context.get_function(function, signature)(builder, operands)
        return context.cast(builder, result, signature.return_type, resty)
