"""What is so in a project, as the law's clocks, controls and ways abroad ask it: facts, places, events, counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from novation.disposition.profiles import HELD, Profile, read_profiles, tier_of
from novation.disposition.table_facts import category_bit
from novation.handover.deciding import DECISIONS_RECORD, context_of
from novation.handover.project import Project
from novation.handover.settings import Settings
from novation.law.counting import Moment
from novation.law.deadlines import Situation
from novation.law.entry_words import Event, Measure
from novation.terms import AgeBand, Category, Place, Sensitivity, Term

DEAL_FACTS = (
    *("seller_place", "buyer_place", "deal_form", "phase", "export"),
    *("purpose", "promise", "regime"),
)
_MINORS = frozenset(AgeBand) - {AgeBand.ADULT, AgeBand.UNKNOWN}


def situation_of(
    project: Project, on: date, events: Mapping[Event, Moment] | None = None, **changes: Any
) -> Situation:
    """The situation of a project on a day; `events` add to those of novation.toml, `changes` ask "what if"."""
    settings = project.settings()
    context = context_of(settings, **changes)
    facts: dict[str, Term] = {name: getattr(context, name) for name in DEAL_FACTS}
    return Situation(
        facts,
        _places(project, settings),
        on,
        {**events_of(settings), **(events or {})},
        measures(project),
    )


def events_of(settings: Settings) -> dict[Event, Moment]:
    """What novation.toml says has happened: its `[events]`, the closing, the first notice that was given."""
    found: dict[Event, Moment] = {Event.CLOSING: settings.closing_on}
    if settings.notices:
        found[Event.NOTICE_GIVEN] = min(notice.given_on for notice in settings.notices)
    return {**found, **settings.events}


def measures(project: Project) -> dict[Measure, int]:
    """People, people with sensitive data, and minors, counted over the profiles; nothing before `decide`."""
    if not project.has_record(DECISIONS_RECORD) or not (project.work / "profiles.parquet").exists():
        return {}
    with project.held(), project.engine() as engine:
        profiles = read_profiles(engine)
    return {
        Measure.PEOPLE: sum(profile.people for profile in profiles),
        Measure.SENSITIVE_PEOPLE: sum(p.people for p in profiles if _is_sensitive(p)),
        Measure.MINORS: sum(p.people for p in profiles if AgeBand(p.facts["age"]) in _MINORS),
    }


def _is_sensitive(profile: Profile) -> bool:
    age = AgeBand(profile.facts["age"])
    return any(
        tier_of(category, age, bool(profile.raised & category_bit(category))) is Sensitivity.SENSITIVE
        for category in HELD
        if profile.held & category_bit(category) and category is not Category.NONE
    )


def _places(project: Project, settings: Settings) -> frozenset[Place]:
    """Where the people are, as `decide` counted them; before that only the seller's place is known."""
    if not project.has_record(DECISIONS_RECORD):
        return frozenset({settings.seller.place})
    core = project.read_record(DECISIONS_RECORD, "decide")["core"]
    return frozenset(Place(word) for word in core)
