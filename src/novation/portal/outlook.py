"""What becomes of one customer's data, and what they may choose: read off their own verdicts, place by place nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from novation.control.cases.models import Case
from novation.control.consent.matters import Answer, Matter
from novation.control.consent.models import Standing, Wording
from novation.law.vocabulary import ConsentKind
from novation.messages import Text
from novation.terms import (
    PASSING,
    ActivityBand,
    Category,
    Consent,
    Hold,
    Objection,
    Place,
    Purpose,
    SellerCopy,
    Sensitivity,
    ToBuyer,
)
from novation.terms.vocabulary import Term


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that decided, as it is cited."""

    id: str
    title: Text
    citation: Text
    reason: Text
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Prospect:
    """One kind of data of one person: what becomes of it on both sides, and by which rules."""

    category: Category
    to_buyer: ToBuyer
    seller_copy: SellerCopy
    basis: str
    grounds: tuple[Ground, ...]
    seller_grounds: tuple[Ground, ...]
    consents: frozenset[str]
    """The forms of consent the laws still ask for."""
    consented: Consent
    objected: bool
    sensitive: bool
    place: Place
    hold: Hold
    activity: ActivityBand

    @property
    def passes(self) -> bool:
        return self.to_buyer in PASSING

    @property
    def every_ground(self) -> tuple[Ground, ...]:
        return tuple({one.id: one for one in (*self.grounds, *self.seller_grounds)}.values())

    @property
    def matter(self) -> Matter:
        if self.category is Category.MARKETING:
            return Matter.MARKETING
        return Matter.TRANSFER_SENSITIVE if self.sensitive else Matter.TRANSFER


class Way(Term):
    """How the law lets a customer have a say on a matter."""

    CONSENT = "consent", "同意才移交", "passes only with consent"
    OBJECTION = "objection", "反对则不移交", "passes unless there is an objection"


@dataclass(frozen=True, slots=True)
class Choice:
    """One question to the customer. `wording`: the released words, without which nobody can consent."""

    matter: Matter
    way: Way
    categories: tuple[Category, ...]
    standing: Standing
    wording: Wording | None
    guardian: bool
    written: bool
    from_file: bool

    @property
    def open(self) -> bool:
        """Whether it can be answered here."""
        return self.way is Way.OBJECTION or (self.wording is not None and not self.written)

    @property
    def answers(self) -> tuple[str, str]:
        return ("pass", "object") if self.way is Way.OBJECTION else ("consent", "refuse")


