"""What must be found nowhere after a destruction: identifiers of people whose data of that category had to go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from novation.destruction import Needles
from novation.engine import Engine
from novation.engine.expressions import one, plain_sql
from novation.engine.identifiers import quote_identifier, quote_text
from novation.handover.tables import Column, Table
from novation.messages import Text
from novation.terms import SellerCopy

KINDS = (
    "cn.resident-id",
    "cn.mobile",
    "generic.phone",
    "generic.email",
    "generic.bank-card",
    "generic.iban",
    "cn.passport",
    "cn.hkmo-permit",
    "cn.tw-permit",
)
"""Identifiers that are long and peculiar enough to be searched for without mistaking chance for a leftover."""

_TEXTS = ("text.free", "place.address", "health", "other", "none")
_TOKEN = r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+|\+?[A-Za-z]{0,2}[0-9][0-9 \-]{4,}[0-9Xx]"
"""What in a text may be an identifier: an address with @, a run of digits however grouped."""

_GOING = f"coalesce(d.seller_copy IN ({quote_text(SellerCopy.DESTROY)}, {quote_text(SellerCopy.ANONYMISE)}), false)"


@dataclass(frozen=True)
class Leftovers:
    """`kept`: values not looked for, because records that are lawfully kept hold them too."""

    needles: Needles
    kept: int

    def remark(self) -> Text:
        return Text(
            f"{self.kept} 个标识仍在依法保留或继续使用的记录中（例如争议记录），不在查找之列。",
            f"{self.kept} identifiers stand in records that are lawfully kept (open disputes, other people's rows), and were not looked for.",
        )


def leftovers(engine: Engine, tables: Sequence[Table]) -> Leftovers:
    """The values to look for, by kind, from the working copies; they live in memory only."""
    engine.execute(
        f"CREATE OR REPLACE TABLE identifiers_held AS {_union(_identifier_sql(t, c) for t in tables for c in t.columns if c.kind in KINDS)}"
    )
    engine.execute(
        f"CREATE OR REPLACE TABLE tokens_kept AS {_union(_token_sql(t, c) for t in tables for c in t.columns if c.kind in _TEXTS)}"
    )
    engine.execute(
        "CREATE OR REPLACE TABLE must_go AS SELECT min(kind) AS kind, value, min(form) AS form FROM identifiers_held "
        "WHERE length(value) >= 6 GROUP BY value HAVING bool_and(going)"
    )
    stays = "form IN (SELECT form FROM identifiers_held WHERE NOT going) OR form IN (SELECT form FROM tokens_kept)"
    kept = one(engine.fetch_arrow(f"SELECT count(*) FROM must_go WHERE {stays}"))[0]
    rows = engine.fetch_arrow(f"SELECT kind, value FROM must_go WHERE NOT ({stays})")
    found: dict[str, list[str]] = {}
    for kind in KINDS:
        values = rows.filter(pc.equal(rows["kind"], kind))["value"].to_pylist()
        if values:
            found[kind] = values
    for name in ("identifiers_held", "tokens_kept", "must_go"):
        engine.execute(f"DROP TABLE {name}")
    return Leftovers(Needles(found), int(kept))


def _union(selects: Iterable[str]) -> str:
    empty = "SELECT ''::VARCHAR AS kind, ''::VARCHAR AS value, ''::VARCHAR AS form, true AS going WHERE false"
    return " UNION ALL ".join([empty, *selects])


def _form_sql(value: str) -> str:
    """One form for a value however it is grouped, and with or without China's calling code."""
    bare = f"regexp_replace(lower({value}), '[^0-9a-z@._]', '', 'g')"
    return f"regexp_replace({bare}, '^(0086|86)(1[3-9][0-9]{{9}})$', '\\2')"


def _joined(table: Table, column: Column) -> str:
    return (
        f"{quote_identifier(table.id)} v LEFT JOIN {quote_identifier('links_' + table.id)} l USING (_row) "
        "LEFT JOIN subjects s ON s.subject = l.subject "
        f"LEFT JOIN verdicts d ON d.profile = s.profile AND d.category = {quote_text(str(column.category))}"
    )


def _identifier_sql(table: Table, column: Column) -> str:
    value = plain_sql("v." + quote_identifier(column.name))
    return (
        f"SELECT {quote_text(column.kind)} AS kind, {value} AS value, {_form_sql(value)} AS form, {_GOING} AS going "
        f"FROM {_joined(table, column)} WHERE {value} <> ''"
    )


def _token_sql(table: Table, column: Column) -> str:
    text = plain_sql("v." + quote_identifier(column.name))
    tokens = f"unnest(regexp_extract_all({text}, {quote_text(_TOKEN)}))"
    return (
        f"SELECT '' AS kind, '' AS value, {_form_sql('token')} AS form, false AS going FROM "
        f"(SELECT {tokens} AS token FROM {_joined(table, column)} WHERE NOT {_GOING})"
    )
