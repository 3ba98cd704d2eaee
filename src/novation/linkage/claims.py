"""Claims: which row carries which verified identifier or number, less those that say nothing about one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from novation.engine import Engine
from novation.engine.expressions import one, plain_sql
from novation.engine.identifiers import quote_identifier
from novation.linkage.identifiers import IDENTIFIER_SQL, STRONG, bare_sql, namespace
from novation.linkage.keys import number_sql
from novation.linkage.shape import LinkTable, Token
from novation.messages import Text

TOO_COMMON = 3
"""An identifier that more different people of one table carry is a shop's own number or a placeholder."""


@dataclass(frozen=True, slots=True)
class Spaces:
    """What is known of the keys: tables that are the master of theirs, and the space of each (table, column)."""

    masters: Set[str]
    of: Mapping[tuple[str, str], int]


def make_claims(engine: Engine, tables: Sequence[LinkTable], spaces: Spaces) -> list[Text]:
    """Makes the tables `claims(t, _row, id, weak, strong)` and `token_ids(id, token)`; returns remarks.

    `id` numbers the distinct tokens in the order of their first row, so that the same files give the same numbers.
    """
    selects = [s for number, table in enumerate(tables) for s in _selects(number, table, spaces)]
    empty = (
        "SELECT 0::INTEGER AS t, 0::BIGINT AS _row, ''::VARCHAR AS token, false AS weak, false AS strong, "
        "NULL::VARCHAR AS owner, false AS named WHERE false"
    )
    engine.execute("CREATE OR REPLACE TABLE said AS " + " UNION ALL ".join([empty, *selects]))
    common = _drop(engine, _COMMON)
    torn = _drop(engine, _TORN)
    engine.execute(
        "CREATE OR REPLACE TABLE token_ids AS SELECT token, row_number() OVER (ORDER BY first, token) - 1 AS id "
        f"FROM (SELECT token, min(t::BIGINT << {_ROW_BITS} | _row) AS first FROM said GROUP BY token)"
    )
    engine.execute(
        "CREATE OR REPLACE TABLE claims AS SELECT s.t, s._row, i.id, s.weak, s.strong FROM said s "
        "JOIN token_ids i USING (token)"
    )
    engine.execute("DROP TABLE said")
    return [remark for remark in (_common_remark(common), _torn_remark(torn)) if remark]


_ROW_BITS = 44  # rows of one table; the table's number stands above them

_COMMON = (
    "SELECT DISTINCT token FROM (SELECT token, t FROM said WHERE NOT strong AND owner IS NOT NULL "
    "GROUP BY token, t HAVING "
    f"count(DISTINCT owner) > {TOO_COMMON} OR (bool_and(weak AND named) AND NOT starts_with(max(owner), min(owner))))"
)
"""Tokens of too many people of one table (a customer number too can be a filler), and phones and e-mails of people of
one table who have different names: a family's."""

_TORN = (
    "SELECT c.token FROM said c JOIN said s ON s.strong AND c.t = s.t AND c._row = s._row "
    "WHERE c.weak AND NOT c.strong GROUP BY c.token HAVING count(DISTINCT s.token) > 1"
)
"""Tokens that stand beside two valid ID numbers: two people."""


def _selects(number: int, table: LinkTable, spaces: Spaces) -> list[str]:
    view = quote_identifier(table.table_id)
    selects = []
    key = number_sql(quote_identifier(table.person_key.column)) if table.person_key else "NULL::VARCHAR"
    if table.person_key:
        space = spaces.of[table.table_id, table.person_key.column]
        owner = _name(table) if table.table_id in spaces.masters else "NULL"  # elsewhere others are named too
        selects.append(
            f"SELECT {number}, _row, 'k{space}:' || {_there('k')}, false, false, owner, false "
            f"FROM (SELECT _row, {key} AS k, {owner} AS owner FROM {view})"
        )
    # In an event table the identifiers may be another person's (the addressee of a present): the key decides.
    only = "" if table.person_key is None or table.table_id in spaces.masters else " AND k IS NULL"
    for token in table.identifiers:
        strong = "true" if token.kind in STRONG else "false"
        weak = "false" if token.kind in STRONG else "true"
        selects.append(
            f"SELECT {number}, _row, '{namespace(token.kind)}:' || {_there('v', only)}, {weak}, {strong}, "
            f"coalesce(name, k, _row::VARCHAR), name IS NOT NULL FROM ({_verified(table, token, key)})"
        )
    return selects


def _there(value: str, condition: str = "") -> str:
    """The value, and no row where it is NULL. A `WHERE` would be pushed below and work every value out twice."""
    return f"unnest(CASE WHEN {value} IS NOT NULL{condition} THEN [{value}] ELSE [] END)"


def _verified(table: LinkTable, token: Token, key: str) -> str:
    """`_row`, `k`, `name` and the verified identifier `v`, in steps: SQL would work out a value anew at each mention."""
    column = quote_identifier(token.column)
    plain = (
        f"SELECT _row, {key} AS k, {_name(table)} AS name, {plain_sql(column)} AS p "
        f"FROM {quote_identifier(table.table_id)}"
    )
    bare = f"SELECT _row, k, name, {bare_sql(token.kind, 'p')} AS b FROM ({plain})"
    return f"SELECT _row, k, name, {IDENTIFIER_SQL[token.kind]('b')} AS v FROM ({bare})"


def _name(table: LinkTable) -> str:
    """The name without blanks and dots, in lower case; NULL where there is none."""
    if table.name is None:
        return "NULL::VARCHAR"
    return f"nullif(regexp_replace(lower({plain_sql(quote_identifier(table.name))}), '[\\s.·・\\-]', '', 'g'), '')"


def _drop(engine: Engine, tokens: str) -> int:
    engine.execute(f"CREATE OR REPLACE TABLE dropped AS {tokens}")
    count = int(one(engine.fetch_arrow("SELECT count(*) FROM dropped"))[0])
    if count:
        engine.execute("DELETE FROM said WHERE token IN (SELECT token FROM dropped)")
    return count


def _common_remark(count: int) -> Text | None:
    return (
        count
        and Text(
            f"{count} 个手机号、邮箱或编号在同一张表中属于姓名不同的人或超过 {TOO_COMMON} 人，不用于归并",
            f"{count} phone numbers, e-mails or numbers are shared by people of different names, or by more than {TOO_COMMON}, "
            "in one table and link nobody",
        )
        or None
    )


def _torn_remark(count: int) -> Text | None:
    return (
        count
        and Text(
            f"{count} 个手机号或邮箱属于身份证号不同的人，不用于归并",
            f"{count} phone numbers or e-mails belong to people with different ID numbers and link nobody",
        )
        or None
    )
