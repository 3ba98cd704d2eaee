"""The rules of all packs compiled to SQL: a second way to decide, which judges every person by himself.

It shares with `law.judging` the packs and record 0001 §4, and no code: no distinct vectors, no bit masks, no values that
stand for one another. One query a category; each nested SELECT adds columns: facts, which laws apply and whether a floor
runs, which rules match, what is left when displaced rules are gone, each law's answer, the outcome.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from novation.disposition.context import Context
from novation.disposition.table_facts import category_bit
from novation.engine.identifiers import quote_text
from novation.law import ConsentKind, FloorStart, Pack, PackKind, Packs, Passes, RetentionPeriod, Rule
from novation.law.pack import Condition
from novation.terms import ActivityBand, Category, Place, SellerCopy, Sensitivity, Term, ToBuyer

BUYER = {outcome: rank for rank, outcome in enumerate(ToBuyer)}
SELLER = {outcome: rank for rank, outcome in enumerate(SellerCopy)}
CONSENT = {kind: rank for rank, kind in enumerate(ConsentKind)}

_PERSONAL = ("place", "age", "activity", "relationship", "marketing", "objection", "hold")
_PASSES = {
    Passes.YES: f"to_buyer <= {BUYER[ToBuyer.AFTER_NOTICE]}",
    Passes.NO: f"to_buyer = {BUYER[ToBuyer.WITHHOLD]}",
    Passes.PENDING: f"to_buyer IN ({BUYER[ToBuyer.NEEDS_CONSENT]}, {BUYER[ToBuyer.UNDECIDED]})",
}
_NOBODY = -1
"""The rank of a law that says nothing."""


@dataclass(frozen=True)
class Law:
    """One pack in force, as the query sees it: its number, when it applies, its rules' numbers."""

    number: int
    pack: Pack
    applies: str
    floor: str
    rules: tuple[int, ...]


