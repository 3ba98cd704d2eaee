"""Judges one fact vector under all laws that apply: decision record 0001 §4, design §8. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from novation.law.matching import Index, index_of
from novation.law.owed import owed_of
from novation.law.pack import Obligation, Pack, RetentionPeriod, Rule
from novation.law.packset import Packs
from novation.law.reach import Reach, reach_of
from novation.law.undecided import because
from novation.law.verdict import Answer, NoticeDue, Verdict
from novation.law.vocabulary import ConsentKind, PackKind, Passes
from novation.messages import Text
from novation.terms import (
    PASSING,
    Category,
    Facts,
    Place,
    Retention,
    SellerCopy,
    ToBuyer,
    strictest_seller_copy,
    strictest_to_buyer,
)

O = TypeVar("O", ToBuyer, SellerCopy)  # noqa: E741
Floors = dict[str, tuple[Retention, tuple[RetentionPeriod, ...]]]

MOST_KEPT = 20_000  # verdicts held for sharing; some kilobytes each at most
_KIND_ORDER = {kind: rank for rank, kind in enumerate(ConsentKind)}


@dataclass(frozen=True, slots=True)
class Side(Generic[O]):
    """One of the two outcomes: of each law, over all, and the rules that counted."""

    outcome: O
    by_law: dict[str, O | None]
    counted: int
    displaced: int
    reasons: tuple[Rule, ...]

    @property
    def conflicts(self) -> tuple[str, ...]:
        return tuple(law for law, said in self.by_law.items() if said is not None and said != self.outcome)


def judge(facts: Facts, packs: Packs, on: date) -> Verdict:
    """The verdict over one vector on one day; what no law decides is `undecided`, hence withheld."""
    index = index_of(packs, on)
    return _judge(facts, index, reach_of(facts, index))


def judge_alone(facts: Facts, packs: Packs, on: date) -> Verdict:
    """The same, but never mind whether other places' laws ought to be asked too: for a pack's own scenarios."""
    index = index_of(packs, on)
    return _judge(facts, index, Reach(index.applying(facts), (), False))


def compare(
    vectors: Iterable[Facts], packs: Packs, on: date, changes: dict[str, str]
) -> Iterator[tuple[Verdict, Verdict]]:
    """The verdicts as things are, and as they would be with some facts changed (`{"deal_form": "merger"}`).

    Only the named fields change: who moves `buyer_place` says what becomes of `export`.
    """
    for facts in vectors:
        changed = Facts.from_dict({**facts.as_dict(), **changes})
        yield judge(facts, packs, on), judge(changed, packs, on)


def obligations(facts: Facts, verdict: Verdict, packs: Packs, on: date) -> tuple[Obligation, ...]:
    """What binds the buyer afterwards under the laws of a verdict and of that day, for the outcome it reached."""
    return owed_of(packs, on).of(facts, verdict)


def _judge(facts: Facts, index: Index, reach: Reach) -> Verdict:
    """Many vectors match the same rules for the same reasons; these share one verdict, made once."""
    floors: Floors = {pack.id: index.state(pack, facts) for pack in reach.applying}
    matched = index.matching(facts, {law: floor for law, (floor, _) in floors.items()})
    entries = tuple((law, floor, tuple(e.id for e in found)) for law, (floor, found) in floors.items())
    key = (facts.place, facts.seller_place, reach.missing, reach.seller_unknown, matched, entries)
    found = index.verdicts.get(key)
    if not isinstance(found, Verdict):
        if len(index.verdicts) >= MOST_KEPT:
            index.verdicts.clear()
        found = index.verdicts[key] = _combine(facts, index, reach, floors, matched)
    return found


def _combine(facts: Facts, index: Index, reach: Reach, floors: Floors, matched: int) -> Verdict:
    """First the buyer's side over all laws, then, as it is known what passes, the seller's copy."""
    applying, missing = reach.applying, reach.missing
    buyer = _side(
        index,
        applying,
        matched & ~index.asks_passes,
        index.says_to_buyer,
        lambda rule: rule.then.to_buyer,
        strictest_to_buyer,
        [ToBuyer.UNDECIDED] * len(missing),
        ToBuyer.UNDECIDED,
    )
    passes = _passes(buyer.outcome)
    seller = _side(
        index,
        applying,
        index.with_passes(matched, passes),
        index.says_seller_copy,
        lambda rule: rule.then.seller_copy,
        strictest_seller_copy,
        [SellerCopy.UNDECIDED] * len(missing),
        SellerCopy.UNDECIDED,
    )
    return _verdict(facts, index, reach, floors, buyer, seller, passes)


def _side(
    index: Index,
    applying: tuple[Pack, ...],
    matched: int,
    says: int,
    said: Callable[[Rule], O | None],
    strictest: Callable[[Iterable[O]], O],
    from_missing: list[O],
    none: O,
) -> Side[O]:
    """Each law's strictest counted rule, then the strictest law."""
    displaced = matched & index.displaced(matched)
    counted = matched & says & ~displaced
    by_law: dict[str, O | None] = {}
    for pack in applying:
        outcomes = [
            outcome for rule in index.chosen(counted & index.of_pack[pack.id]) if (outcome := said(rule))
        ]
        if outcomes:
            by_law[pack.id] = strictest(outcomes)
        else:
            by_law[pack.id] = None if _may_be_silent(index, pack, matched & says, counted) else none
    answers: list[O] = [answer for answer in by_law.values() if answer]
    outcome = strictest(answers + from_missing)
    reasons = tuple(rule for rule in index.chosen(counted) if said(rule) is outcome)
    return Side(outcome, by_law, counted, displaced & says, reasons)


