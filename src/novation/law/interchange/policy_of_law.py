"""What a law pack by itself permits, forbids and demands, as an `odrl:Set`: for whoever has no deal yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from novation.law.interchange.deal import Duty
from novation.law.interchange.dpv_terms import CATEGORY, CONSENT_KIND
from novation.law.interchange.namespaces import law_name
from novation.law.interchange.policy import (
    CONCEPT,
    CONTEXT,
    PROFILE,
    SELLER_RULES,
    own_action,
    profile_actions,
    text_values,
)
from novation.law.pack import Obligation, Pack, Rule
from novation.law.pack_parts import Condition
from novation.terms import Category, ToBuyer

Node = dict[str, Any]


def law_policy(pack: Pack) -> Node:
    """Rules as permissions and prohibitions under the conditions of their `when`; obligations as duties."""
    name = law_name("policy", pack.id)
    found: dict[str, list[Node]] = {"odrl:permission": [], "odrl:prohibition": [], "odrl:obligation": []}
    for rule in pack.rules:
        for kind, node in _of_rule(rule, name):
            found[kind].append(node)
    found["odrl:obligation"] += [_of_obligation(entry, name) for entry in pack.obligations]
    return {
        "@context": CONTEXT,
        "uid": name,
        "@type": "odrl:Set",
        "odrl:profile": {"@id": PROFILE},
        "dct:title": text_values(pack.title),
        "dct:issued": pack.version.isoformat(),
        "nov:law": [pack.id],
        "nov:digest": pack.digest,
        "nov:action": profile_actions(),
        **{kind: nodes for kind, nodes in found.items() if nodes},
    }


def _of_rule(rule: Rule, policy: str) -> Iterator[tuple[str, Node]]:
    then = rule.then
    told = [(f"buyer-{n}", *said) for n, said in enumerate(_toward_buyer(rule), 1)]
    if then.seller_copy:
        told += [
            (f"seller-{n}", kind, action, {})
            for n, (kind, action) in enumerate(SELLER_RULES[then.seller_copy], 1)
        ]
    for number, kind, action, more in told:
        yield (
            kind,
            {
                "uid": f"{policy}:rule:{rule.short_id}:{number}",
                "@type": CONCEPT[kind],
                "odrl:action": {"@id": action},
                "odrl:target": _target(rule.when, policy, rule.short_id),
                **_constraints(rule.when),
                **more,
                **_grounds(rule),
            },
        )


def _toward_buyer(rule: Rule) -> Iterator[tuple[str, str, Node]]:
    outcome, kind = rule.then.to_buyer, rule.then.consent_kind
    if outcome is ToBuyer.TRANSFER:
        yield "odrl:permission", "dpv:Transfer", {}
    elif outcome is ToBuyer.AFTER_NOTICE:
        yield "odrl:permission", "dpv:Transfer", {"odrl:duty": [_first("odrl:inform")]}
    elif outcome is ToBuyer.NEEDS_CONSENT:
        duty = _first("odrl:obtainConsent")
        if kind:
            duty |= {"nov:consentKind": str(kind), "dpv:hasLegalBasis": {"@id": CONSENT_KIND[kind]}}
        yield "odrl:permission", "dpv:Transfer", {"odrl:duty": [duty]}
    elif outcome is not None:
        yield "odrl:prohibition", "dpv:Transfer", {}


def _first(action: str) -> Node:
    return {"@type": "odrl:Duty", "odrl:action": {"@id": action}}


def _target(when: Iterable[Condition], policy: str, rule: str) -> Node:
    """The data categories that the rule names; all personal data where it names none."""
    named = [c for c in when if c.field == "category" and not c.negated]
    classes = [CATEGORY[Category(value)] for c in named for value in c.values] or ["dpv:PersonalData"]
    return {
        "@id": f"{policy}:data:{rule}",
        "@type": ["odrl:AssetCollection", *dict.fromkeys(classes)],
    }


def _constraints(when: Iterable[Condition]) -> Node:
    found = [
        {
            "@type": "odrl:Constraint",
            "odrl:leftOperand": {"@id": f"nov:fact-{c.field}"},
            "odrl:operator": {"@id": "odrl:isNoneOf" if c.negated else "odrl:isAnyOf"},
            "odrl:rightOperand": [str(value) for value in c.values],
        }
        for c in when
    ]
    return {"odrl:constraint": found} if found else {}


def _grounds(rule: Rule) -> Node:
    found: Node = {
        "nov:rule": [rule.id],
        "dct:description": text_values(rule.reason),
        "dct:bibliographicCitation": text_values(rule.citation.text),
        "nov:fact": rule.citation.fact,
        "nov:confirmed": rule.citation.confirmed,
        "nov:derived": rule.derived,
    }
    return {**found, "dct:source": {"@id": rule.citation.source}} if rule.citation.source else found


def duty_of(entry: Obligation) -> Duty:
    citation = entry.citation
    return Duty(
        entry.id,
        entry.law,
        entry.title,
        citation.text,
        entry.due,
        citation.source,
        citation.fact,
        citation.confirmed,
    )


def _of_obligation(entry: Obligation, policy: str) -> Node:
    duty = duty_of(entry)
    return {
        "uid": f"{policy}:obligation:{duty.id.split('/', 1)[1]}",
        "@type": CONCEPT["odrl:obligation"],
        "odrl:action": own_action(duty),
        **_constraints(entry.when),
        "nov:obligation": duty.id,
        "nov:people": 0,
    }
