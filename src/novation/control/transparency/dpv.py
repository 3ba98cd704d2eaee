"""The released document as a record of processing in DPV, for machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from novation.law.interchange.openness import Handling, Openness, Receiver, Term, as_jsonld
from novation.messages import Text
from novation.terms import Basis, Category, Place


def openness_of(document: Mapping[str, Any]) -> Openness:
    """What of the document DPV has names for: controller, processing, recipients."""
    controller = document["controller"]
    return Openness(
        controller["name"],
        Place(controller["place"]),
        controller["contact"],
        document["as_of"],
        tuple(_handling(one) for one in document["processing"]),
        tuple(_receiver(one) for one in document["recipients"]),
    )


def jsonld_of(document: Mapping[str, Any]) -> dict[str, Any]:
    return as_jsonld(openness_of(document))


def _handling(one: Mapping[str, Any]) -> Handling:
    terms = (Term(term["law"], term["years"], Text(**term["citation"])) for term in one["terms"])
    return Handling(Category(one["category"]), Text(**one["purpose"]), Basis(one["basis"]), tuple(terms))


def _receiver(one: Mapping[str, Any]) -> Receiver:
    return Receiver(
        one["name"],
        Place(one["place"]),
        Text(**one["purpose"]),
        Basis(one["basis"]),
        tuple(Category(word) for word in one["categories"]),
        one["contact"],
    )