class Compiler:
    """The packs on one day for one deal; `query(category)` gives the SQL that decides everybody who holds it.

    The query reads `person` (of `subject_facts.build_subjects`) and gives `subject`, `to_buyer` and `seller_copy` (ranks
    in their vocabularies), `consent` (rank of the kind, -1 for none), `human`, and `reasons`: the sum of the marks of the
    rules that said the two outcomes (`mark`).
    """

    def __init__(self, packs: Packs, context: Context, on: date) -> None:
        self._all = packs
        self._context = context
        self._packs = [pack for pack in packs if pack.in_force.contains(on)]
        self._rules = [rule for pack in self._packs for rule in pack.rules if rule.in_force.contains(on)]
        self._number = {rule.id: number for number, rule in enumerate(self._rules)}
        self._on = on

    def query(self, category: Category) -> str:
        held = category_bit(category)
        fixed = self._fixed(category)
        live = [rule for rule in self._rules if self._possible(rule.when, fixed)]
        laws = [self._law(number, pack, category, fixed, live) for number, pack in enumerate(self._packs)]
        displaced = self._displacers(live)
        text = f"SELECT subject, {', '.join(_PERSONAL)}, transfer, sensitive, guardian, {_tier(category, held)} AS sensitivity FROM person WHERE held & {held} <> 0"
        text = f"SELECT *, {_consent()} AS consent FROM ({text})"
        text = _with(text, [(law.applies, f"law{law.number}") for law in laws] + [(law.floor, f"floor{law.number}") for law in laws if law.floor] + [(self._missing(fixed), "missing")])  # fmt: skip
        text = _with(text, [(self._matches(rule, fixed, laws), f"m{self._number[rule.id]}") for rule in live])
        text = self._buyer(text, laws, displaced)
        text = self._seller(text, laws, displaced)
        return self._outcome(text, live, displaced)

    # -- what is the same for everybody

    def _fixed(self, category: Category) -> dict[str, Term]:
        context = self._context
        return {
            "category": category,
            "seller_place": context.seller_place,
            "buyer_place": context.buyer_place,
            "deal_form": context.deal_form,
            "phase": context.phase,
            "export": context.export,
            "purpose": context.purpose,
            "promise": context.promise,
            "regime": context.regime,
            "basis": context.basis_of(category),
            "transfer_basis": context.transfer_basis_of(category),
        }

    def _possible(self, when: Iterable[Condition], fixed: dict[str, Term]) -> bool:
        return all(_holds(one, fixed[one.field]) for one in when if one.field in fixed)

    # -- laws

    def _law(
        self, number: int, pack: Pack, category: Category, fixed: dict[str, Term], live: Sequence[Rule]
    ) -> Law:
        calling = [other for other in self._packs if pack.id in self._all.closure(other.id)]
        ways = [way for other in calling for way in other.applies_when if self._possible(way, fixed)]
        floors = [
            entry for entry in pack.floors if category in entry.category and entry.in_force.contains(self._on)
        ]
        return Law(
            number,
            pack,
            _any(_all(_word_test(one) for one in way if one.field not in fixed) for way in ways),
            self._floor_state(floors) if floors else "",
            tuple(self._number[rule.id] for rule in live if rule.law == pack.id),
        )

    def _floor_state(self, floors: Sequence[RetentionPeriod]) -> str:
        running, over = [], []
        for entry in floors:
            here = "true"
            if entry.places and self._context.seller_place not in entry.places:
                here = f"place IN ({_words(entry.places)})"
            running.append(f"{here} AND activity IN ({_words(_running(entry))})")
            over.append(f"{here} AND activity IN ({_words(_over(entry))})")
        return f"CASE WHEN {_any(running)} THEN 'floor-running' WHEN {_any(over)} THEN 'floor-over' ELSE 'no-floor' END"

    def _missing(self, fixed: dict[str, Term]) -> str:
        """Whether the person's place is known and no main statute in force is made for the people there."""
        covered = []
        for pack in self._packs:
            closure = self._all.closure(pack.id)
            if not any(other.kind is PackKind.STATUTE for other in self._packs if other.id in closure):
                continue
            for way in pack.applies_when:
                names_place = any(one.field == "place" and not one.negated for one in way)
                if names_place and self._possible(way, fixed):
                    covered.append(_all(_word_test(one) for one in way if one.field not in fixed))
        return f"place <> {quote_text(Place.UNKNOWN)} AND NOT {_any(covered)}"

    # -- rules

    def _matches(self, rule: Rule, fixed: dict[str, Term], laws: Sequence[Law]) -> str:
        law = next(law for law in laws if law.pack.id == rule.law)
        tests = [f"law{law.number}"]
        for one in rule.when:
            if one.field == "retention":
                subject = f"floor{law.number}" if law.floor else "'no-floor'"
                tests.append(_word_test(one, subject))
            elif one.field != "passes" and one.field not in fixed:
                tests.append(_word_test(one))
        return _all(tests)

    def _displacers(self, live: Sequence[Rule]) -> dict[int, list[int]]:
        """For each rule the rules that displace it whenever they match."""
        found: dict[int, list[int]] = {}
        for rule in live:
            for written in rule.displaces:
                other = self._all.resolve(rule.law, written)
                if other is not None and other.id in self._number:
                    found.setdefault(self._number[other.id], []).append(self._number[rule.id])
        return found

    def _buyer(self, text: str, laws: Sequence[Law], displaced: dict[int, list[int]]) -> str:
        """What is left of the rules for the buyer's side, each law's answer, and the strictest."""
        early = self._without(displaced)
        saying = [n for law in laws for n in law.rules if self._says_buyer(n)]
        text = _with(text, [(_undisplaced("m", n, early), f"b{n}") for n in saying])
        answers = [(self._answer(law, "b", "m", BUYER, early, laws), f"a{law.number}") for law in laws]
        text = _with(text, answers)
        open_ = f"CASE WHEN missing THEN {BUYER[ToBuyer.UNDECIDED]} ELSE {_NOBODY} END"
        strictest = _greatest([open_, *(name for _, name in answers)])
        return f"SELECT *, CASE WHEN said < 0 THEN {BUYER[ToBuyer.UNDECIDED]} ELSE said END AS to_buyer FROM (SELECT *, {strictest} AS said FROM ({text}))"

    def _seller(self, text: str, laws: Sequence[Law], displaced: dict[int, list[int]]) -> str:
        """The same for the seller's copy, now that it is known what passes."""
        every = [n for law in laws for n in law.rules]
        text = _with(text, [(self._with_passes(n), f"w{n}") for n in every])
        saying = [n for n in every if self._rules[n].then.seller_copy is not None]
        text = _with(text, [(_undisplaced("w", n, displaced), f"s{n}") for n in saying])
        answers = [(self._answer(law, "s", "w", SELLER, displaced, laws), f"c{law.number}") for law in laws]
        text = _with(text, answers)
        open_ = f"CASE WHEN missing THEN {SELLER[SellerCopy.UNDECIDED]} ELSE {_NOBODY} END"
        strictest = _greatest([open_, *(name for _, name in answers)])
        return f"SELECT *, CASE WHEN kept < 0 THEN {SELLER[SellerCopy.UNDECIDED]} ELSE kept END AS seller_copy FROM (SELECT *, {strictest} AS kept FROM ({text}))"

    def _answer(
        self,
        law: Law,
        counted: str,
        matched: str,
        ranks: dict[ToBuyer, int] | dict[SellerCopy, int],
        displaced: dict[int, list[int]],
        laws: Sequence[Law],
    ) -> str:
        """The strictest counted rule of a law; none: a main statute is undecided unless another law speaks in its stead."""
        is_buyer = counted == "b"
        saying = [
            n for n in law.rules if (self._says_buyer(n) if is_buyer else self._rules[n].then.seller_copy)
        ]
        outcomes = [
            f"CASE WHEN {counted}{n} THEN {self._rank(n, is_buyer)} ELSE {_NOBODY} END" for n in saying
        ]
        best = _greatest([str(_NOBODY), *outcomes])
        if law.pack.kind is not PackKind.STATUTE:
            return f"CASE WHEN law{law.number} THEN {best} ELSE {_NOBODY} END"
        own = set(law.rules)
        speakers = {
            n for other in laws for n in other.rules
            if n not in own and (self._says_buyer(n) if is_buyer else self._rules[n].then.seller_copy)
        }  # fmt: skip
        instead = _any(
            f"{matched}{n} AND {counted}{by}" for n in saying for by in displaced.get(n, []) if by in speakers
        )
        undecided = BUYER[ToBuyer.UNDECIDED] if is_buyer else SELLER[SellerCopy.UNDECIDED]
        return f"CASE WHEN NOT law{law.number} THEN {_NOBODY} WHEN {best} >= 0 THEN {best} WHEN {instead} THEN {_NOBODY} ELSE {undecided} END"

    def _outcome(self, text: str, live: Sequence[Rule], displaced: dict[int, list[int]]) -> str:
        numbers = [self._number[rule.id] for rule in live]
        buyer = [n for n in numbers if self._says_buyer(n)]
        seller = [n for n in numbers if self._rules[n].then.seller_copy is not None]
        marks = [
            f"CASE WHEN b{n} AND to_buyer = {self._rank(n, True)} THEN {mark(self._rules[n].id)} ELSE 0 END"
            for n in buyer
        ]
        marks += [
            f"CASE WHEN s{n} AND seller_copy = {self._rank(n, False)} THEN {mark(self._rules[n].id)} ELSE 0 END"
            for n in seller
        ]
        kinds = [
            f"CASE WHEN b{n} AND to_buyer = {BUYER[ToBuyer.NEEDS_CONSENT]} THEN {CONSENT[kind]} ELSE {_NOBODY} END"
            for n in buyer
            if (kind := self._rules[n].then.consent_kind) is not None
        ]
        asked = [
            f"to_buyer = {BUYER[ToBuyer.UNDECIDED]}",
            f"seller_copy = {SELLER[SellerCopy.UNDECIDED]}",
            f"place = {quote_text(Place.UNKNOWN)}",
            *([] if self._seller_known() else ["true"]),
            *(f"b{n}" for n in buyer if self._rules[n].then.human),
            *(f"s{n}" for n in seller if self._rules[n].then.human),
        ]
        return (
            f"SELECT subject, to_buyer, seller_copy, {_greatest([str(_NOBODY), *kinds])} AS consent, "
            f"{_any(asked)} AS human, ({' + '.join(['0', *marks])})::BIGINT AS reasons FROM ({text})"
        )

    def _seller_known(self) -> bool:
        place = self._context.seller_place
        return any(place in (*p.named_places("seller_place"), *p.named_places()) for p in self._packs)

    def _says_buyer(self, number: int) -> bool:
        """Rules that ask what passes have no say in whether it does."""
        return self._rules[number].then.to_buyer is not None and not self._asks_passes(number)

    def _asks_passes(self, number: int) -> bool:
        return self._rules[number].asks("passes")

    def _without(self, displaced: dict[int, list[int]]) -> dict[int, list[int]]:
        """Rules that ask what passes displace nothing as long as that is open."""
        return {
            n: kept for n, by in displaced.items() if (kept := [d for d in by if not self._asks_passes(d)])
        }

    def _with_passes(self, number: int) -> str:
        tests = [f"m{number}"]
        for one in self._rules[number].when:
            if one.field == "passes":
                words = [word for word in Passes if _holds(one, word)]
                tests.append(_any(_PASSES[word] for word in words))
        return _all(tests)

    def _rank(self, number: int, is_buyer: bool) -> int:
        then = self._rules[number].then
        if is_buyer:
            assert then.to_buyer is not None
            return BUYER[then.to_buyer]
        assert then.seller_copy is not None
        return SELLER[then.seller_copy]


