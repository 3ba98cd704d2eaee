"""The rules of all packs compiled to SQL: a second way to decide, which judges every person by himself.

It shares with `law.judging` the packs and record 0001 §4, and no code: no distinct vectors, no bit masks, no values that
stand for one another. One query a category and place; each nested SELECT adds columns: facts, which laws apply and whether a
floor runs, which rules match, what is left when displaced rules are gone, each law's answer, the outcome.

Planning such a query costs the engine more than running it on a thousand people. So what is certain beforehand doesn't
enter the text: a test that all these people pass, a rule that none can match, a column that only repeats another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from novation.disposition.context import Context
from novation.disposition.packing import FACT_COLUMNS, STATES, field_sql, held_sql, raised_sql
from novation.disposition.sql_levels import Levels, all_of, any_of, none_of
from novation.law import ConsentKind, FloorStart, Pack, PackKind, Packs, Passes, RetentionPeriod
from novation.law.pack import Condition
from novation.law.vocabulary import CONDITION_FIELDS
from novation.terms import (
    ActivityBand,
    AgeBand,
    Category,
    Consent,
    Place,
    Retention,
    SellerCopy,
    Sensitivity,
    Term,
    ToBuyer,
)

BUYER = {outcome: rank for rank, outcome in enumerate(ToBuyer)}
SELLER = {outcome: rank for rank, outcome in enumerate(SellerCopy)}
CONSENT = {kind: rank for rank, kind in enumerate(ConsentKind)}

_PASSES = {
    Passes.YES: f"to_buyer <= {BUYER[ToBuyer.AFTER_NOTICE]}",
    Passes.NO: f"to_buyer = {BUYER[ToBuyer.WITHHOLD]}",
    Passes.PENDING: f"to_buyer IN ({BUYER[ToBuyer.NEEDS_CONSENT]}, {BUYER[ToBuyer.UNDECIDED]})",
}
_NOBODY = -1
"""The rank of a law that says nothing."""

Present = Mapping[str, Collection[Term]]
"""The values of a fact that occur among the people to be decided; a fact that isn't named may have any."""


@dataclass(frozen=True)
class Law:
    """One pack in force, as the query sees it: its number, when it applies, its floors, its rules' numbers."""

    number: int
    pack: Pack
    applies: str
    floor: str
    rules: tuple[int, ...]


