"""The clauses an agreement must have, by its kind and the places of its parties, each with its ground in law."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from novation.control.agreements.kinds import AgreementKind
from novation.control.agreements.law_packs import export_routes_from
from novation.messages import Text
from novation.terms import Place

_FOLDER = Path(__file__).parent / "wording"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a clause is mandatory at some places. `fact`: row of the law notes; what is unconfirmed stays marked so."""

    places: frozenset[Place]
    citation: Text
    fact: str
    confirmed: bool
    derived: bool = False
    origin: bool = False
    """Counts only where the data come from one of the places, not where they go."""


@dataclass(frozen=True, slots=True)
class Clause:
    """`text`: our wording for it, a draft. A clause that a pack asks for has none: counsel writes it."""

    id: str
    title: Text
    grounds: tuple[Ground, ...]
    always: bool = False
    text: Text | None = None

    def at(self, origin: Place, places: Collection[Place]) -> Clause:
        """The clause with the grounds that count between these places."""
        fitting = tuple(
            ground
            for ground in self.grounds
            if ground.places & ({origin} if ground.origin else {origin, *places})
        )
        return Clause(self.id, self.title, fitting, self.always, self.text)

    @property
    def mandatory(self) -> bool:
        return self.always or bool(self.grounds)

    @property
    def confirmed(self) -> bool:
        """Whether at least one of its grounds was read in the source; a house rule has no ground to confirm."""
        return any(ground.confirmed for ground in self.grounds)


@dataclass(frozen=True, slots=True)
class Wording:
    opening: Text
    clauses: tuple[Clause, ...]
    closing: Text


@functools.cache
def wording(kind: AgreementKind) -> Wording:
    """What the software knows of a kind of agreement."""
    raw = yaml.safe_load((_FOLDER / f"{kind}.yaml").read_text("utf-8"))
    return Wording(
        _text(raw["opening"]), tuple(_clause(one) for one in raw["clauses"]), _text(raw["closing"])
    )


def clauses_for(kind: AgreementKind, origin: Place, places: Iterable[Place]) -> list[Clause]:
    """The mandatory clauses between these places; `origin` is the seller's."""
    known = set(places)
    found = [clause.at(origin, known) for clause in wording(kind).clauses]
    if kind is AgreementKind.CROSS_BORDER and not any(clause.grounds for clause in found):
        found = _asked_by_packs(origin)
    return [clause for clause in found if clause.mandatory]


def _asked_by_packs(origin: Place) -> list[Clause]:
    """Where our own list is silent on the law of the origin: what the routes of its packs ask of the recipient."""
    found: dict[Text, Clause] = {}
    for law, route in export_routes_from(origin):
        ground = Ground(
            frozenset({origin}),
            Text(route.citation.text.zh, route.citation.text.en),
            route.citation.fact,
            route.citation.confirmed,
            derived=True,
        )
        for number, asked in enumerate(route.ask_recipient, 1):
            found.setdefault(asked, Clause(f"{law}.{route.id}.{number}", asked, (ground,)))
    return list(found.values())


def _clause(raw: dict[str, Any]) -> Clause:
    grounds = tuple(_ground(one) for one in raw["grounds"])
    return Clause(raw["id"], _text(raw["title"]), grounds, raw.get("always", False), _text(raw["text"]))


def _ground(raw: dict[str, Any]) -> Ground:
    return Ground(
        frozenset(Place(place) for place in raw["places"]),
        _text(raw["citation"]),
        raw["fact"],
        raw["confirmed"],
        raw.get("derived", False),
        raw.get("origin", False),
    )


def _text(raw: dict[str, str]) -> Text:
    return Text(raw["zh"].strip(), raw["en"].strip())