def mark(rule_id: str) -> int:
    """A number that stands for a rule: sums of a few hundred stay within 63 bits and tell sets of rules apart."""
    return int.from_bytes(hashlib.sha256(rule_id.encode()).digest()[:6])


def _holds(condition: Condition, value: Term) -> bool:
    inside = value in condition.values
    return not inside if condition.negated else inside


def _word_test(condition: Condition, subject: str = "") -> str:
    name = subject or condition.field
    return f"{name} {'NOT IN' if condition.negated else 'IN'} ({_words(condition.values)})"


def _words(values: Iterable[Term]) -> str:
    return ", ".join(quote_text(str(value)) for value in values) or "NULL"


def _all(tests: Iterable[str]) -> str:
    return "(" + " AND ".join(f"({test})" for test in ("true", *tests)) + ")"


def _any(tests: Iterable[str]) -> str:
    return "(" + " OR ".join(f"({test})" for test in ("false", *tests)) + ")"


def _greatest(values: Sequence[str]) -> str:
    return f"greatest({', '.join(values)})" if len(values) > 1 else values[0]


def _with(text: str, columns: Sequence[tuple[str, str]]) -> str:
    """One more SELECT around a query, with named columns."""
    if not columns:
        return text
    return f"SELECT *, {', '.join(f'{expression} AS {name}' for expression, name in columns)} FROM ({text})"


