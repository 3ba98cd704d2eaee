"""A law pack, or a deal, as a graph in the W3C Data Privacy Vocabulary (JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from novation.law.entries import Control, NoticeContent
from novation.law.interchange.deal import Deal, Outcome
from novation.law.interchange.dpv_terms import BASIS, CATEGORY, SELLER_COPY, TO_BUYER
from novation.law.interchange.namespaces import context, law_name
from novation.law.interchange.policy import SELLER_RULES, text_values
from novation.law.pack import Obligation, Pack, Rule
from novation.terms import Category, Sensitivity

Node = dict[str, Any]
CONTEXT = context("dpv", "pd", "dct", "skos", "nov")


def graph_of_law(pack: Pack) -> Node:
    """The pack as a `dpv:Context` with its rules, and what it demands as organisational measures."""
    law = law_name("pack", pack.id)
    rules = [*(_rule(rule) for rule in pack.rules if _classes(rule)), *map(_obligation, pack.obligations)]
    measures = [*map(_control, pack.controls), *map(_notice, pack.notices)]
    root: Node = {
        "@id": law,
        "@type": "dpv:Context",
        "dct:title": text_values(pack.title),
        "dct:issued": pack.version.isoformat(),
        "dct:identifier": pack.id,
        "nov:digest": pack.digest,
        "dpv:hasRule": [{"@id": rule["@id"]} for rule in rules],
        "dpv:hasOrganisationalMeasure": [{"@id": measure["@id"]} for measure in measures],
    }
    return {"@context": CONTEXT, "@graph": [_filled(root), *map(_filled, rules), *map(_filled, measures)]}


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in ([], None)}


def _entry(kind: str, entry: Any) -> Node:
    citation = entry.citation
    return {
        "@id": law_name(kind, *entry.id.split("/")),
        "dct:identifier": entry.id,
        "skos:prefLabel": text_values(entry.title),
        "dct:bibliographicCitation": text_values(citation.text),
        "dct:source": {"@id": citation.source} if citation.source else None,
        "nov:fact": citation.fact,
        "nov:confirmed": citation.confirmed,
    }


def _classes(rule: Rule) -> list[str]:
    found = [TO_BUYER[rule.then.to_buyer]] if rule.then.to_buyer else []
    found += [SELLER_COPY[rule.then.seller_copy]] if rule.then.seller_copy else []
    return list(dict.fromkeys(found))


def _rule(rule: Rule) -> Node:
    data = [c for c in rule.when if c.field == "category" and not c.negated]
    return {
        **_entry("rule", rule),
        "@type": _classes(rule),
        "skos:definition": text_values(rule.reason),
        "nov:toBuyer": str(rule.then.to_buyer) if rule.then.to_buyer else None,
        "nov:sellerCopy": str(rule.then.seller_copy) if rule.then.seller_copy else None,
        "dpv:hasProcessing": [{"@id": name} for name in _processing(rule)],
        "dpv:hasPersonalData": [{"@id": CATEGORY[Category(v)]} for c in data for v in c.values],
    }


def _processing(rule: Rule) -> list[str]:
    own = SELLER_RULES[rule.then.seller_copy] if rule.then.seller_copy else ()
    toward = ["dpv:Transfer"] if rule.then.to_buyer else []
    return list(dict.fromkeys([*toward, *(action for _, action in own)]))


def _obligation(entry: Obligation) -> Node:
    return {**_entry("obligation", entry), "@type": "dpv:Obligation", "nov:due": text_values(entry.due)}


def _control(entry: Control) -> Node:
    return {
        **_entry("control", entry),
        "@type": "dpv:OrganisationalMeasure",
        "skos:definition": text_values(entry.what),
        "nov:who": str(entry.who),
    }


def _notice(entry: NoticeContent) -> Node:
    return {
        **_entry("notice", entry),
        "@type": "dpv:PrivacyNotice",
        "nov:who": str(entry.by),
        "dct:hasPart": [
            {"dct:identifier": item.id, "nov:need": str(item.need), "dct:description": text_values(item.text)}
            for item in entry.items
        ],
    }


def graph_of_deal(deal: Deal) -> Node:
    """Each outcome of a deal as a `dpv:PersonalDataProcess`; of people it has numbers only."""
    name = law_name("deal", deal.case or "deal", deal.as_of)
    parties = [_party(name, "seller", deal.seller, deal), _party(name, "buyer", deal.buyer, deal)]
    processes = [_process(outcome, name, deal.bases) for outcome in deal.outcomes]
    root = {
        "@id": name,
        "@type": "dpv:Process",
        "dct:identifier": deal.case,
        "dct:issued": deal.as_of,
        "nov:formOfDeal": {"@id": f"nov:DealForm-{deal.form}"},
        "dpv:hasDataController": {"@id": f"{name}:seller"},
        "dpv:hasRecipient": {"@id": f"{name}:buyer"},
        "dpv:hasProcess": [{"@id": process["@id"]} for process in processes],
        "dpv:hasObligation": [{"@id": law_name("obligation", *d.id.split("/"))} for d in deal.duties],
    }
    duties = [
        {
            "@id": law_name("obligation", *duty.id.split("/")),
            "@type": "dpv:Obligation",
            "skos:prefLabel": text_values(duty.title),
            "dct:bibliographicCitation": text_values(duty.citation),
            "nov:due": text_values(duty.due),
            "nov:confirmed": duty.confirmed,
        }
        for duty in deal.duties
    ]
    return {"@context": CONTEXT, "@graph": [*map(_filled, [root, *parties, *processes, *duties])]}


def _party(name: str, side: str, called: str, deal: Deal) -> Node:
    place = deal.seller_place if side == "seller" else deal.buyer_place
    role = "dpv:DataController" if side == "seller" else "dpv:Recipient"
    return {"@id": f"{name}:{side}", "@type": role, "dct:title": called, "nov:place": str(place)}


def _process(outcome: Outcome, name: str, bases: Mapping[Category, Any]) -> Node:
    key = ":".join(word.replace("/", ":") for word in outcome.key if word)
    basis = BASIS.get(bases[outcome.category]) if outcome.category in bases else None
    sensitive = outcome.category.sensitivity is Sensitivity.SENSITIVE
    data = [CATEGORY[outcome.category], *(["dpv:SensitivePersonalData"] if sensitive else [])]
    return {
        "@id": f"{name}:process:{key}",
        "@type": "dpv:PersonalDataProcess",
        "dpv:hasPersonalData": [{"@id": each} for each in data],
        "dpv:hasProcessing": [{"@id": each} for each in _of_outcome(outcome)],
        "dpv:hasLegalBasis": {"@id": basis} if basis else None,
        "dpv:hasPurpose": {"@id": "nov:OriginalPurposes"},
        "nov:dispositionToBuyer": {"@id": f"nov:ToBuyer-{outcome.to_buyer}"},
        "nov:dispositionOfSellerCopy": {"@id": f"nov:SellerCopy-{outcome.seller_copy}"},
        "nov:passesNow": outcome.passes_now,
        "nov:place": str(outcome.place),
        "nov:people": outcome.people,
        "nov:rule": list(outcome.rules),
        "nov:unconfirmed": outcome.unconfirmed,
    }


def _of_outcome(outcome: Outcome) -> Iterator[str]:
    """What is done with the data: it passes (now), and what the seller does with its copy and may do."""
    if outcome.passes_now:
        yield "dpv:Transfer"
    yield from (action for kind, action in SELLER_RULES[outcome.seller_copy] if kind != "odrl:prohibition")
