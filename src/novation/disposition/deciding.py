"""From profiles to classes: each distinct fact vector is judged once, and carries its verdict to all its people."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from novation.disposition.context import Context
from novation.disposition.subject_facts import category_bit
from novation.engine import Engine
from novation.law import Calendar, NoticeDue, Packs, Verdict, judge, obligations, rule_dict
from novation.terms import (
    ActivityBand,
    AgeBand,
    Category,
    Consent,
    Facts,
    Hold,
    Marketing,
    Objection,
    Place,
    Relationship,
    SellerCopy,
    Sensitivity,
    ToBuyer,
)

UNDER_14 = frozenset({AgeBand.UNDER_13, AgeBand.AGE_13})
HELD = tuple(c for c in Category if c is not Category.NONE)
CORE = (Category.IDENTITY, Category.CONTACT, Category.ACCOUNT, Category.TRANSACTION)
"""A person is counted once, by the outcome of the first of these that is held (else the first category held)."""


@dataclass(frozen=True)
class DecidedClass:
    """These n people share these facts; this is the verdict."""

    id: str
    number: int
    facts: Facts
    verdict: Verdict
    people: int
    passes_now: bool

    def as_dict(self, verdict: int, fixed: Collection[str]) -> dict[str, object]:
        """`verdict` is its place in the list of verdicts; facts that are the same for everybody are left out."""
        return {
            "id": self.id,
            "number": self.number,
            "facts": {k: v for k, v in self.facts.as_dict().items() if k not in fixed},
            "people": self.people,
            "passes_now": self.passes_now,
            "seller_copy_now": seller_copy_now(self).value,
            "verdict": verdict,
        }


def verdict_dict(verdict: Verdict) -> dict[str, object]:
    """A verdict with rule ids in place of rules."""
    full = verdict.as_dict()
    full["reasons"] = [r.id for r in verdict.reasons]
    full["seller_reasons"] = [r.id for r in verdict.seller_reasons]
    full["answers"] = [
        {
            "law": a["law"],
            "to_buyer": a["to_buyer"],
            "seller_copy": a["seller_copy"],
            "retention": a["retention"],
            "rules": [r["rule"] for r in a["rules"]],
            "seller_rules": [r["rule"] for r in a["seller_rules"]],
        }
        for a in full["answers"]
    ]
    return full


def rules_of(verdicts: Iterable[Verdict]) -> dict[str, dict[str, object]]:
    """Every rule that any answer rests on, once, with its citation."""
    found = {
        rule.id: rule
        for verdict in verdicts
        for answer in verdict.answers
        for rule in (*answer.rules, *answer.seller_rules)
    }
    return {rule_id: rule_dict(found[rule_id]) for rule_id in sorted(found)}


@dataclass(frozen=True)
class Decisions:
    as_of: date
    people: int
    classes: tuple[DecidedClass, ...]
    obligations: tuple[Mapping[str, object], ...] = ()
    """What binds the buyer for what passes: id, law, title, citation, due, and how many people it concerns."""
    core: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    """Each person once: place → disposition toward the buyer → seller's copy → people."""

    def as_dict(self) -> dict[str, object]:
        """Classes, verdicts and rules, each once; `whole_class` puts one class together again."""
        verdicts = list({id(c.verdict): c.verdict for c in self.classes}.values())
        numbers = {id(v): n for n, v in enumerate(verdicts)}
        fixed = _same_for_all(self.classes)
        return {
            "type": "novation-decisions@v1",
            "as_of": self.as_of.isoformat(),
            "people": self.people,
            "facts": fixed,
            "classes": [c.as_dict(numbers[id(c.verdict)], fixed) for c in self.classes],
            "verdicts": [verdict_dict(v) for v in verdicts],
            "rules": rules_of(c.verdict for c in self.classes),
            "obligations": [dict(o) for o in self.obligations],
            "core": {p: {b: dict(s) for b, s in v.items()} for p, v in self.core.items()},
        }


def _same_for_all(classes: Sequence[DecidedClass]) -> dict[str, str]:
    """Facts of the deal, which no two classes differ in."""
    every = [c.facts.as_dict() for c in classes[:1]]
    deal = ("seller_place", "buyer_place", "deal_form", "phase", "export")
    return {k: every[0][k] for k in deal} if every else {}


