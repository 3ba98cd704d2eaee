"""Prefixes of every JSON-LD and Turtle document that the law writes, and the names made of them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

BASE = "urn:novation:"
"""The base of all own names, as in the findings' DPV graph (`inventory.outputs.dpv_graph`)."""

VOCABULARY = BASE + "vocabulary:"
LAW = BASE + "law:"
OSCAL_NAMESPACE = "https://novation.example/ns/oscal"
"""An address and no URN: kept OSCAL tools refuse a namespace without `://`."""

PREFIXES: dict[str, str] = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dct": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "nov": VOCABULARY,
}

_UUIDS = uuid.uuid5(uuid.NAMESPACE_URL, BASE)
_COMPACT = re.compile(r"([a-z]+):([A-Za-z0-9_.-]+)\Z")


def expand(name: str) -> str:
    """The full name of `dpv:Consent`; a name without a known prefix is full already."""
    found = _COMPACT.match(name)
    return PREFIXES[found[1]] + found[2] if found and found[1] in PREFIXES else name


def law_name(*parts: str) -> str:
    """`urn:novation:law:<part>:<part>`; what a URN may not hold is percent-encoded (RFC 8141)."""
    return LAW + ":".join(quote(part, safe="") for part in parts)


def named_uuid(*parts: str) -> str:
    """A UUID (version 5) that is the same in every run for the same parts."""
    return str(uuid.uuid5(_UUIDS, "\n".join(parts)))


def context(*prefixes: str) -> dict[str, Any]:
    """A JSON-LD context with these prefixes and no address to fetch."""
    return {prefix: PREFIXES[prefix] for prefix in prefixes}


def names_in(value: Any) -> Iterator[str]:
    """Every `@id`, `@type` and prefixed key of a JSON-LD value, as written."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key == "@context":
                continue
            if key in ("@id", "@type"):
                yield from _texts(inner)
                continue
            if not key.startswith("@"):
                yield key
            yield from names_in(inner)
    elif isinstance(value, list):
        for item in value:
            yield from names_in(item)


def _texts(value: Any) -> Iterable[str]:
    return [value] if isinstance(value, str) else [item for item in value if isinstance(item, str)]
