"""Whether the law has changed since a project was decided: other packs, or rules that came into force or ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from novation.errors import law as errors
from novation.handover.comparing import Decided, decided
from novation.handover.deciding import project_packs
from novation.handover.project import Project
from novation.handover.situation import DEAL_FACTS
from novation.law import Packs
from novation.law.changes import DECIDING, Change, EntryChange, LawState, PackChange, changes
from novation.law.deadlines import Situation, applying
from novation.messages import Text
from novation.terms import Place


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why decisions are stale: `code` is pack-changed, pack-added, pack-removed, in-force or ended."""

    code: str
    law: str
    text: Text
    entries: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "law": self.law,
            "text": self.text.as_dict(),
            "entries": list(self.entries),
        }


def stale_because(project: Project, on: date | None = None, packs: Packs | None = None) -> list[Ground]:
    """Why the decisions no longer say what the law of a day (today) says; nothing while they do.

    Only packs that concern somebody in the deal count, by place or by the facts of the deal: another country's new
    pack makes nothing stale. Before `decide` nothing is stale.
    """
    if not project.has_record("decisions.json"):
        return []
    found = decided(project)
    packs = packs or project_packs(project, found.as_of)
    today = on or date.today()
    concerned = _concerned(found, packs, today)
    return [*_other_packs(found.record, packs, concerned), *_came_or_went(found, packs, concerned, today)]


def require_current(project: Project, on: date | None = None) -> None:
    """Raises `law.changed-since` where the decisions are stale."""
    grounds = stale_because(project, on)
    if grounds:
        raise errors.CHANGED_SINCE.error(
            why_zh="；".join(g.text.zh for g in grounds), why_en="; ".join(g.text.en for g in grounds)
        )


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day to come on which something in the packs that concern the deal comes into force or ends."""

    day: date
    changes: tuple[PackChange, ...]

    def as_dict(self) -> dict[str, Any]:
        return {"day": self.day.isoformat(), "packs": [change.as_dict() for change in self.changes]}


def ahead(project: Project, on: date | None = None, packs: Packs | None = None) -> list[Ahead]:
    """The days to come on which the law of the deal changes by what the packs already know, the next first."""
    found = decided(project)
    packs = packs or project_packs(project, found.as_of)
    today = on or date.today()
    days = sorted(day for day in _turning_days(packs) if day > today)
    result = []
    for day in days:
        concerned = _concerned(found, packs, day)
        eve = date.fromordinal(day.toordinal() - 1)
        told = changes(LawState(packs, eve), LawState(packs, day))
        mine = tuple(change for change in told if change.id in concerned)
        if mine:
            result.append(Ahead(day, mine))
    return result


def status(project: Project, on: date | None = None) -> dict[str, Any]:
    """What a project was decided by, whether that is still the law, and when it changes next."""
    found = decided(project)
    packs = project_packs(project, found.as_of)
    grounds = stale_because(project, on, packs)
    return {
        "decided_as_of": found.as_of.isoformat(),
        "on": (on or date.today()).isoformat(),
        "laws": found.record["laws"],
        "stale": bool(grounds),
        "because": [ground.as_dict() for ground in grounds],
        "ahead": [one.as_dict() for one in ahead(project, on, packs)],
    }


def _concerned(found: Decided, packs: Packs, today: date) -> frozenset[str]:
    """Ids of the packs that reach somebody in the deal, on the day it was decided for or today."""
    facts = {name: getattr(found.context, name) for name in DEAL_FACTS}
    places = frozenset(Place(word) for word in found.record["core"])
    situation = Situation(facts, places, found.as_of)
    both = (situation, replace(situation, on=today))
    reached = {pack.id for one in both for pack in applying(packs, one)}
    named = {law for verdict in found.record["verdicts"] for law in verdict["laws"]}
    return frozenset(reached | named)


def _other_packs(record: Mapping[str, Any], packs: Packs, concerned: frozenset[str]) -> Iterable[Ground]:
    then = {law["id"]: law for law in record["laws"]}
    for name in sorted(concerned):
        old = then.get(name)
        if name not in packs:
            yield Ground("pack-removed", name, _REMOVED.format(law=name))
        elif old is None:
            yield Ground("pack-added", name, _ADDED.format(law=name, version=packs[name].version))
        elif old["digest"] != packs[name].digest:
            told = _CHANGED.format(law=name, old=old["version"], new=packs[name].version)
            yield Ground("pack-changed", name, told)


def _came_or_went(found: Decided, packs: Packs, concerned: frozenset[str], today: date) -> Iterable[Ground]:
    """What decides and was not in force on the day decided for, or is no longer; clocks and the like decide nothing."""
    for change in changes(LawState(packs, found.as_of), LawState(packs, today)):
        if change.id not in concerned:
            continue
        deciding = [entry for entry in change.entries if entry.part in DECIDING]
        for how, code, words in ((Change.ADDED, "in-force", _IN_FORCE), (Change.REMOVED, "ended", _ENDED)):
            entries = [entry for entry in deciding if entry.how is how]
            if entries:
                yield _ground(code, change.id, words, entries, found.as_of, today)


def _ground(code: str, law: str, words: Text, entries: list[EntryChange], since: date, today: date) -> Ground:
    days = [day for e in entries if (day := e.in_force.first if code == "in-force" else e.in_force.last)]
    fitting = [day for day in days if since <= day <= today] or [today]
    told = words.format(law=law, count=len(entries), day=max(fitting).isoformat(), since=since.isoformat())
    return Ground(code, law, told, tuple(entry.id for entry in entries))


def _turning_days(packs: Packs) -> set[date]:
    """First days in force, and the days after the last ones, of packs and of everything in them."""
    days: set[date] = set()
    for pack in packs:
        lists = (pack.rules, pack.retention, pack.obligations, pack.clocks, pack.notices, pack.controls)
        abroad = pack.export.rules if pack.export else ()
        for entry in (pack, *(e for entries in (*lists, pack.thresholds, abroad) for e in entries)):
            if entry.in_force.first:
                days.add(entry.in_force.first)
            if entry.in_force.last:
                days.add(date.fromordinal(entry.in_force.last.toordinal() + 1))
    return days


_CHANGED = Text("规则包 {law} 已由 {old} 版变为 {new} 版", "pack {law} was {old} and is now {new}")
_ADDED = Text("新增了规则包 {law}（{version} 版）", "pack {law} ({version}) was added")
_REMOVED = Text("规则包 {law} 已不再加载", "pack {law} is no longer loaded")
_IN_FORCE = Text(
    "{law} 有 {count} 项在判定所依的 {since} 之后施行（最近 {day}）",
    "{law}: {count} entries came into force after {since}, the day decided for (last on {day})",
)
_ENDED = Text(
    "{law} 有 {count} 项在判定所依的 {since} 之后失效（最近 {day}）",
    "{law}: {count} entries ended after {since}, the day decided for (last on {day})",
)
