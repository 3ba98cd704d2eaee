"""Reads an ODRL policy back, and says what in it does not hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from novation.law.interchange.deal import Duty, Outcome
from novation.law.interchange.dpv_terms import strangers
from novation.law.interchange.namespaces import PREFIXES, names_in
from novation.law.interchange.policy import ACTIONS
from novation.messages import Text
from novation.terms import Category, Place, SellerCopy, ToBuyer

KINDS = ("odrl:permission", "odrl:prohibition", "odrl:obligation")
_ODRL_ACTIONS = frozenset({"odrl:use", "odrl:inform", "odrl:obtainConsent"})


def read_policy(document: Mapping[str, Any]) -> tuple[tuple[Outcome, ...], tuple[Duty, ...]]:
    """The outcomes and duties of a policy that `policy.agreement` wrote; ValueError or KeyError for another's."""
    outcomes: dict[tuple[str, ...], Outcome] = {}
    for _, rule in rules_of(document):
        if "nov:toBuyer" in rule:
            outcome = _outcome(rule)
            outcomes[outcome.key] = outcome
    duties = [_duty(rule) for _, rule in rules_of(document) if "nov:obligation" in rule]
    return tuple(outcomes[key] for key in sorted(outcomes)), tuple(duties)


def rules_of(document: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for kind in KINDS:
        for rule in document.get(kind, []):
            yield kind, rule


def _outcome(rule: Mapping[str, Any]) -> Outcome:
    return Outcome(
        category=Category(rule["odrl:target"]["nov:category"]),
        place=Place(rule["odrl:target"]["nov:place"]),
        to_buyer=ToBuyer(rule["nov:toBuyer"]),
        seller_copy=SellerCopy(rule["nov:sellerCopy"]),
        passes_now=rule["nov:passesNow"],
        consent_kind=rule["nov:consentKind"],
        rules=tuple(rule["nov:rule"]),
        mask=rule["nov:masked"],
        unconfirmed=rule["nov:unconfirmed"],
        people=rule["nov:people"],
    )


def _duty(rule: Mapping[str, Any]) -> Duty:
    action = rule["odrl:action"]
    return Duty(
        id=rule["nov:obligation"],
        law=rule["nov:obligation"].split("/", 1)[0],
        title=_text(action["skos:prefLabel"]),
        citation=_text(action["dct:bibliographicCitation"]),
        due=_text(action["nov:due"]),
        source=action.get("dct:source", {}).get("@id", ""),
        fact=action["nov:fact"],
        confirmed=action["nov:confirmed"],
        people=rule["nov:people"],
    )


def _text(values: list[Mapping[str, str]]) -> Text:
    said = {value["@language"]: value["@value"] for value in values}
    return Text(said["zh"], said["en"])


def problems(document: Mapping[str, Any]) -> list[str]:
    """What does not hold together, in English, nothing where all does: names, actions, parties, contradictions."""
    return [
        *_unknown_names(document),
        *_repeated(document),
        *_incomplete(document),
        *_contradictions(document),
    ]


def _unknown_names(document: Mapping[str, Any]) -> Iterator[str]:
    known = document.get("@context", {})
    names = set(names_in(document))
    for name in sorted(names):
        prefix = name.split(":", 1)[0]
        if name not in ("uid",) and prefix not in known and prefix != "urn" and "://" not in name:
            yield f"no prefix for {name}"
    for prefix, meaning in known.items():
        if prefix != "uid" and PREFIXES.get(prefix) != meaning:
            yield f"prefix {prefix} means something else"
    yield from (f"not in DPV 2.2: {name}" for name in strangers(names))


def _repeated(document: Mapping[str, Any]) -> Iterator[str]:
    counted = Counter(rule["uid"] for _, rule in rules_of(document))
    yield from (f"two rules are called {name}" for name, times in counted.items() if times > 1)


def _incomplete(document: Mapping[str, Any]) -> Iterator[str]:
    parties = {document[side]["@id"] for side in ("odrl:assigner", "odrl:assignee") if side in document}
    for kind, rule in rules_of(document):
        action = rule["odrl:action"]["@id"]
        own = rule["odrl:action"].get("odrl:includedIn", {}).get("@id") in _ODRL_ACTIONS
        if action not in ACTIONS and action not in _ODRL_ACTIONS and not own:
            yield f"{rule['uid']}: unknown action {action}"
        if kind != "odrl:obligation" and "odrl:target" not in rule:
            yield f"{rule['uid']}: no target"
        sides = {rule[side]["@id"] for side in ("odrl:assigner", "odrl:assignee") if side in rule}
        if sides - parties or (parties and len(parties & sides) == 0):
            yield f"{rule['uid']}: a party that the policy does not name"


def _contradictions(document: Mapping[str, Any]) -> Iterator[str]:
    """The same people's data under the same grounds must not be both allowed and forbidden to one party."""
    said: dict[tuple[str, str, str], set[str]] = {}
    for kind, rule in rules_of(document):
        if "nov:toBuyer" in rule and "odrl:duty" not in rule:
            stem = rule["uid"].rsplit(":", 1)[0]
            rule_key = (stem, rule.get("odrl:assignee", {}).get("@id", ""), rule["odrl:action"]["@id"])
            said.setdefault(rule_key, set()).add(kind)
    for (stem, _, action), kinds in sorted(said.items()):
        if {"odrl:permission", "odrl:prohibition"} <= kinds:
            yield f"{stem}: {action} is both allowed and forbidden"
