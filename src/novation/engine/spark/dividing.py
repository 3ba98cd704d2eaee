"""Divides a query between two: Spark moves, joins and groups rows, DuckDB (on Spark's workers) says what values mean.

Regular expressions, times in text, letters in lower case, numbers as text: two engines never agree on all of these, so
whatever is not on the list of `native` is worked out by DuckDB itself, row by row. Rows are independent there, so any
split of them into batches gives the same. What is neither native nor row by row is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
from sqlglot import exp

from novation.engine.spark.native import AGGREGATES, foreign, own_nodes
from novation.engine.spark.values import BATCH
from novation.errors.engine import SPARK_UNSUPPORTED

_LONG = 4_000
"""Nodes of a query beyond which chains of row-wise SELECTs go to DuckDB though Spark could: its optimiser takes minutes."""

Describe = Callable[[exp.Expr], pa.Schema]
"""The columns of a query, by DuckDB's own binder."""
Materialise = Callable[[exp.Expr, str], str]
"""Makes a view of what DuckDB's text gives over the rows of a query; its name."""


@dataclass(frozen=True, slots=True)
class RowWise:
    """A chain of SELECTs for DuckDB: the rows come from `source` (for Spark), `query` reads them as `novation_batch`."""

    source: exp.Query
    query: exp.Select


