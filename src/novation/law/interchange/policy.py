"""ODRL 2.2 policies with DPV terms: what each party may, may not and must do with the data of a deal, or under a law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from novation.law.interchange.deal import Deal, Duty, Outcome
from novation.law.interchange.dpv_terms import CATEGORY, CONSENT_KIND
from novation.law.interchange.namespaces import BASE, context, law_name
from novation.law.vocabulary import ConsentKind
from novation.messages import Text
from novation.terms import SellerCopy, ToBuyer

CONTEXT = {
    **context("dpv", "pd", "odrl", "dct", "skos", "nov"),
    "uid": "@id",
}
PROFILE = BASE + "odrl-profile"
"""Our ODRL profile: DPV's processing terms as actions, one left operand (`odrl:purpose`), obligations as actions."""

ACTIONS: Mapping[str, str] = {
    "dpv:Use": "odrl:use",
    "dpv:Transfer": "odrl:use",
    "dpv:Store": "odrl:use",
    "dpv:Anonymise": "odrl:use",
    "dpv:Destruct": "odrl:use",
}
"""Actions of the profile and the ODRL action that includes each."""

Rule = dict[str, Any]


def text_values(text: Text) -> list[dict[str, str]]:
    return [{"@language": tongue, "@value": said} for tongue, said in text.as_dict().items()]


def agreement(deal: Deal) -> dict[str, Any]:
    """The policy of a deal: an `odrl:Agreement` of the seller with the buyer. Of people it has numbers only."""
    name = law_name("policy", deal.case or "deal", deal.as_of)
    seller, buyer = f"{name}:seller", f"{name}:buyer"
    rules: dict[str, list[Rule]] = {"odrl:permission": [], "odrl:prohibition": [], "odrl:obligation": []}
    for outcome in deal.outcomes:
        for kind, rule in _rules(outcome, name, seller, buyer):
            rules[kind].append(rule)
    rules["odrl:obligation"] += [_duty(duty, name, seller, buyer) for duty in deal.duties]
    return {
        "@context": CONTEXT,
        "uid": name,
        "@type": "odrl:Agreement",
        "odrl:profile": {"@id": PROFILE},
        "dct:issued": deal.as_of,
        "nov:case": deal.case,
        "nov:dealForm": str(deal.form),
        "nov:law": list(deal.laws),
        "odrl:assigner": _party(seller, deal.seller, str(deal.seller_place)),
        "odrl:assignee": _party(buyer, deal.buyer, str(deal.buyer_place)),
        "nov:action": profile_actions(),
        **{kind: found for kind, found in rules.items() if found},
    }


def profile_actions() -> list[Rule]:
    return [
        {"@id": action, "@type": "odrl:Action", "odrl:includedIn": {"@id": wide}}
        for action, wide in ACTIONS.items()
    ]


def _party(name: str, called: str, place: str) -> Rule:
    return {"@id": name, "@type": ["odrl:Party", "dpv:LegalEntity"], "dct:title": called, "nov:place": place}


def _rules(outcome: Outcome, policy: str, seller: str, buyer: str) -> Iterator[tuple[str, Rule]]:
    """One or two rules toward the buyer, one or two about the seller's own copy."""
    stem = f"{policy}:rule:{':'.join(_slug(word) for word in outcome.key if word)}"
    target = _target(outcome, policy)
    for number, (kind, action, more) in enumerate(_toward_buyer(outcome), 1):
        yield kind, _rule(f"{stem}:buyer-{number}", kind, action, target, seller, buyer, outcome, more)
    for number, (kind, action) in enumerate(SELLER_RULES[outcome.seller_copy], 1):
        yield kind, _rule(f"{stem}:seller-{number}", kind, action, target, seller, seller, outcome, {})


def _slug(word: str) -> str:
    return word.replace("/", ":")


CONCEPT = {
    "odrl:permission": ["odrl:Permission", "dpv:Permission"],
    "odrl:prohibition": ["odrl:Prohibition", "dpv:Prohibition"],
    "odrl:obligation": ["odrl:Duty", "dpv:Obligation"],
}

