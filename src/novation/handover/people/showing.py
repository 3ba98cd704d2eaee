"""Step `person show`: one person's record for a stated purpose and reason; masked unless more is asked, always recorded."""

from __future__ import annotations

from typing import Any

from novation.errors.people import REASON_MISSING
from novation.evidence import canonical
from novation.handover.people.finding import People, PersonTable
from novation.handover.project import Project
from novation.inventory.masking import mask
from novation.terms.vocabulary import Term


class Why(Term):
    """What somebody looks a person up for; nothing else is a reason."""

    REQUEST = "request", "答复本人的请求", "to answer the person’s request"
    DISPUTE = "dispute", "处理投诉或争议", "to deal with a complaint or dispute"
    CORRECTION = "correction", "更正或清洗资料", "to correct or clean data"
    INCIDENT = "incident", "调查安全事件", "to investigate an incident"
    AUTHORITY = "authority", "依法向机关提供", "to answer an authority as the law orders"
    CHECK = "check", "抽查判定或移交", "to check a decision or the handover"


def show(
    project: Project,
    people: People,
    reference: str,
    *,
    why: Why,
    reason: str,
    by: str = "",
    plain: bool = False,
) -> dict[str, Any]:
    """Every row about the person as `{"subject_ref", "tables": [{"table", "source", "columns", "rows"}]}`.

    The look is in the journal before anything is shown: purpose, digest of the reason, who, and whether it was in
    plain. Raises `subject.unknown`, `people.reason-missing`.
    """
    if len(reason.strip()) < 4:
        raise REASON_MISSING.error()
    found = people.named(reference)
    project.journal.append(
        "person.shown",
        by=by or None,
        subject=found.reference,
        why=str(why),
        reason=canonical.digest_bytes(reason.strip().encode()),
        plain=plain,
    )
    tables = people.record(found)
    return {"subject_ref": found.reference, "tables": [_table(table, plain) for table in tables]}


def _table(table: PersonTable, plain: bool) -> dict[str, Any]:
    kinds = {name: kind for name, kind, _ in table.columns}
    return {
        "table": table.name,
        "source": table.source,
        "columns": [
            {"name": name, "kind": kind, "category": str(category)} for name, kind, category in table.columns
        ],
        "rows": [
            {name: _cell(value, kinds[name], plain) for name, value in row.items()} for row in table.rows
        ],
    }


def _cell(value: Any, kind: str, plain: bool) -> Any:
    """NULL stays NULL and empty stays empty: that something is not there is no secret."""
    if value is None:
        return None
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text if plain else mask(text, kind)
