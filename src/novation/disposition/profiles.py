"""Profiles: the distinct combinations of facts about a person, and the fact vector that one gives for a category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from novation.disposition.context import Context
from novation.disposition.table_facts import HELD, category_bit
from novation.engine.queries import Queries
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
    Sensitivity,
)

__all__ = ["COUNTED", "HELD", "UNDER_14", "Profile", "consent_of", "facts_of", "read_profiles", "tier_of"]

UNDER_14 = frozenset({AgeBand.UNDER_13, AgeBand.AGE_13})
COUNTED = ("profile", "people", "held", "raised")


@dataclass(frozen=True, slots=True)
class Profile:
    """`people` share these facts; `held` and `raised` are bits of categories (`category_bit`)."""

    number: int
    people: int
    held: int
    raised: int
    facts: Mapping[str, str]


def read_profiles(engine: Queries, number: int | None = None) -> list[Profile]:
    """The profiles that `build_subjects` wrote, or the one with a number: thousands at most, never a row a person."""
    engine.register("profiles", "profiles")
    one = "" if number is None else f" WHERE profile = {number:d}"
    rows = engine.fetch_arrow(f"SELECT * FROM profiles{one} ORDER BY profile").to_pylist()
    return [
        Profile(
            r["profile"],
            r["people"],
            r["held"],
            r["raised"],
            {k: v for k, v in r.items() if k not in COUNTED},
        )
        for r in rows
    ]


def facts_of(profile: Profile, category: Category, context: Context) -> Facts:
    """The fact vector of one profile for one category."""
    age = AgeBand(profile.facts["age"])
    tier = tier_of(category, age, bool(profile.raised & category_bit(category)))
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
        consent=consent_of(
            profile.facts["transfer"],
            profile.facts["sensitive"],
            profile.facts["guardian"],
            tier is Sensitivity.SENSITIVE,
            age in UNDER_14,
        ),
        marketing=Marketing(profile.facts["marketing"]),
        objection=Objection(profile.facts["objection"]),
        hold=Hold(profile.facts["hold"]),
        export=context.export,
        purpose=context.purpose,
        promise=context.promise,
        regime=context.regime,
        transfer_basis=context.transfer_basis_of(category),
    )


def tier_of(category: Category, age: AgeBand, raised: bool) -> Sensitivity:
    """PIPL 28: everything about a child under 14 is sensitive; else what the category or the column is."""
    return Sensitivity.SENSITIVE if age in UNDER_14 or raised else category.sensitivity


def consent_of(transfer: str, sensitive: str, guardian: str, is_sensitive: bool, is_child: bool) -> Consent:
    """A refusal or withdrawal of anything about the transfer counts for all of it; a yes only for what was asked."""
    states = (transfer, sensitive if is_sensitive else "none", guardian)
    if "withdrawn" in states:
        return Consent.WITHDRAWN
    if "refused" in states:
        return Consent.REFUSED
    if is_child:
        return Consent.GUARDIAN if guardian == "given" else Consent.NONE
    if is_sensitive:
        if sensitive == "given":
            return Consent.SEPARATE
        return Consent.GENERAL if transfer == "given" else Consent.NONE
    return Consent.SEPARATE if transfer == "given" else Consent.NONE