class Compiler:
    """The packs on one day for one deal; `query(category)` gives the SQL that decides all of `people` who hold it.

    `people` has `profile` and the packed facts as `key`; `present` names what occurs among them, and binds: whoever has
    another value is decided wrongly. The query gives `profile`, `key`, `to_buyer` and `seller_copy` (ranks
    in their vocabularies), `consent` (rank of the kind, -1 for none), `human`, and `reasons`: the sum of the marks of the
    rules that said the two outcomes (`mark`).
    """

    def __init__(self, packs: Packs, context: Context, on: date) -> None:
        self._all = packs
        self._context = context
        self._present: Present = {}
        self._packs = [pack for pack in packs if pack.in_force.contains(on)]
        self._rules = [rule for pack in self._packs for rule in pack.rules if rule.in_force.contains(on)]
        self._number = {rule.id: number for number, rule in enumerate(self._rules)}
        self._law_of = {pack.id: number for number, pack in enumerate(self._packs)}
        self._on = on

    def query(self, category: Category, people: str, present: Present | None = None) -> str:
        self._present = present or {}
        fixed = self._fixed(category)
        laws = [self._law(number, pack, category, fixed) for number, pack in enumerate(self._packs)]
        live = [n for law in laws for n in law.rules]
        displaced = self._displacers(live)
        stored = ", ".join(f"{field_sql(name)} AS {name}" for name in FACT_COLUMNS)
        levels = Levels(
            f"SELECT profile, key, {stored} FROM {people} WHERE {held_sql(category)}",
            ("profile", "key", *FACT_COLUMNS),
        )
        levels.add([("sensitivity", _tier(category))])
        levels.add([("consent", _consent())])
        levels.add(
            [
                *((f"law{law.number}", law.applies) for law in laws),
                *((f"floor{law.number}", law.floor) for law in laws if law.rules),
                ("missing", self._missing(fixed)),
                ("nowhere", self._among("place", [Place.UNKNOWN])),
            ]
        )
        levels.add([(f"m{n}", self._matches(levels, n, fixed)) for n in live])
        levels.keep(
            [
                "profile",
                "key",
                "missing",
                "nowhere",
                *(f"law{law.number}" for law in laws),
                *(f"m{n}" for n in live),
            ]
        )
        self._buyer(levels, laws, displaced)
        self._seller(levels, laws, displaced)
        return self._outcome(levels, live)

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
        """Whether anybody can fulfil these conditions, by what is the same for all and what occurs among them."""
        return all(
            _holds(one, fixed[one.field]) if one.field in fixed else self._test(one) != "false"
            for one in when
        )

    def _test(self, condition: Condition, subject: str = "") -> str:
        """A condition as SQL; a plain yes or no where that is the same for all people."""
        every = CONDITION_FIELDS[condition.field]
        return self._among(condition.field, [value for value in every if _holds(condition, value)], subject)

    def _among(self, field: str, values: Collection[Term], subject: str = "") -> str:
        """Whether a fact has one of these values."""
        occurring = self._present.get(field, tuple(CONDITION_FIELDS[field]))
        accepted = [value for value in occurring if value in values]
        if len(accepted) in (0, len(occurring)):
            return "true" if accepted else "false"
        return f"{subject or field} IN ({_codes(field, accepted)})"

    # -- laws

    def _law(self, number: int, pack: Pack, category: Category, fixed: dict[str, Term]) -> Law:
        calling = [other for other in self._packs if pack.id in self._all.closure(other.id)]
        ways = [way for other in calling for way in other.applies_when if self._possible(way, fixed)]
        applies = any_of(all_of(self._test(one) for one in way if one.field not in fixed) for way in ways)
        floors = [
            entry for entry in pack.floors if category in entry.category and entry.in_force.contains(self._on)
        ]
        rules = (
            self._number[rule.id]
            for rule in self._rules
            if rule.law == pack.id and self._possible(rule.when, fixed)
        )
        return Law(
            number, pack, applies, self._floor_state(floors), tuple(rules) if applies != "false" else ()
        )

    def _floor_state(self, floors: Sequence[RetentionPeriod]) -> str:
        running, over = [], []
        for entry in floors:
            here = "true"
            if entry.places and self._context.seller_place not in entry.places:
                here = self._among("place", entry.places)
            running.append(all_of([here, self._among("activity", _running(entry))]))
            over.append(all_of([here, self._among("activity", _over(entry))]))
        none, runs, is_over = (
            _code("retention", state) for state in (Retention.NO_FLOOR, Retention.RUNNING, Retention.OVER)
        )
        if not floors:
            return str(none)
        return f"CASE WHEN {any_of(running)} THEN {runs} WHEN {any_of(over)} THEN {is_over} ELSE {none} END"

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
                    covered.append(all_of(self._test(one) for one in way if one.field not in fixed))
        known = self._among("place", [place for place in Place if place is not Place.UNKNOWN])
        return all_of([known, none_of(covered)])

    # -- rules

    def _matches(self, levels: Levels, number: int, fixed: dict[str, Term]) -> str:
        rule = self._rules[number]
        law = self._law_of[rule.law]
        tests = [levels[f"law{law}"]]
        for one in rule.when:
            if one.field == "retention":
                tests.append(self._test(one, levels[f"floor{law}"]))
            elif one.field != "passes" and one.field not in fixed:
                tests.append(self._test(one))
        return all_of(tests)

    def _displacers(self, live: Sequence[int]) -> dict[int, list[int]]:
        """For each rule the rules that displace it whenever they match."""
        found: dict[int, list[int]] = {}
        for number in live:
            rule = self._rules[number]
            for written in rule.displaces:
                other = self._all.resolve(rule.law, written)
                if other is not None and other.id in self._number:
                    found.setdefault(self._number[other.id], []).append(number)
        return found

    def _buyer(self, levels: Levels, laws: Sequence[Law], displaced: dict[int, list[int]]) -> None:
        """What is left of the rules for the buyer's side, each law's answer, and the strictest."""
        early = self._without(displaced)
        saying = [n for law in laws for n in law.rules if self._says_buyer(n)]
        levels.add([(f"b{n}", _undisplaced(levels, "m", n, early)) for n in saying])
        levels.add([(f"a{law.number}", self._answer(levels, law, "b", "m", early, laws)) for law in laws])
        self._strictest(levels, laws, "a", "to_buyer", BUYER[ToBuyer.UNDECIDED])

    def _seller(self, levels: Levels, laws: Sequence[Law], displaced: dict[int, list[int]]) -> None:
        """The same for the seller's copy, now that it is known what passes."""
        every = [n for law in laws for n in law.rules]
        levels.add([(f"w{n}", self._with_passes(levels, n)) for n in every])
        saying = [n for n in every if self._rules[n].then.seller_copy is not None]
        levels.add([(f"s{n}", _undisplaced(levels, "w", n, displaced)) for n in saying])
        levels.add([(f"c{law.number}", self._answer(levels, law, "s", "w", displaced, laws)) for law in laws])
        self._strictest(levels, laws, "c", "seller_copy", SELLER[SellerCopy.UNDECIDED])

    def _strictest(self, levels: Levels, laws: Sequence[Law], prefix: str, name: str, undecided: int) -> None:
        answers = [levels[f"{prefix}{law.number}"] for law in laws]
        said = sorted({answer for answer in answers if answer != str(_NOBODY)})
        found = _greatest([f"CASE WHEN {levels['missing']} THEN {undecided} ELSE {_NOBODY} END", *said])
        levels.add([("said", found)])
        levels.drop(f"{prefix}{law.number}" for law in laws)
        levels.add([(name, f"CASE WHEN {levels['said']} < 0 THEN {undecided} ELSE {levels['said']} END")])
        levels.drop(["said"])

    def _answer(
        self,
        levels: Levels,
        law: Law,
        counted: str,
        matched: str,
        displaced: dict[int, list[int]],
        laws: Sequence[Law],
    ) -> str:
        """The strictest counted rule of a law; none: a main statute is undecided unless another law speaks in its stead."""
        applies = levels[f"law{law.number}"]
        if applies == "false":
            return str(_NOBODY)
        is_buyer = counted == "b"
        saying = [n for n in law.rules if self._says(n, is_buyer)]
        otherwise = str(_NOBODY)
        if law.pack.kind is PackKind.STATUTE:
            speakers = {
                n for other in laws if other is not law for n in other.rules if self._says(n, is_buyer)
            }  # fmt: skip
            instead = any_of(
                all_of([levels[f"{matched}{n}"], levels[f"{counted}{by}"]])
                for n in saying
                for by in displaced.get(n, [])
                if by in speakers
            )
            undecided = BUYER[ToBuyer.UNDECIDED] if is_buyer else SELLER[SellerCopy.UNDECIDED]
            otherwise = f"CASE WHEN {instead} THEN {_NOBODY} ELSE {undecided} END"
        return f"CASE WHEN NOT {applies} THEN {_NOBODY} {self._whens(levels, counted, saying, is_buyer)} ELSE {otherwise} END"

    def _whens(self, levels: Levels, counted: str, saying: Sequence[int], is_buyer: bool) -> str:
        """`WHEN` any rule of a rank counts, the strictest rank first."""
        by_rank: dict[int, list[str]] = {}
        for n in saying:
            by_rank.setdefault(self._rank(n, is_buyer), []).append(levels[f"{counted}{n}"])
        return " ".join(f"WHEN {any_of(by_rank[rank])} THEN {rank}" for rank in sorted(by_rank, reverse=True))

    def _outcome(self, levels: Levels, live: Sequence[int]) -> str:
        buyer = [n for n in live if self._says_buyer(n)]
        seller = [n for n in live if self._rules[n].then.seller_copy is not None]
        sides = [("b", "to_buyer", n, self._rank(n, True)) for n in buyer]
        sides += [("s", "seller_copy", n, self._rank(n, False)) for n in seller]
        marks = [
            f"CASE WHEN {levels[f'{side}{n}']} AND {outcome} = {rank} THEN {mark(self._rules[n].id)} ELSE 0 END"
            for side, outcome, n, rank in sides
            if levels[f"{side}{n}"] != "false"
        ]
        kinds = [
            f"CASE WHEN {levels[f'b{n}']} AND to_buyer = {BUYER[ToBuyer.NEEDS_CONSENT]} THEN {CONSENT[kind]} ELSE {_NOBODY} END"
            for n in buyer
            if (kind := self._rules[n].then.consent_kind) is not None and levels[f"b{n}"] != "false"
        ]
        asked = [
            f"to_buyer = {BUYER[ToBuyer.UNDECIDED]}",
            f"seller_copy = {SELLER[SellerCopy.UNDECIDED]}",
            levels["nowhere"],
            *([] if self._seller_known() else ["true"]),
            *(levels[f"b{n}"] for n in buyer if self._rules[n].then.human),
            *(levels[f"s{n}"] for n in seller if self._rules[n].then.human),
        ]
        return (
            f"SELECT profile, key, to_buyer, seller_copy, {_greatest([str(_NOBODY), *kinds])} AS consent, "
            f"{any_of(asked)} AS human, ({' + '.join(['0', *marks])})::BIGINT AS reasons FROM ({levels.text})"
        )

    def _seller_known(self) -> bool:
        place = self._context.seller_place
        return any(place in (*p.named_places("seller_place"), *p.named_places()) for p in self._packs)

    def _says(self, number: int, is_buyer: bool) -> bool:
        return self._says_buyer(number) if is_buyer else self._rules[number].then.seller_copy is not None

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

    def _with_passes(self, levels: Levels, number: int) -> str:
        tests = [levels[f"m{number}"]]
        for one in self._rules[number].when:
            if one.field == "passes":
                tests.append(any_of(_PASSES[word] for word in Passes if _holds(one, word)))
        return all_of(tests)

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