def _undisplaced(matched: str, number: int, displaced: dict[int, list[int]]) -> str:
    by = displaced.get(number, [])
    return f"{matched}{number} AND NOT {_any(f'{matched}{d}' for d in by)}" if by else f"{matched}{number}"


def _tier(category: Category, held: int) -> str:
    """PIPL 28: all data of a child under fourteen are sensitive; else the column's or the category's own tier."""
    return (
        f"CASE WHEN age IN ('under-13', '13') OR raised & {held} <> 0 THEN {quote_text(Sensitivity.SENSITIVE)} "
        f"ELSE {quote_text(category.sensitivity)} END"
    )


def _consent() -> str:
    """A no about the transfer, about sensitive data where these are, or by a guardian goes before any yes."""
    is_sensitive = f"sensitivity = {quote_text(Sensitivity.SENSITIVE)}"
    no = " ".join(
        f"WHEN transfer = '{word}' OR guardian = '{word}' OR ({is_sensitive} AND sensitive = '{word}') THEN '{word}'"
        for word in ("withdrawn", "refused")
    )
    return (
        f"CASE {no} WHEN age IN ('under-13', '13') THEN CASE guardian WHEN 'given' THEN 'guardian' ELSE 'none' END "
        f"WHEN {is_sensitive} THEN CASE WHEN sensitive = 'given' THEN 'separate' WHEN transfer = 'given' THEN 'general' ELSE 'none' END "
        "WHEN transfer = 'given' THEN 'separate' ELSE 'none' END"
    )


def _running(entry: RetentionPeriod) -> list[ActivityBand]:
    over = set(_over(entry))
    return [band for band in ActivityBand if band is not ActivityBand.NEVER and band not in over]


def _over(entry: RetentionPeriod) -> list[ActivityBand]:
    """Bands that lie wholly beyond a floor; a floor from the year's end may reach a year further."""
    years = float(entry.floor_years or 0) + (1 if entry.start is FloorStart.END_OF_YEAR else 0)
    return [band for band in ActivityBand if band.years is not None and band.years[0] >= years]
