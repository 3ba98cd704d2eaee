"""Which SQL means the same to Spark as to DuckDB: a closed list of nodes; all else is left to DuckDB, or refused."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

_EXPRESSIONS = (
    exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Star, exp.Alias, exp.Paren,
    exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.NullSafeEQ, exp.NullSafeNEQ,
    exp.Is, exp.In, exp.Between, exp.Case, exp.If, exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least,
    exp.Add, exp.Sub, exp.Mul, exp.Mod, exp.IntDiv, exp.Neg, exp.BitwiseAnd, exp.BitwiseOr, exp.DataType,
)  # fmt: skip
AGGREGATES = (exp.Count, exp.Sum, exp.Max, exp.Min, exp.LogicalOr, exp.LogicalAnd, exp.BitwiseOrAgg)
_SHAPES = (
    exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.Order, exp.Ordered, exp.Limit, exp.Table,
    exp.TableAlias, exp.Subquery, exp.Union, exp.Distinct, exp.Filter, exp.Window, exp.RowNumber,
)  # fmt: skip
_NATIVE = frozenset((*_EXPRESSIONS, *AGGREGATES, *_SHAPES))
_WHOLE = frozenset({exp.DType.BIGINT, exp.DType.INT, exp.DType.SMALLINT})
_PLAIN = _WHOLE | {exp.DType.BOOLEAN, exp.DType.DATE, exp.DType.TIMESTAMP, exp.DType.TIMESTAMPNTZ}
_COUNTED = (
    exp.Count,
    exp.Sum,
    exp.BitwiseOrAgg,
    exp.Null,
    exp.Case,
    exp.If,
    exp.Add,
    exp.Mul,
    exp.Sub,
    exp.Paren,
)


def own_nodes(query: exp.Expr) -> Iterator[exp.Expr]:
    """The nodes of a query but those of queries inside it."""
    yield from query.walk(prune=lambda node: node is not query and isinstance(node, exp.Query))


def foreign(query: exp.Expr) -> exp.Expr | None:
    """The first node of a query or expression (not of queries inside it) that Spark might take otherwise."""
    for node in own_nodes(query):
        if node is not query and isinstance(node, exp.Query):
            continue
        if isinstance(node, exp.Cast) and type(node) is exp.Cast:
            if not _is_exact(node):
                return node
        elif type(node) not in _NATIVE:
            return node
    return None


def _is_exact(cast: exp.Cast) -> bool:
    """Whole numbers into wider ones, and the constant of a day: casts about which there are no two opinions."""
    to, operand = cast.to.this, cast.this
    if isinstance(operand, exp.Null):
        return to in _PLAIN
    if to in (exp.DType.TIMESTAMP, exp.DType.TIMESTAMPNTZ, exp.DType.DATE):
        return isinstance(operand, exp.Literal) and _is_day(operand.this)
    return to in _WHOLE and _is_whole(operand)


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()


def _is_whole(node: exp.Expr) -> bool:
    """Whether it is plainly a whole number, whatever the columns in it are."""
    if isinstance(node, exp.Literal):
        return node.is_int
    if isinstance(node, (exp.Count, exp.Sum, exp.BitwiseOrAgg, exp.Null)):
        return True
    if isinstance(node, exp.Case):
        outcomes = [one.args["true"] for one in node.args["ifs"]]
        return all(map(_is_whole, [*outcomes, *filter(None, [node.args.get("default")])]))
    return isinstance(node, _COUNTED) and all(map(_is_whole, node.iter_expressions()))