def whole_class(decisions: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """One class of a decisions record with all its facts and its verdict."""
    kept = {k: v for k, v in entry.items() if k != "verdict"}
    return {
        **decisions["verdicts"][entry["verdict"]],
        **kept,
        "facts": {**decisions["facts"], **entry["facts"]},
    }


@dataclass(frozen=True, slots=True)
class Profile:
    number: int
    people: int
    held: int
    raised: int
    facts: Mapping[str, str]


def class_id(facts: Facts) -> str:
    """A name that stays the same in every run: the beginning of the digest of the facts."""
    text = "\n".join(f"{k}={v}" for k, v in facts.as_dict().items())
    return "C-" + hashlib.sha256(text.encode()).hexdigest()[:8]


def facts_of(profile: Profile, category: Category, context: Context) -> Facts:
    """The fact vector of one profile for one category."""
    age = AgeBand(profile.facts["age"])
    tier = category.sensitivity
    if age in UNDER_14 or profile.raised & category_bit(category):
        tier = Sensitivity.SENSITIVE  # PIPL 28: everything about a child under 14
    return Facts(
        place=Place(profile.facts["place"]),
        seller_place=context.seller_place,
        buyer_place=context.buyer_place,
        deal_form=context.deal_form,
        phase=context.phase,
        category=category,
        sensitivity=tier,
        relationship=Relationship(profile.facts["relationship"]),
        age=age,
        activity=ActivityBand(profile.facts["activity"]),
        basis=context.basis_of(category),
        consent=_consent(profile.facts, tier, age),
        marketing=Marketing(profile.facts["marketing"]),
        objection=Objection(profile.facts["objection"]),
        hold=Hold(profile.facts["hold"]),
        export=context.export,
    )


def _consent(facts: Mapping[str, str], tier: Sensitivity, age: AgeBand) -> Consent:
    """A refusal or withdrawal of anything about the transfer counts for all of it; a yes only for what was asked."""
    states = (facts["transfer"], facts["sensitive"] if tier is Sensitivity.SENSITIVE else "none")
    if "withdrawn" in (*states, facts["guardian"]):
        return Consent.WITHDRAWN
    if "refused" in (*states, facts["guardian"]):
        return Consent.REFUSED
    if age in UNDER_14:
        return Consent.GUARDIAN if facts["guardian"] == "given" else Consent.NONE
    if tier is Sensitivity.SENSITIVE:
        if facts["sensitive"] == "given":
            return Consent.SEPARATE
        return Consent.GENERAL if facts["transfer"] == "given" else Consent.NONE
    return Consent.SEPARATE if facts["transfer"] == "given" else Consent.NONE


def passes_on(verdict: Verdict, notices: Mapping[str, date], day: date) -> bool:
    """Whether the verdict lets the data go on that day: every notice given, every window over."""
    if verdict.to_buyer is ToBuyer.TRANSFER:
        return True
    if verdict.to_buyer is not ToBuyer.AFTER_NOTICE:
        return False
    return all(
        notice.law in notices and notices[notice.law] + window_of(notice) <= day for notice in verdict.notices
    )


def window_of(due: NoticeDue) -> timedelta:
    """How long a notice must have been out. Working days are counted as twice as many calendar days: longer than
    any real calendar makes them, so nothing passes early."""
    days = due.notice.window_days
    return timedelta(days=days * 2 if due.notice.calendar is Calendar.WORKING_DAYS else days)


def decide(engine: Engine, packs: Packs, context: Context, as_of: date) -> Decisions:
    """Judges every profile × category; writes `verdicts` (profile, category, class, passes, seller_copy) beside it."""
    profiles = read_profiles(engine)
    found: dict[Facts, Verdict] = {}
    people: dict[Facts, int] = {}
    pairs: list[tuple[int, str, Facts]] = []
    for profile in profiles:
        for category in HELD:
            if profile.held & category_bit(category):
                facts = facts_of(profile, category, context)
                if facts not in found:
                    found[facts] = judge(facts, packs, as_of)
                people[facts] = people.get(facts, 0) + profile.people
                pairs.append((profile.number, category.value, facts))
    classes = _numbered(found, people, context, as_of)
    by_facts = {c.facts: c for c in classes}
    _write_verdicts(engine, pairs, by_facts)
    return Decisions(
        as_of,
        sum(p.people for p in profiles),
        tuple(classes),
        _obligations(profiles, pairs, by_facts, packs),
        _core(profiles, pairs, by_facts),
    )


def read_profiles(engine: Engine) -> list[Profile]:
    """The profiles that `build_subjects` wrote: thousands at most, so a Python loop over them is right."""
    engine.register("profiles", "profiles")
    rows = engine.fetch_arrow("SELECT * FROM profiles ORDER BY profile").to_pylist()
    fixed = ("profile", "people", "held", "raised")
    return [
        Profile(
            r["profile"], r["people"], r["held"], r["raised"], {k: v for k, v in r.items() if k not in fixed}
        )
        for r in rows
    ]


def _numbered(
    found: Mapping[Facts, Verdict], people: Mapping[Facts, int], context: Context, as_of: date
) -> list[DecidedClass]:
    ordered = sorted(found, key=lambda f: (-people[f], class_id(f)))
    return [
        DecidedClass(class_id(f), n, f, found[f], people[f], passes_on(found[f], context.notices, as_of))
        for n, f in enumerate(ordered)
    ]


def _write_verdicts(
    engine: Engine, pairs: Iterable[tuple[int, str, Facts]], classes: Mapping[Facts, DecidedClass]
) -> None:
    rows = [(profile, category, classes[facts]) for profile, category, facts in pairs]
    table = pa.table(
        {
            "profile": pa.array([r[0] for r in rows], pa.int64()),
            "category": pa.array([r[1] for r in rows], pa.string()),
            "class": pa.array([r[2].number for r in rows], pa.int32()),
            "to_buyer": pa.array([r[2].verdict.to_buyer.value for r in rows], pa.string()),
            "passes": pa.array([r[2].passes_now for r in rows], pa.bool_()),
            "seller_copy": pa.array([seller_copy_now(r[2]).value for r in rows], pa.string()),
        }
    )
    engine.stage("verdicts", table.schema, iter(table.to_batches()))


def seller_copy_now(decided: DecidedClass) -> SellerCopy:
    """What is due now: as long as a notice window runs, the seller's copy waits."""
    verdict = decided.verdict
    waiting = verdict.to_buyer is ToBuyer.AFTER_NOTICE and not decided.passes_now
    return (
        SellerCopy.KEEP
        if waiting and verdict.seller_copy in (SellerCopy.DESTROY, SellerCopy.ANONYMISE)
        else verdict.seller_copy
    )


def _obligations(
    profiles: Iterable[Profile],
    pairs: Iterable[tuple[int, str, Facts]],
    classes: Mapping[Facts, DecidedClass],
    packs: Packs,
) -> tuple[Mapping[str, object], ...]:
    """Obligations of what passes or may pass, each with the people it concerns, every person counted once."""
    size = {p.number: p.people for p in profiles}
    concerned: dict[str, set[int]] = {}
    by_facts = {f: obligations(f, c.verdict, packs) for f, c in classes.items()}
    found = {}
    for number, _, facts in pairs:
        for entry in by_facts[facts]:
            key = f"{entry.law}/{entry.id}" if "/" not in entry.id else entry.id
            found[key] = entry
            concerned.setdefault(key, set()).add(number)
    return tuple(
        {
            "id": key,
            "law": found[key].law,
            "title": found[key].title.as_dict(),
            "due": found[key].due.as_dict(),
            "citation": found[key].citation.text.as_dict(),
            "confirmed": found[key].citation.confirmed,
            "people": sum(size[n] for n in concerned[key]),
        }
        for key in sorted(found)
    )


def _core(
    profiles: Iterable[Profile],
    pairs: Iterable[tuple[int, str, Facts]],
    classes: Mapping[Facts, DecidedClass],
) -> dict[str, dict[str, dict[str, int]]]:
    by_profile: dict[int, dict[Category, DecidedClass]] = {}
    for number, category, facts in pairs:
        by_profile.setdefault(number, {})[Category(category)] = classes[facts]
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for profile in profiles:
        held = by_profile.get(profile.number, {})
        first = next((held[c] for c in (*CORE, *HELD) if c in held), None)
        buyer = first.verdict.to_buyer.value if first else ToBuyer.UNDECIDED.value
        seller = seller_copy_now(first).value if first else SellerCopy.UNDECIDED.value
        place = counts.setdefault(profile.facts["place"], {}).setdefault(buyer, {})
        place[seller] = place.get(seller, 0) + profile.people
    return counts
