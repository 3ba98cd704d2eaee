"""Fideslang 3: data uses of a change of controller, and what a law or a deal declares about each class of data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from novation.law.interchange.deal import Deal, Outcome
from novation.law.pack import Pack, Rule
from novation.terms import Basis, Category, SellerCopy, Term, ToBuyer

CATEGORY: Mapping[Category, str] = {
    Category.IDENTITY: "user.name",
    Category.CONTACT: "user.contact",
    Category.GOVERNMENT_ID: "user.government_id",
    Category.FINANCIAL: "user.financial",
    Category.TRANSACTION: "user.behavior.purchase_history",
    Category.PREFERENCE: "user.behavior",
    Category.MARKETING: "user.privacy_preferences",
    Category.SERVICE: "user.content.private",
    Category.ACCOUNT: "user.account",
    Category.LOCATION: "user.location.precise",
    Category.HEALTH: "user.health_and_medical",
    Category.BIOMETRIC: "user.biometric",
    Category.BELIEF: "user.demographic.religious_belief",
    Category.ETHNICITY: "user.demographic.race_ethnicity",
    Category.SEX_LIFE: "user.demographic.sexual_orientation",
    Category.CRIMINAL: "user.criminal_history",
    Category.CREDENTIAL: "user.authorization.credentials",
    Category.EMPLOYMENT: "user.workplace",
    Category.OTHER: "user",
    Category.NONE: "system.operations",
}
"""Keys of the default taxonomy; the first of those that `inventory` gives for a category."""

BASIS: Mapping[Basis, str] = {
    Basis.CONTRACT: "Contract",
    Basis.CONSENT: "Consent",
    Basis.LEGAL_DUTY: "Legal obligations",
    Basis.LEGITIMATE_INTERESTS: "Legitimate interests",
}
"""Fideslang's closed list of legal bases; where there is none, none is claimed."""

ROOT = "change_of_controller"
_KEY = re.compile(r"[^a-zA-Z0-9_.-]+")
Entry = dict[str, Any]


def data_uses() -> list[Entry]:
    """Custom data uses, one for each disposition, generated from the terms."""
    uses = [_use(ROOT, "Change of controller", "Customer data when a company changes hands.", None)]
    for vocabulary, branch in ((ToBuyer, "to_buyer"), (SellerCopy, "seller_copy")):
        name = f"{ROOT}.{branch}"
        words = "What passes to the buyer." if vocabulary is ToBuyer else "What becomes of the seller's copy."
        uses.append(_use(name, branch.replace("_", " ").capitalize(), words, ROOT))
        for term in vocabulary:
            uses.append(_use(use_of(term), term.text.en.capitalize(), term.text.zh, name))
    return uses


def use_of(term: Term) -> str:
    branch = "to_buyer" if isinstance(term, ToBuyer) else "seller_copy"
    return f"{ROOT}.{branch}.{term.value.replace('-', '_')}"


def _use(key: str, name: str, description: str, parent: str | None) -> Entry:
    found: Entry = {"fides_key": key, "name": name, "description": description, "is_default": False}
    return {**found, "parent_key": parent} if parent else found


def manifest_of_law(pack: Pack) -> dict[str, list[Entry]]:
    """A system for the law, with a declaration for each outcome of each rule."""
    declared = [entry for rule in pack.rules for entry in _declarations(rule)]
    return {"data_use": data_uses(), "system": [_system(pack.id, pack.title.en, declared)]}


def _declarations(rule: Rule) -> Iterator[Entry]:
    named = [Category(v) for c in rule.when if c.field == "category" and not c.negated for v in c.values]
    basis = [Basis(v) for c in rule.when if c.field == "basis" and not c.negated for v in c.values]
    outcomes: Sequence[Term | None] = (rule.then.to_buyer, rule.then.seller_copy)
    for outcome in outcomes:
        if outcome is not None:
            yield _declaration(
                f"{rule.id}: {rule.title.en}" + ("" if rule.citation.confirmed else " (unconfirmed)"),
                outcome,
                named or [Category.OTHER],
                basis[0] if len(basis) == 1 else None,
            )


def manifest_of_deal(deal: Deal) -> dict[str, list[Entry]]:
    """A system for the handover, with declarations for each class of data by what becomes of it."""
    found: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in deal.outcomes:
        for use in (outcome.to_buyer, outcome.seller_copy):
            found.setdefault((str(outcome.category), use_of(use)), []).append(outcome)
    declared = [
        _of_category(Category(category), use, outcomes, deal)
        for (category, use), outcomes in sorted(found.items())
    ]
    return {
        "data_use": data_uses(),
        "system": [_system(deal.case or "handover", f"{deal.seller} → {deal.buyer}", declared)],
    }


def _of_category(category: Category, use: str, outcomes: Sequence[Outcome], deal: Deal) -> Entry:
    term: Term = next(t for v in (ToBuyer, SellerCopy) for t in v if use_of(t) == use)
    people = sum(outcome.people for outcome in outcomes)
    name = f"{category.value}: {term.text.en} ({people} people)"
    entry = _declaration(name, term, [category], deal.bases.get(category))
    if isinstance(term, ToBuyer) and any(outcome.passes_now for outcome in outcomes):
        entry["data_shared_with_third_parties"] = True
        entry["third_parties"] = deal.buyer
    return entry


SPECIAL = frozenset(
    {Category.HEALTH, Category.BIOMETRIC, Category.BELIEF, Category.ETHNICITY, Category.SEX_LIFE}
)


def _declaration(name: str, outcome: Term, categories: Iterable[Category], basis: Basis | None) -> Entry:
    held = list(categories)
    entry: Entry = {
        "name": name,
        "data_categories": sorted({CATEGORY[category] for category in held}),
        "data_use": use_of(outcome),
        "data_subjects": ["customer"],
        "processes_special_category_data": any(category in SPECIAL for category in held),
    }
    if basis is not None and basis in BASIS:
        entry["legal_basis_for_processing"] = BASIS[basis]
    return entry


def _system(key: str, name: str, declared: list[Entry]) -> Entry:
    return {
        "fides_key": _KEY.sub("_", key).strip("_") or "handover",
        "name": name,
        "system_type": "Service",
        "privacy_declarations": declared,
    }