SELLER_RULES: Mapping[SellerCopy, tuple[tuple[str, str], ...]] = {
    SellerCopy.KEEP: (("odrl:permission", "dpv:Use"),),
    SellerCopy.ANONYMISE: (("odrl:obligation", "dpv:Anonymise"),),
    SellerCopy.DESTROY: (("odrl:obligation", "dpv:Destruct"),),
    SellerCopy.UNDECIDED: (("odrl:permission", "dpv:Store"), ("odrl:prohibition", "dpv:Use")),
    SellerCopy.RETAIN_RESTRICTED: (("odrl:permission", "dpv:Store"), ("odrl:prohibition", "dpv:Use")),
}
"""A floor never authorises use: what is retained restricted may be stored, and must not be used."""

ORIGINAL_PURPOSES = {
    "@type": "odrl:Constraint",
    "odrl:leftOperand": {"@id": "odrl:purpose"},
    "odrl:operator": {"@id": "odrl:isPartOf"},
    "odrl:rightOperand": {"@id": "nov:OriginalPurposes"},
}


def _toward_buyer(outcome: Outcome) -> Iterator[tuple[str, str, Rule]]:
    if outcome.passes_now:
        yield "odrl:permission", "dpv:Use", {"odrl:constraint": [ORIGINAL_PURPOSES]}
    elif outcome.to_buyer is ToBuyer.AFTER_NOTICE:
        yield "odrl:permission", "dpv:Transfer", {"odrl:duty": [_first("odrl:inform", {})]}
    elif outcome.to_buyer is ToBuyer.NEEDS_CONSENT:
        kind = outcome.consent_kind
        more = (
            {"nov:consentKind": kind, "dpv:hasLegalBasis": {"@id": CONSENT_KIND[ConsentKind(kind)]}}
            if kind
            else {}
        )
        yield "odrl:permission", "dpv:Transfer", {"odrl:duty": [_first("odrl:obtainConsent", more)]}
    else:
        yield "odrl:prohibition", "dpv:Transfer", {}


def _first(action: str, more: Rule) -> Rule:
    """A duty that must be fulfilled before the permission may be used."""
    return {"@type": "odrl:Duty", "odrl:action": {"@id": action}, **more}


def _target(outcome: Outcome, policy: str) -> Rule:
    found: Rule = {
        "@id": f"{policy}:data:{outcome.category}:{outcome.place}",
        "@type": ["odrl:AssetCollection", CATEGORY[outcome.category]],
        "nov:category": str(outcome.category),
        "nov:place": str(outcome.place),
    }
    return found


def _rule(
    name: str,
    kind: str,
    action: str,
    target: Rule,
    assigner: str,
    assignee: str,
    outcome: Outcome,
    more: Rule,
) -> Rule:
    return {
        "uid": name,
        "@type": CONCEPT[kind],
        "odrl:action": {"@id": action},
        "odrl:target": target,
        "odrl:assigner": {"@id": assigner},
        "odrl:assignee": {"@id": assignee},
        **more,
        "nov:toBuyer": str(outcome.to_buyer),
        "nov:sellerCopy": str(outcome.seller_copy),
        "nov:passesNow": outcome.passes_now,
        "nov:consentKind": outcome.consent_kind,
        "nov:masked": outcome.mask,
        "nov:unconfirmed": outcome.unconfirmed,
        "nov:people": outcome.people,
        "nov:rule": list(outcome.rules),
    }


def _duty(duty: Duty, policy: str, seller: str, buyer: str) -> Rule:
    """An obligation of a law: its own action, for no vocabulary has one; its words, article and due date beside it."""
    return {
        "uid": f"{policy}:obligation:{_slug(duty.id)}",
        "@type": CONCEPT["odrl:obligation"],
        "odrl:action": own_action(duty),
        "odrl:assigner": {"@id": seller},
        "odrl:assignee": {"@id": buyer},
        "nov:obligation": duty.id,
        "nov:people": duty.people,
    }


def own_action(duty: Duty) -> Rule:
    found: Rule = {
        "@id": law_name("obligation", *duty.id.split("/")),
        "@type": "odrl:Action",
        "odrl:includedIn": {"@id": "odrl:use"},
        "skos:prefLabel": text_values(duty.title),
        "dct:bibliographicCitation": text_values(duty.citation),
        "nov:due": text_values(duty.due),
        "nov:fact": duty.fact,
        "nov:confirmed": duty.confirmed,
    }
    return {**found, "dct:source": {"@id": duty.source}} if duty.source else found
