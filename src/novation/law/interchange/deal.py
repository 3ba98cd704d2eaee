"""A deal as the writers of policies see it: the parties, what passes and what not, what binds whom. No person in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from novation.messages import Text
from novation.terms import Basis, Category, DealForm, Place, SellerCopy, ToBuyer


@dataclass(frozen=True, slots=True)
class Outcome:
    """People of one place, one category, one outcome on the same grounds; `bases` are the legal bases that occur."""

    category: Category
    place: Place
    to_buyer: ToBuyer
    seller_copy: SellerCopy
    passes_now: bool
    consent_kind: str = ""
    rules: tuple[str, ...] = ()
    mask: bool = False
    unconfirmed: bool = False
    people: int = 0

    @property
    def key(self) -> tuple[str, ...]:
        return (
            self.category,
            self.place,
            self.to_buyer,
            self.seller_copy,
            "now" if self.passes_now else "later",
            self.consent_kind,
            "masked" if self.mask else "",
            *self.rules,
        )


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation of the buyer (or, where it says so, the seller) after the handover."""

    id: str
    law: str
    title: Text
    citation: Text
    due: Text
    source: str = ""
    fact: str = ""
    confirmed: bool = False
    people: int = 0


@dataclass(frozen=True, slots=True)
class Deal:
    """`case` names the deal; parties are companies."""

    case: str
    form: DealForm
    seller: str
    seller_place: Place
    buyer: str
    buyer_place: Place
    as_of: str
    outcomes: tuple[Outcome, ...]
    duties: tuple[Duty, ...]
    bases: Mapping[Category, Basis]
    laws: tuple[str, ...] = ()


def outcomes_of(groups: Iterable[Mapping[str, Any]]) -> tuple[Outcome, ...]:
    """The groups of a plan (`handover.grouping`), those that a policy cannot tell apart put together, in a fixed order."""
    found: dict[tuple[str, ...], Outcome] = {}
    for group in groups:
        one = _outcome(group)
        known = found.get(one.key)
        found[one.key] = one if known is None else _together(known, one)
    return tuple(found[key] for key in sorted(found))


def _outcome(group: Mapping[str, Any]) -> Outcome:
    return Outcome(
        category=Category(group["category"]),
        place=Place(group["place"]),
        to_buyer=ToBuyer(group["to_buyer"]),
        seller_copy=SellerCopy(group["seller_copy"]),
        passes_now=bool(group["passes_now"]),
        consent_kind=group["consent_kind"] or "",
        rules=tuple(dict.fromkeys([*group["reasons"], *group["seller_reasons"]])),
        mask=group["category"] in group["mask"],
        unconfirmed=bool(group["unconfirmed"]),
        people=int(group["people"]),
    )


def _together(one: Outcome, other: Outcome) -> Outcome:
    values = {name: getattr(one, name) for name in Outcome.__dataclass_fields__}
    return Outcome(
        **{
            **values,
            "people": one.people + other.people,
            "unconfirmed": one.unconfirmed or other.unconfirmed,
        }
    )


def duties_of(obligations: Sequence[Mapping[str, Any]]) -> tuple[Duty, ...]:
    """The obligations of a plan, by id."""
    return tuple(
        Duty(
            id=entry["id"],
            law=entry["law"],
            title=Text(**entry["title"]),
            citation=Text(**entry["citation"]),
            due=Text(**entry["due"]),
            source=entry.get("source", ""),
            fact=entry.get("fact", ""),
            confirmed=bool(entry["confirmed"]),
            people=int(entry.get("people", 0)),
        )
        for entry in sorted(obligations, key=lambda entry: entry["id"])
    )
