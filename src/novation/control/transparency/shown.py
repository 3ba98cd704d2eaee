"""A released document in words, for pages: every value of a vocabulary as its text, nothing worked out anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from novation.law.entry_words import Right
from novation.messages import Text
from novation.terms import Basis, Category, Place


@dataclass(frozen=True, slots=True)
class Cited:
    """Words with the article that says so; `confirmed`: whether somebody has held it against the source."""

    text: Text
    citation: Text
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Within:
    """A span, with every article that says so."""

    text: Text
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class HandlingShown:
    category: Text
    purpose: Text | None
    basis: Text
    terms: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class ReceiverShown:
    name: str
    place: Text
    contact: str
    purpose: Text
    basis: Text | None
    categories: tuple[Text, ...]
    since_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class YearShown:
    """`rows`: the right, then the figures in the order of `rights.transparency.HEADS`; None: nothing was answered."""

    year: int
    rows: tuple[tuple[Text, tuple[int, ...], str | None], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    controller: str
    place: Text
    contact: str
    as_of: date
    policy: Text | None
    processing: tuple[HandlingShown, ...]
    recipients: tuple[ReceiverShown, ...]
    rights: tuple[tuple[Text, tuple[Within, ...]], ...]
    numbers: tuple[YearShown, ...]
    incidents: int | None


FIGURES = ("received", "whole", "part", "nothing_held", "refused", "withdrawn", "open", "late")
AS_NEEDED = Text("目的所需的最短时间", "no longer than the purpose needs")


def shown(document: Mapping[str, Any]) -> Shown:
    controller = document["controller"]
    return Shown(
        controller["name"],
        Place(controller["place"]).text,
        controller["contact"],
        date.fromisoformat(document["as_of"]),
        Text(**document["policy"]) if document["policy"] else None,
        tuple(_handling(one) for one in document["processing"]),
        tuple(_receiver(one) for one in document["recipients"]),
        tuple((Right(one["right"]).text, _within(one["clocks"])) for one in document["rights"]),
        tuple(_year(one) for one in document["numbers"]),
        document["incidents"],
    )


def _handling(one: Mapping[str, Any]) -> HandlingShown:
    purpose = Text(**one["purpose"]) if one["purpose"] else None
    terms = tuple(_term(term) for term in one["terms"])
    return HandlingShown(Category(one["category"]).text, purpose, Basis(one["basis"]).text, terms)


def _term(one: Mapping[str, Any]) -> Cited:
    years = one["years"]
    text = Text(f"至少 {years} 年", f"at least {years} years") if years else AS_NEEDED
    return Cited(text, Text(**one["citation"]), one["confirmed"])


def _within(clocks: Iterable[Mapping[str, Any]]) -> tuple[Within, ...]:
    """Laws that give the same time stand together."""
    found: dict[Text, list[Cited]] = {}
    for one in clocks:
        span = Text(**one["span"])
        found.setdefault(span, []).append(Cited(span, Text(**one["citation"]), one["confirmed"]))
    return tuple(Within(span, tuple(cited)) for span, cited in found.items())


def _receiver(one: Mapping[str, Any]) -> ReceiverShown:
    basis = Basis(one["basis"])
    return ReceiverShown(
        one["name"],
        Place(one["place"]).text,
        one["contact"],
        Text(**one["purpose"]),
        None if basis is Basis.UNKNOWN else basis.text,
        tuple(Category(word).text for word in one["categories"]),
        date.fromisoformat(one["since_on"]) if one["since_on"] else None,
        date.fromisoformat(one["until_on"]) if one["until_on"] else None,
    )


def _year(one: Mapping[str, Any]) -> YearShown:
    rows = tuple(
        (Right(row["right"]).text, tuple(row[name] for name in FIGURES), _days(row["tenths_of_days"]))
        for row in one["rows"]
    )
    return YearShown(one["year"], rows)


def _days(tenths: int | None) -> str | None:
    return None if tenths is None else f"{tenths / 10:g}"
