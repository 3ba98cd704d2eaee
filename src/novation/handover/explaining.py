"""Step `explain`: the plan in words, one person's verdicts, and what another deal form would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from novation.disposition.context import Context
from novation.disposition.deciding import HELD, facts_of, passes_on, read_profiles, verdict_dict, whole_class
from novation.disposition.table_facts import category_bit
from novation.engine import Engine
from novation.engine.expressions import key_sql
from novation.engine.identifiers import quote_identifier
from novation.errors import project as errors
from novation.handover import tables as shapes
from novation.handover.deciding import context_in, context_of, project_packs
from novation.handover.measuring import measures_in
from novation.handover.project import Project
from novation.handover.selection import register_working
from novation.handover.settings import Settings
from novation.handover.stages import Stage
from novation.law import Packs, judge, rule_dict
from novation.terms import Category, DealForm, Export, Facts, Place


def stages(project: Project) -> list[Stage]:
    """The stages that apply runs, in order."""
    return [Stage.from_dict(s) for s in project.read_record("plan.json", "plan")["stages"]]


def subject(project: Project, reference: str) -> dict[str, Any]:
    """Every category's verdict for one person, with facts, rules and articles.

    `reference`: a subject_ref, or a customer number as it stands in a source. Raises `subject.unknown`.
    """
    scan = project.read_record("scan.json", "scan")
    links = project.read_record("link.json", "link")
    decisions = project.read_record("decisions.json", "decide")
    tables = shapes.attached(shapes.tables_of(scan))
    with project.held(), project.engine() as engine:
        register_working(engine, tables, links)
        ref, profile = _find(engine, tables, reference)
        rows = engine.fetch_arrow(
            "SELECT category, class FROM verdicts WHERE profile = ? ORDER BY category", [profile]
        ).to_pylist()
        (own,) = read_profiles(engine, profile)
    by_number = {c["number"]: c for c in decisions["classes"]}
    context = as_decided(project.settings(), decisions)
    verdicts = [whole_class(decisions, by_number[r["class"]]) for r in rows]
    for verdict in verdicts:
        # A class gathers people whose facts differ where the law makes no difference; these are the person's own.
        said = facts_of(own, Category(verdict["facts"]["category"]), context).as_dict()
        known = {k: v for k, v in verdict["facts"].items() if isinstance(v, str)}
        verdict["facts"] = {**said, **known}
    named = {r for v in verdicts for a in v["answers"] for r in (*a["rules"], *a["seller_rules"])}
    project.journal.append("subject.explained", subject=ref)
    return {
        "subject_ref": ref,
        "verdicts": verdicts,
        "rules": {r: decisions["rules"][r] for r in sorted(named)},
    }


def as_decided(settings: Settings, decisions: Mapping[str, Any]) -> Context:
    """The facts of the deal as they were judged: its form, and whether a way abroad was found open."""
    context = context_of(settings, export=Export(decisions["facts"]["export"]))
    return replace(context, deal_form=DealForm(decisions["deal_form"]))


def _find(engine: Engine, tables: list[shapes.Table], reference: str) -> tuple[str, int]:
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
    closing_on: date | None = None,
    buyer_place: Place | None = None,
    packs: Packs | None = None,
) -> dict[str, Any]:
    """What would change under another deal form, closing date's law, or buyer's place: by category and grounds.

    The same people and facts are judged again; nothing is written.
    """
    decisions = project.read_record("decisions.json", "decide")
    settings = project.settings()
    changes: dict[str, Any] = {}
    if deal_form:
        changes["deal_form"] = deal_form
    if buyer_place:
        changes["buyer_place"] = buyer_place
    now_context = as_decided(settings, decisions)
    day = closing_on or date.fromisoformat(decisions["as_of"])
    packs = packs or project_packs(project)
    then_context = context_in(settings, packs, measures_in(decisions), day, **changes)
    with project.held(), project.engine() as engine:
        profiles = read_profiles(engine)
    cache: dict[tuple[Facts, date], Any] = {}

    def verdict(facts: Facts, on: date) -> Any:
        if (facts, on) not in cache:
            cache[facts, on] = judge(facts, packs, on)
        return cache[facts, on]

    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    same = 0
    rules: dict[str, Any] = {}
    for profile in profiles:
        for category in HELD:
            if not profile.held & category_bit(category):
                continue
            before = verdict(facts_of(profile, category, now_context), date.fromisoformat(decisions["as_of"]))
            after = verdict(facts_of(profile, category, then_context), day)
            if (before.to_buyer, before.seller_copy) == (after.to_buyer, after.seller_copy):
                same += profile.people
                continue
            key = (
                category, profile.facts["place"], before.to_buyer, after.to_buyer, before.seller_copy, after.seller_copy,
                tuple(r.id for r in before.reasons), tuple(r.id for r in after.reasons),
            )  # fmt: skip
            for rule in (*before.reasons, *after.reasons):
                rules[rule.id] = rule_dict(rule)
            entry = found.setdefault(
                key,
                {
                    "category": str(category),
                    "place": profile.facts["place"],
                    "before": _outcome(before, now_context.notices, day),
                    "after": _outcome(after, then_context.notices, day),
                    "people": 0,
                },
            )
            entry["people"] += profile.people
    return {
        "from": str(now_context.deal_form),
        "to": str(then_context.deal_form),
        "unchanged": same,
        "changed": sorted(found.values(), key=lambda e: (-e["people"], e["category"], e["place"])),
        "rules": rules,
    }


def _outcome(verdict: Any, notices: Mapping[str, date], day: date) -> dict[str, Any]:
    full = verdict_dict(verdict)
    kept = ("to_buyer", "seller_copy", "consent_kind", "reasons", "seller_reasons", "unconfirmed")
    return {**{k: full[k] for k in kept}, "passes_now": passes_on(verdict, notices, day)}