def _code(field: str, word: object) -> int:
    """The number that stands for a word: its place in its vocabulary."""
    return [str(one) for one in CONDITION_FIELDS[field]].index(str(word))


def _codes(field: str, values: Iterable[Term]) -> str:
    return ", ".join(str(_code(field, value)) for value in values) or "NULL"


def _greatest(values: Sequence[str]) -> str:
    return f"greatest({', '.join(values)})" if len(values) > 1 else values[0]


def _undisplaced(levels: Levels, matched: str, number: int, displaced: dict[int, list[int]]) -> str:
    by = none_of(levels[f"{matched}{d}"] for d in displaced.get(number, []))
    return all_of([levels[f"{matched}{number}"], by])


_CHILD = f"age IN ({_codes('age', (AgeBand.UNDER_13, AgeBand.AGE_13))})"


def _tier(category: Category) -> str:
    """PIPL 28: all data of a child under fourteen are sensitive; else the column's or the category's own tier."""
    sensitive, own = _code("sensitivity", Sensitivity.SENSITIVE), _code("sensitivity", category.sensitivity)
    return f"CASE WHEN {_CHILD} OR {raised_sql(category)} THEN {sensitive} ELSE {own} END"


def _consent() -> str:
    """A no about the transfer, about sensitive data where these are, or by a guardian goes before any yes."""
    is_sensitive = f"sensitivity = {_code('sensitivity', Sensitivity.SENSITIVE)}"
    word = {str(c): _code("consent", c) for c in Consent}
    state = {name: STATES.index(name) for name in STATES}
    no = " ".join(
        f"WHEN transfer = {state[said]} OR guardian = {state[said]} OR ({is_sensitive} AND sensitive = {state[said]}) THEN {word[said]}"
        for said in ("withdrawn", "refused")
    )
    given = state["given"]
    return (
        f"CASE {no} WHEN {_CHILD} THEN CASE guardian WHEN {given} THEN {word['guardian']} ELSE {word['none']} END "
        f"WHEN {is_sensitive} THEN CASE WHEN sensitive = {given} THEN {word['separate']} WHEN transfer = {given} THEN {word['general']} ELSE {word['none']} END "
        f"WHEN transfer = {given} THEN {word['separate']} ELSE {word['none']} END"
    )


def _running(entry: RetentionPeriod) -> list[ActivityBand]:
    over = set(_over(entry))
    return [band for band in ActivityBand if band is not ActivityBand.NEVER and band not in over]


def _over(entry: RetentionPeriod) -> list[ActivityBand]:
    """Bands that lie wholly beyond a floor; a floor from the year's end may reach a year further."""
    years = float(entry.floor_years or 0) + (1 if entry.start is FloorStart.END_OF_YEAR else 0)
    return [band for band in ActivityBand if band.years is not None and band.years[0] >= years]
