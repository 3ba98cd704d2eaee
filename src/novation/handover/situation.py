"""What is so in a project, as the law's clocks, controls and ways abroad ask it: facts, places, events, counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from novation.handover.deciding import context_in
from novation.handover.leaving import Leaving, leaving_of
from novation.handover.measuring import DECISIONS_RECORD, measures
from novation.handover.project import Project
from novation.handover.settings import Settings
from novation.law.counting import Moment
from novation.law.deadlines import Situation
from novation.law.entry_words import Event, Measure
from novation.law.packset import Packs
from novation.terms import Place, Term

DEAL_FACTS = (
    *("seller_place", "buyer_place", "deal_form", "phase", "export"),
    *("purpose", "promise", "regime"),
)


def situation_of(
    project: Project,
    packs: Packs,
    on: date,
    events: Mapping[Event, Moment] | None = None,
    **changes: Any,
) -> Situation:
    """The situation of a project on a day; `events` add to those of novation.toml, `changes` ask "what if"."""
    settings = project.settings()
    counts = measures(project)
    context = context_in(settings, packs, counts, on, **changes)
    facts: dict[str, Term] = {name: getattr(context, name) for name in DEAL_FACTS}
    leaving = leaving_of(settings, packs, counts, on)
    return Situation(
        facts,
        _places(project, settings),
        on,
        {**events_of(settings), **(events or {})},
        {**counts, **_exported(leaving)},
    )


def _exported(leaving: Leaving) -> dict[Measure, int]:
    """Whose data went abroad this year, the deal's own people included: where it leaves, and somebody has counted."""
    if not leaving.abroad or leaving.people is None or leaving.sensitive_people is None:
        return {}
    return {
        Measure.EXPORTED_PEOPLE: leaving.people,
        Measure.EXPORTED_SENSITIVE_PEOPLE: leaving.sensitive_people,
    }


def events_of(settings: Settings) -> dict[Event, Moment]:
    """What novation.toml says has happened: its `[events]`, the closing, the first notice that was given."""
    found: dict[Event, Moment] = {Event.CLOSING: settings.closing_on}
    if settings.notices:
        found[Event.NOTICE_GIVEN] = min(notice.given_on for notice in settings.notices)
    return {**found, **settings.events}


def _places(project: Project, settings: Settings) -> frozenset[Place]:
    """Where the people are, as `decide` counted them; before that only the seller's place is known."""
    if not project.has_record(DECISIONS_RECORD):
        return frozenset({settings.seller.place})
    core = project.read_record(DECISIONS_RECORD, "decide")["core"]
    return frozenset(Place(word) for word in core)
