"""A project judged on two footings, from its stored profiles: what `explain`, `what-if` and `law diff` show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from novation.disposition.classes import verdict_dict
from novation.disposition.context import Context
from novation.disposition.differences import Differences, Footing, Shift, differences
from novation.disposition.refolding import refolded
from novation.disposition.vectors import Profiles
from novation.engine import Engine
from novation.handover import tables as shapes
from novation.handover.choices import remaining_choices
from novation.handover.deciding import DECISIONS_RECORD, LINK_RECORD, context_of, project_packs, types_of
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project
from novation.handover.situation import DEAL_FACTS
from novation.law import Packs, Rule, Verdict, rule_dict
from novation.messages import Text
from novation.terms import DealForm, Export

_TOLD = (
    *("to_buyer", "seller_copy", "consent_kind", "notices", "mask", "human", "unconfirmed"),
    *("reasons", "seller_reasons", "conflicts", "seller_conflicts", "undecided_because", "unjudged"),
)


@dataclass(frozen=True)
class Decided:
    """What a project was decided on: the day, and the deal as it was then told."""

    as_of: date
    context: Context
    record: Mapping[str, Any]


def decided(project: Project) -> Decided:
    """Raises `project.step-missing` before `decide`."""
    record = project.read_record(DECISIONS_RECORD, "decide")
    export = Export(record["facts"]["export"])  # as it was found when counted, not as it is declared
    context = replace(context_of(project.settings(), export=export), deal_form=DealForm(record["deal_form"]))
    return Decided(date.fromisoformat(record["as_of"]), context, record)


def as_decided(project: Project, packs: Packs | None = None) -> Footing:
    """The project as it is: its deal, the packs at hand, the day it was decided for."""
    found = decided(project)
    return Footing(packs or project_packs(project, found.as_of), found.context, found.as_of)


def compare_footings(
    project: Project, before: Footing, after: Footing, progress: Progress | None = None
) -> Differences:
    """Judges the stored profiles on both; only where the closing day differs the facts are gathered anew."""
    progress = progress or Silent()
    with project.held(), project.engine() as engine:
        profiles, anew = _profiles(project, engine, before, after, progress)
        progress.start(Text("按两种前提判定", "Judging on both footings"))
        return differences(profiles, before, after, anew)


def _profiles(
    project: Project, engine: Engine, before: Footing, after: Footing, progress: Progress
) -> tuple[Profiles, Profiles | None]:
    if before.context.closing_on == after.context.closing_on:
        return Profiles.read(engine), None
    progress.remark(
        Text(
            "交割日不同，年龄与末次交易随之不同，要重新汇总每个人的事实",
            "another closing date changes ages and times, so the facts about each person are gathered anew",
        )
    )
    progress.start(Text("汇总每个人的事实", "Gathering the facts about each person"))
    found = shapes.attached(shapes.tables_of(project.read_record("scan.json", "scan")))
    types = types_of(engine, [table.id for table in found])
    facts = shapes.fact_tables(found, project.read_record(LINK_RECORD, "link"), types)
    facts += remaining_choices(engine)
    return refolded(engine, facts, after.context, lambda _: progress.advance())


def deal_of(footing: Footing) -> dict[str, str]:
    """The facts of the deal on a footing, its closing day, and the day whose law is asked."""
    return {
        **{name: str(getattr(footing.context, name)) for name in DEAL_FACTS},
        "closing_on": footing.context.closing_on.isoformat(),
        "as_of": footing.on.isoformat(),
    }


def differences_dict(found: Differences) -> dict[str, Any]:
    """Counts, and every group of people that moved, with rules once each."""
    return {
        "people": found.people,
        "people_changed": found.people_changed,
        "people_regrounded": found.people_regrounded,
        "decisions": found.decisions,
        "decisions_changed": found.decisions_changed,
        "decisions_regrounded": found.decisions_regrounded,
        "unchanged": found.unchanged,
        "classes_changed": len(found.classes_changed),
        "changed": [_shift(shift) for shift in found.shifts if shift.new_outcome],
        "regrounded": [_shift(shift) for shift in found.shifts if not shift.new_outcome],
        "rules": rules_named(found.shifts),
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "facts": dict(shift.facts),
        "facts_after": dict(shift.facts_after),
        "people": shift.people,
        "classes": list(shift.classes),
        "before": outcome(shift.before, shift.passes[0]),
        "after": outcome(shift.after, shift.passes[1]),
    }


def outcome(verdict: Verdict, passes_now: bool, kept: Iterable[str] = _TOLD) -> dict[str, Any]:
    """A verdict in short, with ids of rules."""
    full = verdict_dict(verdict)
    return {**{name: full[name] for name in kept}, "passes_now": passes_now}


def rules_named(
    shifts: Iterable[Shift],
    of: Callable[[Verdict], Iterable[Rule]] = lambda verdict: (*verdict.reasons, *verdict.seller_reasons),
) -> dict[str, Any]:
    """Every rule that said an outcome on either footing, once."""
    rules = {rule.id: rule for s in shifts for verdict in (s.before, s.after) for rule in of(verdict)}
    return {name: rule_dict(rules[name]) for name in sorted(rules)}
