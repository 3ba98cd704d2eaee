"""Who may be in a sample: nobody whose data must be withheld, no child under 14, nobody who is in an earlier sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from novation.disposition.profiles import UNDER_14
from novation.engine import Engine
from novation.engine.expressions import one
from novation.engine.identifiers import quote_text
from novation.errors.protection import DECISIONS_OLD
from novation.handover.choices import choices_digest
from novation.handover.project import Project
from novation.handover.sampling.keeping import numbers_drawn, people_name
from novation.messages import Text
from novation.protection.encoding import CODES
from novation.terms import ToBuyer


def eligible(engine: Engine, project: Project, categories: Sequence[str]) -> tuple[str, str]:
    """SQL of everybody in the table, and of those who may be drawn, both as `person, subject_ref`."""
    everybody = (
        f"SELECT p.person, s.subject_ref, s.profile FROM {CODES} p JOIN subjects s ON s.subject = p.person"
    )
    may = (
        f"SELECT person, subject_ref FROM ({everybody}) WHERE profile NOT IN ({_withheld(categories)}) "
        f"AND profile NOT IN ({_children()}) AND subject_ref NOT IN ({_earlier(engine, project)})"
    )
    return f"SELECT person, subject_ref FROM ({everybody})", may


def require_fresh(project: Project, decisions: Mapping[str, Any]) -> None:
    """Raises `sample.decisions-old`: somebody may have objected since, or the numbers of people are others."""
    if choices_digest(project) != decisions.get("choices", ""):
        raise DECISIONS_OLD.error(what=Text("客户的选择", "what customers chose"))
    last = {entry.tag: entry.index for entry in project.journal.entries()}
    if last.get("records.linked", -1) > last.get("dispositions.decided", -1):
        raise DECISIONS_OLD.error(what=Text("归并结果", "which records belong together"))


def left_out(engine: Engine, project: Project, categories: Sequence[str]) -> dict[str, int]:
    """How many people of the table are left out for each reason; one person may have several."""
    people = f"SELECT s.subject_ref, s.profile FROM {CODES} p JOIN subjects s ON s.subject = p.person"
    reasons = {
        "withheld": f"profile IN ({_withheld(categories)})",
        "children": f"profile IN ({_children()})",
        "earlier": f"subject_ref IN ({_earlier(engine, project)})",
    }
    told = ", ".join(f"count(*) FILTER (WHERE {reason})" for reason in reasons.values())
    return dict(zip(reasons, one(engine.fetch_arrow(f"SELECT {told} FROM ({people})")), strict=True))


def _withheld(categories: Sequence[str]) -> str:
    named = ", ".join(quote_text(category) for category in categories)
    return f"SELECT profile FROM verdicts WHERE to_buyer = {quote_text(str(ToBuyer.WITHHOLD))} AND category IN ({named})"


def _children() -> str:
    named = ", ".join(quote_text(str(age)) for age in sorted(UNDER_14))
    return f"SELECT profile FROM profiles WHERE age IN ({named})"


def _earlier(engine: Engine, project: Project) -> str:
    """Two samples of the same person could be laid over each other: what each says is narrower together."""
    found = []
    for number in numbers_drawn(project):
        if engine.has(people_name(number)):
            engine.register(f"sampled_{number}", people_name(number))
            found.append(f"SELECT subject_ref FROM sampled_{number}")
    return " UNION ALL ".join(found) or "SELECT ''"
