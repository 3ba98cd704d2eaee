"""ODRL and DPV: each disposition as what a party may, may not or must do; consistent, and read back as it was."""

from __future__ import annotations

import copy
import json
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.inventory.outputs.vocabularies import OF_CATEGORY
from novation.law import Packs
from novation.law.interchange.deal import Deal, Duty, Outcome, outcomes_of
from novation.law.interchange.dpv_terms import CATEGORY, VERIFIED, strangers
from novation.law.interchange.law_graph import graph_of_deal, graph_of_law
from novation.law.interchange.namespaces import expand, names_in
from novation.law.interchange.policy import agreement
from novation.law.interchange.policy_of_law import law_policy
from novation.law.interchange.policy_reading import problems, read_policy, rules_of
from novation.law.vocabulary import ConsentKind
from novation.messages import Text
from novation.terms import Basis, Category, DealForm, Place, SellerCopy, ToBuyer

DUTY = Duty(
    "cn-pipl/same-purpose",
    "cn-pipl",
    Text("原目的不变", "Same purpose"),
    Text("第二十二条", "Art. 22"),
    Text("持续", "always"),
    "https://example.org/22",
    "CN-PIPL-22",
    True,
    7,
)
OUTCOMES = st.builds(
    Outcome,
    category=st.sampled_from([c for c in Category if c is not Category.NONE]),
    place=st.sampled_from(Place),
    to_buyer=st.sampled_from(ToBuyer),
    seller_copy=st.sampled_from(SellerCopy),
    passes_now=st.booleans(),
    consent_kind=st.sampled_from(["", *map(str, ConsentKind)]),
    rules=st.lists(st.sampled_from(["cn-pipl/a", "eu-gdpr/b", "de-dsk/c"]), max_size=3, unique=True).map(
        tuple
    ),
    mask=st.booleans(),
    unconfirmed=st.booleans(),
    people=st.integers(0, 10**9),
)


def deal_of(*outcomes: Outcome, duties: tuple[Duty, ...] = (DUTY,)) -> Deal:
    return Deal(
        "NV-1", DealForm.ASSET_DEAL, "青松", Place.CN, "海澜", Place.CN, "2026-11-30", outcomes, duties,
        {Category.CONTACT: Basis.CONTRACT}, ("cn-pipl",),
    )  # fmt: skip


def said(outcome: Outcome) -> set[tuple[str, str, str]]:
    """(permission | prohibition | obligation, action, seller | buyer) of the rules about one outcome."""
    document = agreement(deal_of(outcome, duties=()))
    return {
        (
            kind.removeprefix("odrl:"),
            rule["odrl:action"]["@id"],
            rule["odrl:assignee"]["@id"].rsplit(":", 1)[1],
        )
        for kind, rule in rules_of(document)
    }


def one(to_buyer: ToBuyer, seller_copy: SellerCopy, now: bool = False, kind: str = "") -> Outcome:
    return Outcome(Category.CONTACT, Place.CN, to_buyer, seller_copy, now, kind)


@given(st.lists(OUTCOMES, max_size=8, unique_by=lambda outcome: outcome.key))
def test_a_policy_reads_back_as_the_deal_was_and_holds_together(outcomes: list[Outcome]) -> None:
    deal = deal_of(*outcomes)
    document = json.loads(json.dumps(agreement(deal)))
    assert read_policy(document) == (tuple(sorted(outcomes, key=lambda o: o.key)), (DUTY,))
    assert problems(document) == []


def test_what_is_retained_restricted_may_be_stored_and_must_not_be_used() -> None:
    found = said(one(ToBuyer.WITHHOLD, SellerCopy.RETAIN_RESTRICTED))
    assert found == {
        ("prohibition", "dpv:Transfer", "buyer"),
        ("permission", "dpv:Store", "seller"),
        ("prohibition", "dpv:Use", "seller"),
    }


def test_what_passes_may_be_used_for_the_original_purposes_only() -> None:
    document = agreement(deal_of(one(ToBuyer.TRANSFER, SellerCopy.DESTROY, now=True)))
    (permission,) = document["odrl:permission"]
    (constraint,) = permission["odrl:constraint"]
    assert constraint["odrl:leftOperand"]["@id"] == "odrl:purpose"
    assert constraint["odrl:rightOperand"]["@id"] == "nov:OriginalPurposes"
    assert permission["odrl:action"]["@id"] == "dpv:Use"


def test_what_the_seller_must_destroy_is_a_duty_of_the_seller() -> None:
    found = said(one(ToBuyer.TRANSFER, SellerCopy.DESTROY, now=True))
    assert ("obligation", "dpv:Destruct", "seller") in found
    assert not any(action == "dpv:Use" and who == "seller" for _, action, who in found)


@pytest.mark.parametrize(
    ("to_buyer", "first"),
    [(ToBuyer.AFTER_NOTICE, "odrl:inform"), (ToBuyer.NEEDS_CONSENT, "odrl:obtainConsent")],
)
def test_notice_and_consent_come_before_the_transfer(to_buyer: ToBuyer, first: str) -> None:
    document = agreement(deal_of(one(to_buyer, SellerCopy.KEEP, kind="guardian")))
    permission = next(r for r in document["odrl:permission"] if r["odrl:action"]["@id"] == "dpv:Transfer")
    (duty,) = permission["odrl:duty"]
    assert duty["odrl:action"]["@id"] == first


