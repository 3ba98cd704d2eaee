"""Step `explain`: the plan in words, one person's verdicts, and what another deal form would change."""

from __future__ import annotations

from typing import Any

from novation.disposition.deciding import read_profiles
from novation.disposition.differences import Shift
from novation.engine import Engine
from novation.engine.expressions import key_sql
from novation.engine.identifiers import quote_identifier
from novation.errors import project as errors
from novation.handover import tables as shapes
from novation.handover.comparing import as_decided, compare_footings, decided, outcome, rules_named
from novation.handover.deciding import is_deciding
from novation.handover.people.verdicts import told
from novation.handover.project import Project
from novation.handover.selection import register_working
from novation.handover.stages import Stage
from novation.handover.what_if import Supposed, supposed_footing
from novation.law import Packs, Verdict
from novation.terms import DealForm, Place


def stages(project: Project) -> list[Stage]:
    """The stages that apply runs, in order."""
    return [Stage.from_dict(s) for s in project.read_record("plan.json", "plan")["stages"]]


def subject(project: Project, reference: str) -> dict[str, Any]:
    """Every category's verdict for one person, with facts, rules and articles.

    `reference`: a subject_ref, or a customer number as it stands in a source. Raises `subject.unknown`.
    """
    scan = project.read_record("scan.json", "scan")
    links = project.read_record("link.json", "link")
    tables = shapes.attached(shapes.tables_of(scan))
    with project.held(), project.engine() as engine:
        register_working(engine, tables, links)
        ref, profile = find(engine, tables, reference)
        told = _told(project, engine, ref, profile)
    project.journal.append("subject.explained", subject=ref)
    return told


def to_themselves(project: Project, reference: str) -> dict[str, Any]:
    """What `subject` tells, for the person's own page: no other step has to wait, and nobody else has looked.

    `reference`: a subject_ref. Raises `subject.unknown`; `project.busy` where a decision is just being written.
    """
    before = project.read_record("decisions.json", "decide")
    if is_deciding(project):
        raise errors.BUSY.error()
    with project.engine() as engine:
        for name in ("subjects", "profiles", "verdicts"):
            engine.register(name, name)
        told = _told(project, engine, *find(engine, [], reference))
    if project.read_record("decisions.json", "decide") != before:
        raise errors.BUSY.error()
    return told


def _told(project: Project, engine: Engine, ref: str, profile: int) -> dict[str, Any]:
    decisions = project.read_record("decisions.json", "decide")
    rows = engine.fetch_arrow(
        "SELECT category, class FROM verdicts WHERE profile = ? ORDER BY category", [profile]
    ).to_pylist()
    (own,) = read_profiles(engine, profile)
    by_number = {c["number"]: c for c in decisions["classes"]}
    classes = [by_number[row["class"]] for row in rows]
    return {"subject_ref": ref, **told(decisions, decided(project).context, own, classes)}


def find(engine: Engine, tables: list[shapes.Table], reference: str) -> tuple[str, int]:
    rows = engine.fetch_arrow(
        "SELECT subject_ref, profile FROM subjects WHERE subject_ref = ?", [reference]
    ).to_pylist()
    if not rows:
        for table in tables:
            for column in table.columns:
                if column.kind == "key.customer":
                    rows = engine.fetch_arrow(
                        f"SELECT DISTINCT s.subject_ref, s.profile FROM {quote_identifier(table.id)} v "
                        f"JOIN {quote_identifier('links_' + table.id)} l USING (_row) JOIN subjects s ON s.subject = l.subject "
                        f"WHERE {key_sql('v.' + quote_identifier(column.name))} = ?",
                        [reference],
                    ).to_pylist()
                    if rows:
                        return rows[0]["subject_ref"], rows[0]["profile"]
        raise errors.SUBJECT_UNKNOWN.error()
    return rows[0]["subject_ref"], rows[0]["profile"]


def compare(
    project: Project,
    *,
    deal_form: DealForm | None = None,
    buyer_place: Place | None = None,
    packs: Packs | None = None,
) -> dict[str, Any]:
    """What would change under another deal form or buyer's place: by category and grounds of the buyer's side.

    The same people and facts are judged again; nothing is written. `what_if` asks more, and tells facts and classes.
    """
    before = as_decided(project, packs)
    after = supposed_footing(project, before, Supposed(deal_form=deal_form, buyer_place=buyer_place))
    found = compare_footings(project, before, after)
    moved = [s for s in found.shifts if _ends(s.before) != _ends(s.after)]
    entries: dict[tuple[Any, ...], dict[str, Any]] = {}
    for shift in moved:
        entry = entries.setdefault(_key(shift), _entry(shift))
        entry["people"] += shift.people
    return {
        "from": str(before.context.deal_form),
        "to": str(after.context.deal_form),
        "unchanged": found.decisions - sum(s.people for s in moved),
        "changed": sorted(entries.values(), key=lambda e: (-e["people"], e["category"], e["place"])),
        "rules": rules_named(moved, lambda verdict: verdict.reasons),
    }


_KEPT = ("to_buyer", "seller_copy", "consent_kind", "reasons", "seller_reasons", "unconfirmed")


def _ends(verdict: Verdict) -> tuple[Any, ...]:
    return verdict.to_buyer, verdict.seller_copy


def _key(shift: Shift) -> tuple[Any, ...]:
    reasons = (tuple(rule.id for rule in verdict.reasons) for verdict in (shift.before, shift.after))
    return (shift.facts["category"], shift.facts["place"], _ends(shift.before), _ends(shift.after), *reasons)


def _entry(shift: Shift) -> dict[str, Any]:
    return {
        "category": shift.facts["category"],
        "place": shift.facts["place"],
        "before": outcome(shift.before, shift.passes[0], _KEPT),
        "after": outcome(shift.after, shift.passes[1], _KEPT),
        "people": 0,
    }