class Divider:
    """Divides one statement; `describe` and `materialise` are the engine's."""

    def __init__(self, describe: Describe, materialise: Materialise) -> None:
        self._describe = describe
        self._materialise = materialise
        self._is_long = False

    def divide(self, query: exp.Query) -> exp.Query:
        """The same query with all that is DuckDB's replaced by views. Raises `engine.spark-unsupported`."""
        self._is_long = sum(1 for _ in query.walk()) > _LONG
        return self._for_spark(query.copy())

    def _for_spark(self, query: exp.Expr) -> exp.Query:
        found = self._query(query)
        return exp.select("*").from_(self._view(found)) if isinstance(found, RowWise) else found

    def _query(self, query: exp.Expr) -> exp.Query | RowWise:
        if isinstance(query, exp.Select):
            return self._select(query)
        if isinstance(query, exp.Subquery):
            return self._query(query.this)
        if isinstance(query, exp.Union):
            for side in ("this", "expression"):
                query.set(side, self._for_spark(query.args[side]))
            return self._checked(query)
        raise SPARK_UNSUPPORTED.error(what=type(query).__name__)

    def _view(self, work: RowWise) -> exp.Table:
        return exp.to_table(self._materialise(work.source, work.query.sql("duckdb")), dialect="duckdb")

    def _checked(self, query: exp.Query) -> exp.Query:
        strange = foreign(query)
        if strange is not None:
            raise SPARK_UNSUPPORTED.error(what=strange.sql("duckdb")[:80])
        return query

    # -- one SELECT

    def _select(self, select: exp.Select) -> exp.Query | RowWise:
        chain = self._sources(select)
        self._inner_queries(select)
        strange = foreign(select)
        if _is_row_wise(select):
            if not select.args.get("joins"):
                wanted = strange is not None or chain is not None or self._is_long
                return self._chained(select, chain) if wanted else select
            return self._checked(select) if strange is None else self._above_joins(select)
        if strange is not None and _is_aggregate(select):
            return self._below_aggregates(select, chain)
        if strange is not None and _is_row_wise(select, distinct=True):
            return self._below_distinct(select, chain)
        if chain is not None:
            self._put(select, chain)
        self._whole_sums(select)
        return self._checked(select)

    def _sources(self, select: exp.Select) -> RowWise | None:
        """Divides what a SELECT reads; the chain is given back where there is one and nothing is joined to it."""
        from_ = select.args.get("from_")
        joins = select.args.get("joins") or []
        for place in (from_, *joins):
            if place is None or not isinstance(place.this, exp.Subquery):
                continue
            found = self._query(place.this.this)
            if isinstance(found, RowWise) and place is from_ and not joins:
                return found
            if isinstance(found, RowWise):
                place.set("this", _named(self._view(found), place.this.alias))
            else:
                place.this.set("this", found)
        return None

    def _put(self, select: exp.Select, chain: RowWise) -> None:
        place = select.args["from_"]
        place.set("this", _named(self._view(chain), place.this.alias))

    def _inner_queries(self, select: exp.Select) -> None:
        """Queries in expressions; of these DuckDB has no part, since they look at rows that a batch does not have."""
        for node in own_nodes(select):
            is_source = isinstance(node.parent, (exp.From, exp.Join))
            if node is not select and isinstance(node, exp.Query) and not is_source:
                inner = node.this if isinstance(node, exp.Subquery) else node
                if isinstance(inner, exp.Query):
                    found = self._query(inner)
                    if isinstance(found, RowWise):
                        raise SPARK_UNSUPPORTED.error(what=inner.sql("duckdb")[:80])
                    inner.replace(found)

    def _chained(self, select: exp.Select, chain: RowWise | None) -> exp.Query | RowWise:
        """A row-wise SELECT of DuckDB's, set above the chain of those before it."""
        if any(node is not select and _is_inner(node) for node in own_nodes(select)):
            if chain is not None:
                self._put(select, chain)
            return self._checked(select)  # a query in an expression sees rows that a batch does not have
        place = select.args.get("from_")
        if place is None:
            raise SPARK_UNSUPPORTED.error(what=select.sql("duckdb")[:80])
        name = place.this.alias_or_name
        if chain is not None:
            place.set(
                "this",
                exp.Subquery(
                    this=chain.query, alias=exp.TableAlias(this=exp.to_identifier(name)) if name else None
                ),
            )
            return RowWise(chain.source, select)
        source = self._narrowed(select, place.this)
        place.set("this", _named(exp.to_table(BATCH), name))
        return RowWise(source, select)

    def _narrowed(self, select: exp.Select, source: exp.Expr) -> exp.Query:
        """The columns of a source that a SELECT mentions, or all where it says so."""
        inner = source.this if isinstance(source, exp.Subquery) else exp.select("*").from_(source.copy())
        if any(
            node.find(exp.Star) for node in select.expressions if isinstance(node, (exp.Star, exp.Column))
        ):
            return inner
        there = self._describe(inner).names
        said = {c.name.lower() for c in own_nodes(select) if isinstance(c, exp.Column)}
        wanted = [n for n in there if n.lower() in said] or there[:1]
        return exp.select(*(exp.column(exp.to_identifier(n, quoted=True)) for n in wanted)).from_(
            source.copy() if isinstance(source, exp.Table) else inner.subquery("novation_source")
        )

    def _above_joins(self, select: exp.Select) -> RowWise:
        """The joined columns by Spark, under names of their own; what is made of them by DuckDB."""
        joins = select.args["joins"]
        for part in joins:
            strange = foreign(part)
            if strange is not None:
                raise SPARK_UNSUPPORTED.error(what=strange.sql("duckdb")[:80])
        where = select.args.get("where")
        lower = exp.Select(from_=select.args["from_"], joins=joins)
        keeps_where = where is not None and foreign(where) is None
        if keeps_where:
            lower.set("where", where)
        upper = exp.Select(expressions=select.expressions, where=None if keeps_where else where)
        names: dict[str, str] = {}
        for projection in list(upper.expressions):
            if isinstance(projection, exp.Column) and not isinstance(projection.this, exp.Star):
                projection.replace(exp.alias_(projection.copy(), projection.name, quoted=True))
        for column in list(upper.find_all(exp.Column)):
            if isinstance(column.this, exp.Star):
                raise SPARK_UNSUPPORTED.error(what=column.sql("duckdb"))
            said = column.sql("duckdb")
            if said not in names:
                names[said] = f"k{len(names)}"
                lower.append("expressions", exp.alias_(column.copy(), names[said]))
            column.replace(exp.column(names[said]))
        if any(isinstance(node, exp.Star) for node in upper.expressions):
            raise SPARK_UNSUPPORTED.error(what="SELECT * … JOIN")
        upper.set("from_", exp.From(this=exp.to_table(BATCH)))
        return RowWise(self._checked(lower), upper)

    def _below_distinct(self, select: exp.Select, chain: RowWise | None) -> exp.Query:
        select.set("distinct", None)
        work = self._above_joins(select) if select.args.get("joins") else self._chained(select, chain)
        source = self._view(work) if isinstance(work, RowWise) else work.subquery("novation_source")
        return exp.select("*").distinct().from_(source)

    def _below_aggregates(self, select: exp.Select, chain: RowWise | None) -> exp.Query:
        """What is counted and grouped is worked out row by row below; Spark counts and groups."""
        lower = exp.Select(
            from_=select.args["from_"], joins=select.args.get("joins"), where=select.args.get("where")
        )
        upper = select
        for name in ("joins", "where"):
            upper.set(name, None)

        def below(node: exp.Expr) -> exp.Column:
            name = f"g{len(lower.expressions)}"
            lower.append("expressions", exp.alias_(node.copy(), name))
            return exp.column(name)

        for aggregate in [node for node in own_nodes(upper) if isinstance(node, AGGREGATES)]:
            operand = aggregate.this
            if isinstance(operand, exp.Distinct):
                for one in list(operand.expressions):
                    one.replace(below(one))
            elif not isinstance(operand, exp.Star):
                operand.replace(below(operand))
        for clause in [node.expression for node in own_nodes(upper) if isinstance(node, exp.Filter)]:
            clause.this.replace(below(clause.this))
        group = upper.args.get("group")
        keys = {key.sql("duckdb"): below(key) for key in (group.expressions if group else [])}
        for node in [*upper.expressions, *(group.expressions if group else [])]:
            for same in [one for one in node.walk() if one.sql("duckdb") in keys]:
                new = keys[same.sql("duckdb")].copy()
                is_named = (
                    same.parent is upper and same.arg_key == "expressions" and isinstance(same, exp.Column)
                )
                same.replace(exp.alias_(new, same.name, quoted=True) if is_named else new)
        if not lower.expressions:
            raise SPARK_UNSUPPORTED.error(what=select.sql("duckdb")[:80])
        work = self._above_joins(lower) if lower.args.get("joins") else self._chained(lower, chain)
        if not isinstance(work, RowWise):
            raise SPARK_UNSUPPORTED.error(what=select.sql("duckdb")[:80])
        upper.set("from_", exp.From(this=self._view(work)))
        self._whole_sums(upper)
        return self._checked(upper)

    def _whole_sums(self, select: exp.Select) -> None:
        """A sum of floating numbers depends on the order of the rows, and Spark's differs."""
        for node in [one for one in own_nodes(select) if isinstance(one, exp.Sum)]:
            source = exp.Select(
                expressions=[exp.alias_(node.this.copy(), "summed")],
                from_=select.args["from_"].copy(),
                joins=[join.copy() for join in select.args.get("joins") or []],
            )
            if not pa.types.is_integer(self._describe(source).field(0).type):
                raise SPARK_UNSUPPORTED.error(what=node.sql("duckdb")[:80])


