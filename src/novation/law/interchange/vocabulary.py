"""Our extension of the Data Privacy Vocabulary: generated from the terms and the packs, as Turtle and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from novation.law.interchange import concepts_china, concepts_handover
from novation.law.interchange.concepts import CHINA, HANDOVER, SCHEMES, Concept, citations, own
from novation.law.interchange.namespaces import VOCABULARY, context
from novation.law.interchange.properties import OPERANDS, PROPERTIES
from novation.law.interchange.turtle import turtle
from novation.law.pack import Pack
from novation.law.packset import Packs
from novation.law.vocabulary import CONDITION_FIELDS
from novation.messages import Text
from novation.terms import Place, Term

Node = dict[str, Any]
CONTEXT = context("dpv", "pd", "odrl", "skos", "rdf", "rdfs", "dct", "owl", "nov")
DPV_VERSION = "2.2"


def concepts(packs: Packs) -> list[Concept]:
    """Every concept, by name; articles carry the source and the mark of the pack entry they rest on."""
    found = [
        *concepts_china.WRITTEN,
        *concepts_handover.WRITTEN,
        *(concept for vocabulary in concepts_handover.VOCABULARIES for concept in _of_terms(vocabulary)),
        *(concept for pack in packs for concept in _routes(pack)),
    ]
    known = citations(packs)
    return sorted((_cited(concept, known) for concept in found), key=lambda concept: concept.id)


def _of_terms(vocabulary: type[Term]) -> Iterator[Concept]:
    """The vocabulary's top concept and one for each member; KeyError for a member that nobody defined."""
    top = vocabulary.__name__
    label, definition, broader = concepts_handover.VOCABULARIES[vocabulary]
    yield Concept(top, HANDOVER, label, definition, (broader,))
    for term in vocabulary:
        wider = concepts_handover.BROADER.get(term, "").split()
        fact, article = concepts_handover.FACTS.get(term, ("", None))
        yield Concept(
            f"{top}-{term.value}",
            HANDOVER,
            term.text,
            concepts_handover.DEFINITIONS[term],
            (own(top), *wider),
            article,
            fact,
        )


def _routes(pack: Pack) -> Iterator[Concept]:
    """The ways abroad that a pack of China knows."""
    if pack.export is None or Place.CN not in pack.export.from_:
        return
    for route in pack.export.routes:
        documents = Text(
            "；".join(t.zh for t in route.documents) or "无须另备文件",
            "; ".join(t.en for t in route.documents) or "no further document",
        )
        yield Concept(
            f"ExportRoute-{route.id}",
            CHINA,
            route.title,
            Text(f"出境路径。文件：{documents.zh}。", f"A way abroad. Documents: {documents.en}."),
            (own("ExportRoute"),),
            route.citation.text,
            route.citation.fact,
        )


def _cited(concept: Concept, known: dict[str, Any]) -> Concept:
    citation = known.get(concept.fact)
    if citation is None:
        return concept
    return replace(concept, source=citation.source, confirmed=citation.confirmed)


def graph(packs: Packs) -> list[Node]:
    """The nodes of the vocabulary: an ontology, two concept schemes, the concepts."""
    found = concepts(packs)
    laws = sorted(pack.version for pack in packs)
    ontology = {
        "@id": VOCABULARY.rstrip(":"),
        "@type": "owl:Ontology",
        "dct:title": _said(Text("易主词汇：DPV 在中国和处理者变更方面的扩展", "Novation vocabulary: DPV extended for China and for a change of controller")),
        "dct:issued": laws[-1].isoformat() if laws else "",
        "owl:versionInfo": packs.digest,
        "rdfs:comment": _said(Text(f"扩展 DPV {DPV_VERSION}；从 terms/ 和规则包生成。", f"Extends DPV {DPV_VERSION}; generated from the terms and the law packs.")),
    }  # fmt: skip
    schemes = [
        {"@id": own(name), "@type": "skos:ConceptScheme", "skos:prefLabel": _said(label)}
        for name, label in ((f"{key}Scheme", SCHEMES[key]) for key in SCHEMES)
    ]
    return [ontology, *schemes, *map(_node, found), *_properties(), *_operands()]


def _properties() -> Iterator[Node]:
    """Our own properties, as they stand in policies, graphs and consent records."""
    for name, text in sorted(PROPERTIES.items()):
        yield {
            "@id": own(name),
            "@type": "rdf:Property",
            "rdfs:isDefinedBy": {"@id": VOCABULARY.rstrip(":")},
            "rdfs:label": _said(text),
        }


def _operands() -> Iterator[Node]:
    """What a rule may ask, as left operands of ODRL constraints."""
    for name in CONDITION_FIELDS:
        yield {
            "@id": own(f"fact-{name}"),
            "@type": "odrl:LeftOperand",
            "rdfs:isDefinedBy": {"@id": VOCABULARY.rstrip(":")},
            "rdfs:label": _said(OPERANDS[name]),
        }


def _said(text: Text) -> list[Node]:
    return [{"@language": tongue, "@value": said} for tongue, said in text.as_dict().items()]


def _node(concept: Concept) -> Node:
    found: Node = {
        "@id": own(concept.id),
        "@type": ["skos:Concept", "rdfs:Class"],
        "rdfs:isDefinedBy": {"@id": VOCABULARY.rstrip(":")},
        "skos:inScheme": {"@id": own(f"{concept.scheme}Scheme")},
        "skos:prefLabel": _said(concept.label),
        "skos:definition": _said(concept.definition),
        "skos:broader": [{"@id": name} for name in concept.broader],
        "rdfs:subClassOf": [{"@id": name} for name in concept.broader],
    }
    if concept.article:
        found["dct:bibliographicCitation"] = _said(concept.article)
        found["nov:confirmed"] = concept.confirmed
    if concept.fact:
        found["nov:fact"] = concept.fact
    if concept.source:
        found["dct:source"] = {"@id": concept.source}
    return found


def as_jsonld(packs: Packs) -> Node:
    return {"@context": CONTEXT, "@graph": graph(packs)}


def as_turtle(packs: Packs) -> str:
    return turtle(CONTEXT, graph(packs))


def tops(found: Iterable[Concept]) -> dict[str, set[str]]:
    """For each concept the names outside our vocabulary that it stands under, at any remove."""
    by_name: dict[str, Sequence[str]] = {own(concept.id): concept.broader for concept in found}

    def climb(name: str, seen: frozenset[str]) -> set[str]:
        if name not in by_name:
            return {name}
        if name in seen:
            return set()
        return {top for wider in by_name[name] for top in climb(wider, seen | {name})}

    return {name: climb(name, frozenset()) for name in by_name}