def _may_be_silent(index: Index, pack: Pack, spoken: int, counted: int) -> bool:
    """Only a main statute must speak, and it need not where another pack's rule displaced its own and counts."""
    if pack.kind is not PackKind.STATUTE:
        return True
    mine = spoken & index.of_pack[pack.id]
    return bool(mine & index.displaced(counted & ~index.of_pack[pack.id]))


def _passes(outcome: ToBuyer) -> Passes:
    if outcome in PASSING:
        return Passes.YES
    return Passes.NO if outcome is ToBuyer.WITHHOLD else Passes.PENDING


def _verdict(
    facts: Facts,
    index: Index,
    reach: Reach,
    floors: Floors,
    buyer: Side[ToBuyer],
    seller: Side[SellerCopy],
    passes: Passes,
) -> Verdict:
    rules, seller_rules = index.chosen(buyer.counted), index.chosen(seller.counted)
    is_undecided = buyer.outcome is ToBuyer.UNDECIDED or seller.outcome is SellerCopy.UNDECIDED
    asked = is_undecided or facts.place is Place.UNKNOWN or reach.seller_unknown
    unjudged = [*reach.missing, *([facts.seller_place] if reach.seller_unknown else [])]
    return Verdict(
        to_buyer=buyer.outcome,
        seller_copy=seller.outcome,
        passes=passes,
        consent_kinds=_consent_kinds(buyer),
        notices=_notices(rules, index) if passes is not Passes.NO else (),
        mask=_mask(rules) if passes is not Passes.NO else (),
        human=asked or any(rule.then.human for rule in (*rules, *seller_rules)),
        unconfirmed=_unconfirmed(buyer, seller, floors),
        reasons=buyer.reasons,
        seller_reasons=seller.reasons,
        answers=tuple(_answer(pack, floors, buyer, seller, index) for pack in reach.applying),
        conflicts=buyer.conflicts,
        seller_conflicts=seller.conflicts,
        undecided_because=_because(buyer, ToBuyer.UNDECIDED, facts, reach),
        seller_undecided_because=_because(seller, SellerCopy.UNDECIDED, facts, reach),
        unjudged=tuple(dict.fromkeys(unjudged)),
    )


def _answer(
    pack: Pack, floors: Floors, buyer: Side[ToBuyer], seller: Side[SellerCopy], index: Index
) -> Answer:
    """A law gives the same few answers to many vectors; each is made once."""
    own = index.of_pack[pack.id]
    floor, entries = floors[pack.id]
    displaced = (buyer.displaced | seller.displaced) & own
    to_buyer, seller_copy = buyer.by_law[pack.id], seller.by_law[pack.id]
    ids = tuple(entry.id for entry in entries)
    key = (pack.id, to_buyer, seller_copy, buyer.counted & own, seller.counted & own, displaced, floor, ids)
    found = index.answers.get(key)
    if not isinstance(found, Answer):
        if len(index.answers) >= MOST_KEPT:
            index.answers.clear()
        found = index.answers[key] = Answer(
            law=pack.id,
            title=pack.title,
            kind=pack.kind,
            to_buyer=to_buyer,
            seller_copy=seller_copy,
            rules=index.chosen(buyer.counted & own),
            seller_rules=index.chosen(seller.counted & own),
            displaced=index.chosen(displaced),
            retention=floor,
            floors=entries,
        )
    return found


def _consent_kinds(buyer: Side[ToBuyer]) -> tuple[ConsentKind, ...]:
    if buyer.outcome is not ToBuyer.NEEDS_CONSENT:
        return ()
    kinds = {rule.then.consent_kind for rule in buyer.reasons if rule.then.consent_kind}
    return tuple(sorted(kinds, key=_KIND_ORDER.__getitem__))


def _notices(rules: tuple[Rule, ...], index: Index) -> tuple[NoticeDue, ...]:
    return tuple(
        NoticeDue(rule.law, rule.id, rule.then.notice, index.calendars[rule.law])
        for rule in rules
        if rule.then.notice
    )


def _mask(rules: tuple[Rule, ...]) -> tuple[Category, ...]:
    return tuple(sorted({category for rule in rules for category in rule.then.mask}))


def _unconfirmed(buyer: Side[ToBuyer], seller: Side[SellerCopy], floors: Floors) -> bool:
    """Whether a rule that decided, or a floor that such a rule looked at, was not confirmed."""
    deciding = (*buyer.reasons, *seller.reasons)
    looked_at = (floor for rule in deciding if rule.asks("retention") for floor in floors[rule.law][1])
    return any(not rule.citation.confirmed for rule in deciding) or any(
        not floor.citation.confirmed for floor in looked_at
    )


def _because(side: Side[O], none: O, facts: Facts, reach: Reach) -> Text | None:
    if side.outcome is not none:
        return None
    uncovered = [pack.title for pack in reach.applying if side.by_law[pack.id] is none]
    return because(facts.place, bool(reach.applying), reach.missing, uncovered)