def _named(table: exp.Table, alias: str) -> exp.Table:
    if alias:
        table.set("alias", exp.TableAlias(this=exp.to_identifier(alias)))
    return table


def _is_inner(node: exp.Expr) -> bool:
    """A query in an expression, not one that is read from."""
    return isinstance(node, exp.Query) and not isinstance(node.parent, (exp.From, exp.Join))


def _is_row_wise(select: exp.Select, distinct: bool = False) -> bool:
    """Whether each row stands for itself; with `distinct`, whether only doubles are dropped besides."""
    others = ("group", "having", "order", "limit", "qualify", "offset", "with_")
    if any(select.args.get(part) for part in others) or bool(select.args.get("distinct")) is not distinct:
        return False
    return not any(isinstance(node, (exp.AggFunc, exp.Window)) for node in own_nodes(select))


def _is_aggregate(select: exp.Select) -> bool:
    """Whether rows are grouped or counted, in ways that Spark shares, and nothing else is done to them."""
    if any(select.args.get(part) for part in ("distinct", "limit", "qualify", "offset", "with_")):
        return False
    found = [node for node in own_nodes(select) if isinstance(node, (exp.AggFunc, exp.Window))]
    return bool(found or select.args.get("group")) and all(isinstance(node, AGGREGATES) for node in found)
