"""`what-if`: the difference that another deal form, closing date, buyer's place, purpose, promise or day would make."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from novation.disposition.differences import Footing
from novation.handover.comparing import as_decided, compare_footings, deal_of, differences_dict
from novation.handover.deciding import context_in, context_of
from novation.handover.measuring import measures
from novation.handover.progress import Progress
from novation.handover.project import Project
from novation.law import Packs
from novation.terms import DealForm, Place, Promise, Purpose, Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What is supposed to be otherwise; None stays as it is."""

    deal_form: DealForm | None = None
    closing_on: date | None = None
    buyer_place: Place | None = None
    purpose: Purpose | None = None
    promise: Promise | None = None
    regime: Regime | None = None
    as_of: date | None = None

    @property
    def deal(self) -> dict[str, Any]:
        """The supposed facts of the deal; the day whose law is asked is none of them."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "as_of"}
        return {name: value for name, value in values.items() if value is not None}


def supposed_footing(project: Project, before: Footing, supposed: Supposed) -> Footing:
    """The footing of a project with something changed; what is not supposed stays as decided."""
    on = supposed.as_of or before.on
    deal = {"deal_form": before.context.deal_form, **supposed.deal}
    settings = project.settings()
    if supposed.as_of or supposed.buyer_place or supposed.regime:
        context = context_in(settings, before.packs, measures(project), on, **deal)
    else:
        context = context_of(settings, export=before.context.export, **deal)
    return Footing(before.packs, context, on)


def what_if(
    project: Project, supposed: Supposed, progress: Progress | None = None, packs: Packs | None = None
) -> dict[str, Any]:
    """Counts and classes of those who would get another verdict; nothing is written.

    The day whose law is asked stays that of `decide` unless `as_of` is supposed, also for another closing date.
    """
    before = as_decided(project, packs)
    after = supposed_footing(project, before, supposed)
    found = compare_footings(project, before, after, progress)
    old, new = deal_of(before), deal_of(after)
    return {
        "from": old,
        "to": new,
        "supposed": {name: [old[name], new[name]] for name in old if old[name] != new[name]},
        "facts_gathered_anew": old["closing_on"] != new["closing_on"],
        **differences_dict(found),
    }
