"""Reads an OSCAL catalog back into entries, so that nothing a lawyer wrote is lost on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from novation.law.interchange.namespaces import OSCAL_NAMESPACE
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """One control of a catalog: `values` are its own properties, `params` and `parts` by the last piece of their id."""

    kind: str
    id: str
    title: Text
    citation: Text
    source: str
    fact: str
    confirmed: bool
    when: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    params: Mapping[str, str]
    parts: Mapping[str, Text]


def read_catalog(document: Mapping[str, Any]) -> list[CatalogEntry]:
    """The entries of a catalog that `oscal_catalog` wrote; KeyError where it was written by another."""
    return [
        _entry(control) for group in document["catalog"].get("groups", []) for control in group["controls"]
    ]


def _entry(control: Mapping[str, Any]) -> CatalogEntry:
    law, kind, short = control["id"].split(".", 2)
    values = _values(control["props"])
    links = control.get("links", [])
    return CatalogEntry(
        kind=kind,
        id=f"{law}/{short}",
        title=Text(values["title-zh"][0], control["title"]),
        citation=Text(values["citation-zh"][0], values["citation-en"][0]),
        source=links[0]["href"] if links else "",
        fact=values.get("fact", ("",))[0],
        confirmed=values["confirmed"] == ("yes",),
        when=values.get("when", ()),
        values=values,
        params=dict(_params(control)),
        parts=dict(_parts(control)),
    )


def _values(properties: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in properties:
        if one.get("ns") == OSCAL_NAMESPACE:
            found[one["name"]] = (*found.get(one["name"], ()), one["value"])
    return found


def _params(control: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for param in control.get("params", []):
        yield param["id"].removeprefix(control["id"] + "."), param["values"][0]


def _parts(control: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    for found in control.get("parts", []):
        chinese = _values(found["props"])["prose-zh"][0]
        yield found["id"].removeprefix(control["id"] + "."), Text(chinese, found["prose"])
