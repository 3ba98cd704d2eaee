"""The public record of processing of a controller in the W3C Data Privacy Vocabulary (JSON-LD), written and read back. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from novation.law.interchange.dpv_terms import BASIS, CATEGORY
from novation.law.interchange.namespaces import context, law_name
from novation.law.interchange.policy import text_values
from novation.messages import Text
from novation.terms import Basis, Category, Place

Node = dict[str, Any]
CONTEXT = context("dpv", "pd", "dct", "skos", "nov")


@dataclass(frozen=True, slots=True)
class Term:
    """How long something has to be kept, by which article. `years` as written; empty: as long as the purpose needs."""

    law: str
    years: str
    citation: Text


@dataclass(frozen=True, slots=True)
class Handling:
    """One category: what for, on which basis, how long."""

    category: Category
    purpose: Text
    basis: Basis
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody else who gets data: what for, which categories, on which basis."""

    name: str
    place: Place
    purpose: Text
    basis: Basis
    categories: tuple[Category, ...]
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Openness:
    """What a controller says in public of what it does with data. `issued_on`: an ISO day."""

    controller: str
    place: Place
    contact: str
    issued_on: str
    handlings: tuple[Handling, ...]
    receivers: tuple[Receiver, ...]


def as_jsonld(told: Openness) -> Node:
    """A `dpv:RecordsOfActivities` with a process for each category and the recipients."""
    name = law_name("openness", told.controller, told.issued_on)
    return {
        "@context": CONTEXT,
        "@id": name,
        "@type": "dpv:RecordsOfActivities",
        "dct:issued": told.issued_on,
        "dpv:hasDataController": {
            "@id": f"{name}:controller",
            "@type": "dpv:DataController",
            "dct:title": told.controller,
            "nov:place": str(told.place),
            "nov:contact": told.contact,
        },
        "dpv:hasProcess": [_handling(name, one) for one in told.handlings],
        "dpv:hasRecipient": [_receiver(name, number, one) for number, one in enumerate(told.receivers, 1)],
    }


def read_jsonld(document: Mapping[str, Any]) -> Openness:
    """The record that `as_jsonld` wrote; ValueError, KeyError or TypeError for another's."""
    if document["@type"] != "dpv:RecordsOfActivities":
        raise ValueError("no record of processing")
    controller = document["dpv:hasDataController"]
    return Openness(
        controller=controller["dct:title"],
        place=Place(controller["nov:place"]),
        contact=controller["nov:contact"],
        issued_on=document["dct:issued"],
        handlings=tuple(_read_handling(one) for one in document["dpv:hasProcess"]),
        receivers=tuple(_read_receiver(one) for one in document["dpv:hasRecipient"]),
    )


def _handling(name: str, one: Handling) -> Node:
    return {
        "@id": f"{name}:process:{one.category}",
        "@type": "dpv:PersonalDataProcess",
        "dpv:hasPersonalData": {"@id": CATEGORY[one.category]},
        "nov:category": str(one.category),
        "dpv:hasPurpose": {"@type": "dpv:Purpose", "skos:prefLabel": text_values(one.purpose)},
        **_basis(one.basis),
        "nov:retention": [_term(term) for term in one.terms],
    }


def _receiver(name: str, number: int, one: Receiver) -> Node:
    return {
        "@id": f"{name}:recipient:{number}",
        "@type": "dpv:Recipient",
        "dct:title": one.name,
        "nov:place": str(one.place),
        "nov:contact": one.contact,
        "dpv:hasPurpose": {"@type": "dpv:Purpose", "skos:prefLabel": text_values(one.purpose)},
        **_basis(one.basis),
        "dpv:hasPersonalData": [{"@id": CATEGORY[c]} for c in one.categories],
        "nov:category": [str(c) for c in one.categories],
    }


def _basis(basis: Basis) -> Node:
    """Where there is no legal basis, none is claimed."""
    named = {"dpv:hasLegalBasis": {"@id": BASIS[basis]}} if basis in BASIS else {}
    return {**named, "nov:basis": str(basis)}


def _term(term: Term) -> Node:
    return {
        "nov:law": term.law,
        "nov:years": term.years,
        "dct:bibliographicCitation": text_values(term.citation),
    }


def _read_handling(node: Mapping[str, Any]) -> Handling:
    terms = (
        Term(one["nov:law"], one["nov:years"], _text(one["dct:bibliographicCitation"]))
        for one in node["nov:retention"]
    )
    return Handling(
        Category(node["nov:category"]),
        _text(node["dpv:hasPurpose"]["skos:prefLabel"]),
        Basis(node["nov:basis"]),
        tuple(terms),
    )


def _read_receiver(node: Mapping[str, Any]) -> Receiver:
    return Receiver(
        node["dct:title"],
        Place(node["nov:place"]),
        _text(node["dpv:hasPurpose"]["skos:prefLabel"]),
        Basis(node["nov:basis"]),
        tuple(Category(one) for one in node["nov:category"]),
        node["nov:contact"],
    )


def _text(values: Iterable[Mapping[str, str]]) -> Text:
    said = {value["@language"]: value["@value"] for value in values}
    return Text(said["zh"], said["en"])
