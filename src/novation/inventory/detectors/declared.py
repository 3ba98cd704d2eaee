"""What each detector of free text finds and refuses, in words, with its source: the plug-ins' declarations by place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from novation.inventory.span_types import SPAN_TYPES
from novation.inventory.tables import load
from novation.messages import Text

_FIELDS = {"zh", "en", "checksum", "context", "shape", "accept", "refuse", "source", "url", "unsure"}


@dataclass(frozen=True)
class Declared:
    """A detector as its file declares it.

    `checksum` names the check (`none`; a module of python-stdnum; a rule of its own); `context` are words that make
    a value likelier or are needed. In `accept` and `refuse` `{valid}` stands for an invented value of one of `shapes`
    that passes the check and `{broken}` for one that fails it. In a shape `9` is any digit, `[…]` one of these
    signs, `<…>` a date or check sign that the tests make; any other sign is itself.
    `url` is empty where `unsure`: then nobody has read the source.
    """

    slug: str
    place: str
    pattern: Text
    checksum: str
    context: tuple[str, ...]
    shapes: tuple[str, ...]
    accept: tuple[str, ...]
    refuse: tuple[str, ...]
    source: str
    url: str
    unsure: bool


@cache
def declared() -> dict[str, Declared]:
    """Every declaration by the slug of its type; ValueError where one is no type, incomplete or there twice."""
    found: dict[str, Declared] = {}
    for place in load("detectors/detectors.yaml")["declared"]:
        for slug, entry in load(f"detectors/declared/{place}.yaml").items():
            if slug in found or slug not in SPAN_TYPES:
                raise ValueError(f"{place}.yaml: {slug} is declared twice or is no type")
            if set(entry) - _FIELDS:
                raise ValueError(f"{place}.yaml: {slug} has unknown fields {sorted(set(entry) - _FIELDS)}")
            found[slug] = _read(slug, place, entry)
    return found


def _read(slug: str, place: str, entry: dict[str, str | list[str]]) -> Declared:
    unsure = entry.get("unsure") == "true"
    if unsure == ("url" in entry):
        raise ValueError(f"{place}.yaml: {slug} needs the address of its source or `unsure`, and not both")
    shapes, context = entry.get("shape", []), entry["context"]
    return Declared(
        slug,
        place,
        Text(str(entry["zh"]), str(entry["en"])),
        str(entry["checksum"]),
        tuple(context),
        tuple(shapes),
        tuple(entry["accept"]),
        tuple(entry["refuse"]),
        str(entry["source"]),
        str(entry.get("url", "")),
        unsure,
    )
