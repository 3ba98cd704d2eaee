"""What must be found nowhere after a destruction: identifiers of people whose data of that category had to go."""

from __future__ import annotations

from collections.abc import Sequence

from novation.destruction import Needles
from novation.engine import Engine
from novation.engine.expressions import plain_sql
from novation.engine.identifiers import quote_identifier, quote_text
from novation.handover.tables import Column, Table
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


def needles(engine: Engine, tables: Sequence[Table]) -> Needles:
    """The values by kind; a value that somebody else may lawfully keep is not looked for."""
    found: dict[str, list[str]] = {}
    for kind in KINDS:
        selects = [
            s
            for table in tables
            for column in table.columns
            if column.kind == kind
            for s in [_values_sql(table, column)]
        ]
        if not selects:
            continue
        values = engine.fetch_arrow(
            f"SELECT value FROM ({' UNION ALL '.join(selects)}) WHERE length(value) >= 6 GROUP BY value HAVING bool_and(going)"
        )
        found[kind] = [v for v in values["value"].to_pylist() if v]
    return Needles(found)


def _values_sql(table: Table, column: Column) -> str:
    going = f"d.seller_copy IN ({quote_text(SellerCopy.DESTROY)}, {quote_text(SellerCopy.ANONYMISE)})"
    return (
        f"SELECT {plain_sql('v.' + quote_identifier(column.name))} AS value, coalesce({going}, false) AS going "
        f"FROM {quote_identifier(table.id)} v LEFT JOIN {quote_identifier('links_' + table.id)} l USING (_row) "
        f"LEFT JOIN subjects s ON s.subject = l.subject "
        f"LEFT JOIN verdicts d ON d.profile = s.profile AND d.category = {quote_text(str(column.category))}"
    )