@pytest.mark.parametrize("to_buyer", [ToBuyer.WITHHOLD, ToBuyer.UNDECIDED])
def test_what_is_withheld_or_undecided_must_not_pass(to_buyer: ToBuyer) -> None:
    found = said(one(to_buyer, SellerCopy.UNDECIDED))
    assert ("prohibition", "dpv:Transfer", "buyer") in found
    assert ("prohibition", "dpv:Use", "seller") in found
    assert not any(kind == "permission" and who == "buyer" for kind, _, who in found)


def test_an_obligation_keeps_its_words_its_article_and_whether_it_was_confirmed() -> None:
    document = agreement(deal_of())
    (duty,) = document["odrl:obligation"]
    assert duty["odrl:action"]["nov:confirmed"] is True
    assert {w["@value"] for w in duty["odrl:action"]["skos:prefLabel"]} == {"原目的不变", "Same purpose"}
    assert duty["odrl:assignee"]["@id"].endswith(":buyer")


def tampered(change: str) -> dict[str, Any]:
    document = copy.deepcopy(agreement(deal_of(one(ToBuyer.WITHHOLD, SellerCopy.RETAIN_RESTRICTED))))
    rule = document["odrl:prohibition"][0]
    if change == "invented name":
        rule["odrl:target"]["@type"] = "dpv:CustomerBook"
    elif change == "unknown prefix":
        rule["foaf:name"] = "x"
    elif change == "unknown action":
        rule["odrl:action"] = {"@id": "odrl:sell"}
    elif change == "stranger":
        rule["odrl:assignee"] = {"@id": "urn:somebody"}
    elif change == "twice":
        document["odrl:prohibition"].append(copy.deepcopy(rule))
    elif change == "other meaning":
        document["@context"]["dpv"] = "https://evil.example/"
    else:
        use = next(r for r in document["odrl:prohibition"] if r["odrl:action"]["@id"] == "dpv:Use")
        document["odrl:permission"].append({**copy.deepcopy(use), "uid": use["uid"][:-1] + "9"})
    return document


@pytest.mark.parametrize(
    "change",
    ["invented name", "unknown prefix", "unknown action", "stranger", "twice", "other meaning", "both"],
)
def test_a_policy_that_does_not_hold_together_is_told(change: str) -> None:
    assert problems(tampered(change)), change


def test_every_pack_is_a_policy_and_a_graph_with_no_invented_name(packs: Packs) -> None:
    for pack in packs:
        policy, graph = law_policy(pack), graph_of_law(pack)
        assert problems(policy) == [], pack.id
        assert strangers(set(names_in(graph))) == []
        rules = [rule for _, rule in rules_of(policy)]
        told = {name for rule in rules for name in rule.get("nov:rule", [])}
        assert told == {r.id for r in pack.rules if r.then.to_buyer or r.then.seller_copy}
        unsure = {n for rule in rules if rule.get("nov:confirmed") is False for n in rule.get("nov:rule", [])}
        assert unsure == {r.id for r in pack.rules if not r.citation.confirmed}


def test_policies_and_graphs_are_linked_data_without_a_lost_property(packs: Packs) -> None:
    rdflib = import_module("rdflib")
    outcome = one(ToBuyer.NEEDS_CONSENT, SellerCopy.RETAIN_RESTRICTED, kind="separate")
    for document in (
        agreement(deal_of(outcome)),
        graph_of_deal(deal_of(outcome)),
        law_policy(packs["cn-pipl"]),
    ):
        graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
        keys = {k for k in properties(document) if not k.startswith("@") and k != "uid"}
        assert {str(p) for p in set(graph.predicates())} >= {full(k) for k in keys}


def properties(value: Any) -> set[str]:
    if isinstance(value, dict):
        inner = {k: v for k, v in value.items() if k != "@context"}
        kept = {k for k, v in inner.items() if v not in ([], "", None)}
        return kept | {name for v in inner.values() for name in properties(v)}
    return {name for v in value for name in properties(v)} if isinstance(value, list) else set()


def full(name: str) -> str:
    return expand(name)


def test_every_category_has_a_name_in_dpv_and_the_one_that_scans_use() -> None:
    assert set(CATEGORY) == set(Category)
    assert set(CATEGORY.values()) <= VERIFIED
    for category, words in OF_CATEGORY.items():
        assert not words.dpv or CATEGORY[category] == words.dpv[0], category


def test_groups_that_differ_only_in_what_a_policy_does_not_say_are_counted_together() -> None:
    group = {
        "category": "contact", "place": "cn", "to_buyer": "transfer", "seller_copy": "keep", "passes_now": True,
        "consent_kind": None, "reasons": ["cn-pipl/a"], "seller_reasons": [], "mask": [], "unconfirmed": False,
        "people": 3,
    }  # fmt: skip
    (found,) = outcomes_of([group, {**group, "people": 4, "unconfirmed": True}])
    assert (found.people, found.unconfirmed) == (7, True)
