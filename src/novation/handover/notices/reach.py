"""How each person is reached: the best contact of every kind, as an encrypted copy in the order of subject references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from novation.engine import Engine
from novation.engine.expressions import one, plain_sql
from novation.engine.identifiers import quote_identifier, quote_text
from novation.handover import tables as shapes
from novation.handover.people.indexing import linked_at
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project
from novation.linkage.identifiers import IDENTIFIER_SQL, bare_sql
from novation.messages import Text

COPY = "notices/reach"
RECORD = "notices-reach.json"
CONTACTS = ("email", "phone", "address")
_KINDS = {
    "generic.email": "email",
    "cn.mobile": "phone",
    "generic.phone": "phone",
    "person.name": "name",
}
_ADDRESS = ("place.country", "place.region", "place.city", "place.address", "place.postcode")
_PER_TABLE = 1 << 40
"""Of several contacts of a person the first counts, tables about people before tables of what happened."""


def build_reach(project: Project, progress: Progress | None = None) -> dict[str, Any]:
    """Writes `notices/reach` (subject_ref, name, email, phone, address) and the record of how many have what.

    Sorted by reference, not by number: references outlive a linking, so an outbox half sent goes on after one.
    """
    progress = progress or Silent()
    tables = shapes.tables_of(project.read_record("scan.json", "scan"))
    links = project.read_record("link.json", "link")
    with project.held(), project.engine() as engine:
        progress.start(Text("汇总联系方式", "Gathering contacts"))
        about = _register(engine, tables, links)
        engine.write(COPY, _reach_sql(about))
        engine.register("reach", COPY)
        record = {"type": "novation-notices-reach@v1", "linked_at": linked_at(project), **_counts(engine)}
        project.journal.append("contacts.gathered", record=project.write_record(RECORD, record))
    return record


def is_current(project: Project) -> bool:
    """Whether the contacts were gathered from the links as they are now."""
    return project.has_record(RECORD) and project.read_record(RECORD, "notice")["linked_at"] == linked_at(
        project
    )


def _register(engine: Engine, tables: Sequence[shapes.Table], links: Mapping[str, Any]) -> list[shapes.Table]:
    linked = {link["table"] for link in links["tables"] if link["by"] != "reference"}
    about = [table for table in tables if table.id in linked]
    engine.register("refs", "refs")
    for table in about:
        engine.register(table.id, f"tables/{table.id}")
        engine.register(f"links_{table.id}", f"links/{table.id}")
    return about


def _reach_sql(tables: Sequence[shapes.Table]) -> str:
    ordered = sorted(tables, key=lambda table: (_of_events(table), table.id))
    found = [sql for rank, table in enumerate(ordered) for sql in _values(table, rank)]
    none = "SELECT NULL::BIGINT AS subject, NULL::VARCHAR AS what, NULL::VARCHAR AS value, NULL::BIGINT AS rank WHERE false"
    best = ", ".join(
        f"arg_min(value, rank) FILTER (what = '{what}') AS {what}" for what in ("name", *CONTACTS)
    )
    return (
        f"WITH found AS ({' UNION ALL '.join([none, *found])}), best AS (SELECT subject, {best} FROM found "
        "WHERE value IS NOT NULL GROUP BY subject) SELECT r.subject_ref, b.name, b.email, b.phone, b.address "
        "FROM refs r LEFT JOIN best b USING (subject) ORDER BY r.subject_ref"
    )


def _of_events(table: shapes.Table) -> bool:
    """An order's address is where a parcel went; what stands with the customer is theirs."""
    return any(column.kind in ("key.order", "time.order") for column in table.columns)


def _values(table: shapes.Table, rank: int) -> list[str]:
    """SQL of `subject, what, value, rank` for every contact that a table holds; what does not verify is no contact."""
    found = []
    for number, column in enumerate(table.columns):
        if column.kind in _KINDS:
            plain = plain_sql("v." + quote_identifier(column.name))
            value = f"nullif(trim({plain}), '')"
            if column.kind in IDENTIFIER_SQL:
                value = IDENTIFIER_SQL[column.kind](bare_sql(column.kind, plain))
            found.append(_select(table, _KINDS[column.kind], value, rank * 256 + min(number, 255)))
    if any(column.kind == "place.address" for column in table.columns):
        found.append(_select(table, "address", _address(table), rank * 256))
    return found


def _address(table: shapes.Table) -> str:
    """The parts of an address in one line; without a street there is none."""
    columns = [column for kind in _ADDRESS for column in table.columns if column.kind == kind]
    parts = [f"nullif(trim({plain_sql('v.' + quote_identifier(c.name))}), '')" for c in columns]
    street = next(p for p, c in zip(parts, columns, strict=True) if c.kind == "place.address")
    return f"CASE WHEN {street} IS NOT NULL THEN concat_ws(' ', {', '.join(parts)}) END"


def _select(table: shapes.Table, what: str, value: str, order: int) -> str:
    return (
        f"SELECT l.subject, {quote_text(what)} AS what, {value} AS value, {order}::BIGINT * {_PER_TABLE} + v._row AS rank "
        f"FROM {quote_identifier(table.id)} v JOIN {quote_identifier('links_' + table.id)} l USING (_row) WHERE l.subject >= 0"
    )


def _counts(engine: Engine) -> dict[str, int]:
    asked = ", ".join(f"count({what})" for what in CONTACTS)
    everybody, *held, nothing = one(
        engine.fetch_arrow(
            f"SELECT count(*), {asked}, count(*) FILTER (email IS NULL AND phone IS NULL AND address IS NULL) FROM reach"
        )
    )
    counts = {f"with_{what}": int(count) for what, count in zip(CONTACTS, held, strict=True)}
    return {"people": int(everybody), **counts, "without_any": int(nothing)}
