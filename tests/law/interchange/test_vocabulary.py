"""Our extension of DPV: complete in both languages, under real DPV names, generated so that it cannot drift."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from novation.law import Pack, Packs
from novation.law.interchange import concepts_handover
from novation.law.interchange.concepts import SCHEMES
from novation.law.interchange.consent_writing import ConsentEvent, record_of
from novation.law.interchange.deal import Deal, Outcome
from novation.law.interchange.dpv_terms import VERIFIED, strangers
from novation.law.interchange.law_graph import graph_of_deal, graph_of_law
from novation.law.interchange.namespaces import names_in
from novation.law.interchange.policy import agreement
from novation.law.interchange.policy_of_law import law_policy
from novation.law.interchange.turtle import turtle
from novation.law.interchange.vocabulary import as_jsonld, as_turtle, concepts, tops
from novation.terms import Category, DealForm, Place, SellerCopy, ToBuyer

WANTED = {
    "SeparateConsent", "GuardianConsent", "PersonalInformationHandler", "EntrustedParty", "ProtectionImpactAssessment",
    "ComplianceAudit", "SensitiveBiometrics", "SensitiveReligion", "SensitiveSpecificIdentity", "SensitiveHealth",
    "SensitiveFinancialAccount", "SensitiveWhereabouts", "MinorUnderFourteen", "BasisConsent", "BasisContractOrPersonnel",
    "BasisStatutoryDuty", "BasisEmergency", "BasisPublicInterestNews", "BasisAlreadyPublic", "BasisOtherLaw",
    "ExportRoute-security-assessment", "ExportRoute-standard-contract", "ExportRoute-certification",
    "DestructionCertificate", "Reconciliation", "CustodyRecord", "OriginalPurposes",
}  # fmt: skip


def test_the_concepts_of_the_law_and_of_the_deal_are_all_there(packs: Packs) -> None:
    names = {concept.id for concept in concepts(packs)}
    assert names >= WANTED
    for vocabulary in concepts_handover.VOCABULARIES:
        assert {f"{vocabulary.__name__}-{term.value}" for term in vocabulary} <= names
    assert len(names) == len(concepts(packs))


def test_every_concept_is_said_in_both_languages_and_defined(packs: Packs) -> None:
    for concept in concepts(packs):
        for text in (concept.label, concept.definition):
            assert text.zh.strip() and text.en.strip()
            assert any("\u4e00" <= c <= "\u9fff" for c in text.zh), concept.id
        assert concept.scheme in SCHEMES


def test_every_concept_stands_under_names_that_dpv_has(packs: Packs) -> None:
    found = concepts(packs)
    for name, above in tops(found).items():
        assert above, name
        assert above <= VERIFIED, name
    own = {f"nov:{concept.id}" for concept in found}
    for concept in found:
        assert {b for b in concept.broader if b.startswith("nov:")} <= own, concept.id


def test_an_article_is_confirmed_only_where_the_pack_it_rests_on_was(
    packs: Packs, make_pack: Callable[..., Pack], make_rule: Callable[..., str]
) -> None:
    known = {c.id: c for c in concepts(packs)}
    assert known["SeparateConsent"].confirmed and known["SeparateConsent"].source
    fact = "  fact: CN-PIPL-23\n  confirmed: false\n"
    unsure = Packs([make_pack("one", make_rule("r", more=fact))])
    assert not {c.id: c for c in concepts(unsure)}["SeparateConsent"].confirmed
    none = Packs([make_pack("one", make_rule("r"))])
    assert not any(c.confirmed or c.source for c in concepts(none))


def test_a_way_abroad_that_a_pack_of_china_adds_is_a_concept(packs: Packs) -> None:
    routes = {r.id for p in packs if p.export and "cn" in p.export.from_ for r in p.export.routes}
    names = {c.id for c in concepts(packs)}
    assert {f"ExportRoute-{route}" for route in routes} == {n for n in names if n.startswith("ExportRoute-")}
    assert routes


def test_the_writing_of_a_member_without_definition_fails(
    monkeypatch: pytest.MonkeyPatch, packs: Packs
) -> None:
    kept = {t: d for t, d in concepts_handover.DEFINITIONS.items() if t is not DealForm.MERGER}
    monkeypatch.setattr(concepts_handover, "DEFINITIONS", kept)
    with pytest.raises(KeyError):
        concepts(packs)


def test_turtle_and_json_ld_are_the_same_graph(packs: Packs) -> None:
    rdflib = import_module("rdflib")
    compare = import_module("rdflib.compare")
    one = rdflib.Graph().parse(data=json.dumps(as_jsonld(packs)), format="json-ld")
    other = rdflib.Graph().parse(data=as_turtle(packs), format="turtle")
    assert len(one) > 1000
    assert compare.isomorphic(one, other)


def test_no_name_is_invented_and_the_same_packs_give_the_same_bytes(packs: Packs) -> None:
    assert strangers(set(names_in(as_jsonld(packs)))) == []
    assert as_turtle(packs) == as_turtle(Packs(list(packs)))


def test_turtle_survives_quotes_line_ends_and_names_that_are_none() -> None:
    rdflib = import_module("rdflib")
    text = 'a "quoted" \\ line\nand 中文\t\x01'
    nodes = [{"@id": "urn:x:a b<c>", "dct:title": [{"@language": "en", "@value": text}], "nov:ok": True}]
    written = turtle({"dct": "http://purl.org/dc/terms/", "nov": "urn:n:"}, nodes)
    graph = rdflib.Graph().parse(data=written, format="turtle")
    assert {str(o) for o in graph.objects()} == {text, "true"}


def test_every_own_name_that_a_document_uses_is_in_the_vocabulary(packs: Packs) -> None:
    outcome = Outcome(Category.HEALTH, Place.CN, ToBuyer.NEEDS_CONSENT, SellerCopy.DESTROY, False, "guardian")
    deal = Deal(
        "NV-1", DealForm.MERGER, "青松", Place.CN, "海澜", Place.CN, "2026-11-30", (outcome,), (), {}, ()
    )
    event = ConsentEvent("REF", "transfer", "转让", "given", "同意", "2026-01-01", "t01")
    documents = [agreement(deal), graph_of_deal(deal)]
    documents += [write(pack) for pack in packs for write in (law_policy, graph_of_law)]
    used = {n for d in documents for n in names_in(d) if n.startswith("nov:")}
    used |= {v for v in flat(record_of(event, "NV-1", "青松", "cn", 1)) if v.startswith("nov:")}
    defined = {node["@id"] for node in as_jsonld(packs)["@graph"]}
    assert used - {"nov:"} <= defined, sorted(used - defined)


def flat(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from flat(inner)
