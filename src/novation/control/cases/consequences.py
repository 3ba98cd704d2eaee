"""What follows from another deal form before it is saved: what appears, what vanishes, each with its citation."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from novation.control.cases.gates import blockers
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.cases.situation import shipped_packs, situation_in
from novation.law import Packs
from novation.law.controls_owed import controls_owed
from novation.law.deadlines import Situation, applying, deadlines, entries_for
from novation.law.export_routes import Move, routes_for
from novation.law.notices_owed import notices_owed
from novation.messages import Text
from novation.terms import DealForm
from novation.terms.vocabulary import Term

_UNCOUNTED = Text("人数未知，可能适用", "may apply: nobody has counted people")


class Sort(Term):
    """What may follow from a deal form."""

    RULE = "rule", "处置规则", "Rules on what may pass"
    NOTICE = "notice", "告知", "Notices"
    DUTY = "duty", "义务", "Duties"
    CLOCK = "clock", "期限", "Clocks"
    GATE = "gate", "前提", "Gates"
    WAY = "way", "出境路径", "Ways abroad"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that holds under a deal form. `confirmed` false: the fact behind it has not been confirmed."""

    key: str
    title: Text
    citation: Text | None
    detail: Text | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """Of one sort: what comes, what goes, and how much stays as it is."""

    sort: Sort
    comes: tuple[Consequence, ...]
    goes: tuple[Consequence, ...]
    stays: int


def consequences_of(case: Case, deal_form: DealForm, on: date) -> list[Change]:
    """What changes with the deal form, sort by sort, by the packs' facts about the deal; nothing is saved."""
    packs = shipped_packs()
    before, after = situation_in(case, on), situation_in(case, on, deal_form=deal_form)
    changes = [_change(sort, read(packs, before), read(packs, after)) for sort, read in _READ.items()]
    gates = _change(Sort.GATE, _gates(case, DealForm(case.deal_form)), _gates(case, deal_form))
    return [*changes, gates]


def _change(sort: Sort, before: Iterable[Consequence], after: Iterable[Consequence]) -> Change:
    old, new = ({one.key: one for one in side} for side in (before, after))
    comes = tuple(new[key] for key in new if key not in old)
    goes = tuple(old[key] for key in old if key not in new)
    return Change(sort, comes, goes, len(old.keys() & new.keys()))


def _rules(packs: Packs, situation: Situation) -> Iterable[Consequence]:
    """Rules that may decide under these facts of the deal; which of them do depends on the facts about people."""
    for pack in applying(packs, situation):
        for rule in entries_for(pack.rules, situation):
            outcome = rule.then.to_buyer or rule.then.seller_copy
            yield Consequence(
                rule.id,
                rule.title,
                rule.citation.text,
                outcome.text if outcome else None,
                rule.citation.confirmed,
            )


def _notices(packs: Packs, situation: Situation) -> Iterable[Consequence]:
    for owed in notices_owed(packs, situation, ()):
        if owed.content:
            content = owed.content
            yield Consequence(
                content.id,
                content.title,
                content.citation.text,
                content.form.text,
                content.citation.confirmed,
            )


def _duties(packs: Packs, situation: Situation) -> Iterable[Consequence]:
    for owed in controls_owed(packs, situation, {}):
        control = owed.control
        yield Consequence(
            control.id, control.title, control.citation.text, control.what, control.citation.confirmed
        )


def _clocks(packs: Packs, situation: Situation) -> Iterable[Consequence]:
    for deadline in deadlines(packs, situation):
        clock, day = deadline.clock, deadline.due.day if deadline.due else None
        when = Text(f"至 {day}", f"by {day}") if day else clock.what
        yield Consequence(clock.id, clock.title, clock.citation.text, when, clock.citation.confirmed)


def _ways(packs: Packs, situation: Situation) -> Iterable[Consequence]:
    """The routes that stand open abroad; where the deal stays at home there are none."""
    facts = situation.facts
    origin, destination = facts["seller_place"], facts["buyer_place"]
    if not packs.is_export(origin, destination):  # type: ignore[arg-type]
        return
    for finding in routes_for(packs, Move(origin, destination), situation.on):  # type: ignore[arg-type]
        for route in finding.routes:
            yield Consequence(route.id, route.title, route.citation.text, None, route.citation.confirmed)
        for rule in finding.might:
            yield Consequence(rule.id, rule.title, rule.citation.text, _UNCOUNTED, rule.citation.confirmed)


_READ: Mapping[Sort, Callable[[Packs, Situation], Iterable[Consequence]]] = {
    Sort.RULE: _rules,
    Sort.NOTICE: _notices,
    Sort.DUTY: _duties,
    Sort.CLOCK: _clocks,
    Sort.WAY: _ways,
}


def _gates(case: Case, deal_form: DealForm) -> list[Consequence]:
    """What would stand in the way of every phase to come; the rooms that register gates ask the case's deal form."""
    supposed = copy.copy(case)
    supposed.deal_form = deal_form
    order = list(CasePhase)
    ahead = order[order.index(case.phase) + 1 :]
    found = []
    for phase in ahead:
        for blocker in blockers(supposed, phase):
            key = f"{phase}/{blocker.text.en}"
            found.append(Consequence(key, blocker.text, blocker.citation, phase.text))
    return found