@dataclass(frozen=True, slots=True)
class Outlook:
    place: Place
    prospects: tuple[Prospect, ...] = ()
    purpose_changed: bool = False

    def of(self, *outcomes: ToBuyer) -> tuple[Category, ...]:
        return tuple(one.category for one in self.prospects if one.to_buyer in outcomes)

    def kept(self, outcome: SellerCopy) -> tuple[Category, ...]:
        return tuple(one.category for one in self.prospects if one.seller_copy is outcome)

    @property
    def locked(self) -> tuple[Category, ...]:
        return self.kept(SellerCopy.RETAIN_RESTRICTED)

    @property
    def destroyed(self) -> tuple[Category, ...]:
        return self.kept(SellerCopy.DESTROY)

    @property
    def anonymised(self) -> tuple[Category, ...]:
        return self.kept(SellerCopy.ANONYMISE)

    @property
    def moving(self) -> tuple[Category, ...]:
        """What passes or may pass."""
        return self.of(*PASSING, ToBuyer.NEEDS_CONSENT)

    @property
    def passing(self) -> tuple[Category, ...]:
        return self.of(*PASSING)

    @property
    def asking(self) -> tuple[Category, ...]:
        return self.of(ToBuyer.NEEDS_CONSENT)

    @property
    def never(self) -> tuple[Category, ...]:
        return self.of(ToBuyer.WITHHOLD)

    @property
    def undecided(self) -> tuple[Category, ...]:
        return self.of(ToBuyer.UNDECIDED)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The rules by which something passes or may pass, each once."""
        deciding = [one for one in self.prospects if one.passes or one.to_buyer is ToBuyer.NEEDS_CONSENT]
        return tuple({ground.id: ground for one in deciding for ground in one.grounds}.values())


def outlook(told: Mapping[str, Any]) -> Outlook:
    """From what `handover.explaining` tells of a person."""
    rules = {name: _ground(rule) for name, rule in told["rules"].items()}
    order = list(Category)
    prospects = sorted(
        (_prospect(one, rules) for one in told["verdicts"]), key=lambda one: order.index(one.category)
    )
    places = [one["facts"]["place"] for one in told["verdicts"]]
    changed = any(one["facts"]["purpose"] == Purpose.CHANGED for one in told["verdicts"])
    return Outlook(Place(places[0]) if places else Place.UNKNOWN, tuple(prospects), changed)


def _ground(rule: Mapping[str, Any]) -> Ground:
    return Ground(
        rule["rule"],
        Text(**rule["title"]),
        Text(**rule["citation"]),
        Text(**rule["reason"]),
        rule["confirmed"],
    )


def _prospect(verdict: Mapping[str, Any], rules: Mapping[str, Ground]) -> Prospect:
    facts = verdict["facts"]
    category = Category(facts["category"])
    kinds = {verdict["consent_kind"], *verdict["consent_kinds"]} - {None}
    return Prospect(
        category=category,
        to_buyer=ToBuyer(verdict["to_buyer"]),
        seller_copy=SellerCopy(verdict["seller_copy_now"]),
        basis=str(facts["basis"]),
        grounds=tuple(rules[one] for one in verdict["reasons"]),
        seller_grounds=tuple(rules[one] for one in verdict["seller_reasons"]),
        consents=frozenset(kinds),
        consented=Consent(facts["consent"]),
        objected=facts["objection"] == Objection.OBJECTED,
        sensitive=category.sensitivity is Sensitivity.SENSITIVE,
        place=Place(facts["place"]),
        hold=Hold(facts["hold"]),
        activity=ActivityBand(facts["activity"]),
    )


_BY_CONSENT = frozenset({Consent.SEPARATE, Consent.GUARDIAN, Consent.REFUSED, Consent.WITHDRAWN})
_ANSWERED = frozenset({Answer.GIVEN, Answer.REFUSED, Answer.WITHDRAWN})
_ON_FILE = frozenset({Consent.SEPARATE, Consent.GUARDIAN})


def choices(case: Case, subject: str, seen: Outlook, language: str) -> list[Choice]:
    """The questions this customer can answer, in a fixed order; what is settled by law is none."""
    standings = {one.matter: one for one in Standing.objects.filter(case=case, subject=subject)}
    words = _wordings(case, language)
    found = []
    for matter in Matter:
        about = [one for one in seen.prospects if one.matter is matter]
        standing = standings.get(matter) or Standing(case=case, subject=subject, matter=matter)
        way = _way(about, standing)
        if way is not None:
            found.append(_choice(matter, way, about, standing, words.get(matter)))
    return found


def _choice(
    matter: Matter, way: Way, about: list[Prospect], standing: Standing, wording: Wording | None
) -> Choice:
    kinds = frozenset[str]().union(*(one.consents for one in about))
    return Choice(
        matter=matter,
        way=way,
        categories=tuple(one.category for one in about if _touched(one, standing)),
        standing=standing,
        wording=wording,
        guardian=ConsentKind.GUARDIAN in kinds,
        written=ConsentKind.WRITTEN in kinds,
        from_file=standing.answer is Answer.UNASKED and any(one.consented in _ON_FILE for one in about),
    )


def _way(about: list[Prospect], standing: Standing) -> Way | None:
    """Consent where the law asks for it or it was given or refused; objection where it passes otherwise."""
    if any(one.to_buyer is ToBuyer.NEEDS_CONSENT or one.consented in _BY_CONSENT for one in about):
        return Way.CONSENT
    if standing.answer in _ANSWERED and about:
        return Way.CONSENT
    if standing.answer is Answer.OBJECTED or any(one.passes or one.objected for one in about):
        return Way.OBJECTION
    return None


def _touched(one: Prospect, standing: Standing) -> bool:
    """Whether an answer moves it: what the law withholds whatever is answered is left out."""
    answered = standing.answer is not Answer.UNASKED or one.consented in _BY_CONSENT or one.objected
    return one.passes or one.to_buyer is ToBuyer.NEEDS_CONSENT or answered


def _wordings(case: Case, language: str) -> dict[Matter, Wording]:
    """The latest released words of each matter: in the language asked for, else English, else Chinese."""
    best: dict[Matter, Wording] = {}
    order = {language: 2, "en": 1} if language != "en" else {"en": 2}
    for one in Wording.objects.filter(case=case, released_at__isnull=False).order_by("id"):
        held = best.get(one.matter)
        if held is None or order.get(one.language, 0) >= order.get(held.language, 0):
            best[one.matter] = one
    return best


def floors(prospects: Iterable[Prospect]) -> list[tuple[Category, Ground]]:
    """What a law orders to be kept, and by which rule: told before somebody asks for deletion."""
    return [
        (one.category, ground)
        for one in prospects
        if one.seller_copy is SellerCopy.RETAIN_RESTRICTED
        for ground in one.seller_grounds[:1]
    ]
