"""The small pieces of an OSCAL document: properties in our namespace, parts, parameters, metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from novation.law.entries import Span
from novation.law.interchange.namespaces import OSCAL_NAMESPACE
from novation.law.pack_parts import Citation, Condition, Period
from novation.messages import Text

OSCAL_VERSION = "1.2.1"
_SPACE = re.compile(r"\s+")


def line(text: str) -> str:
    """Text as OSCAL wants it in titles and values: one line, nothing at either end."""
    return _SPACE.sub(" ", text).strip()


def prop(name: str, value: str, remarks: str = "") -> dict[str, str]:
    found = {"name": name, "ns": OSCAL_NAMESPACE, "value": line(value)}
    return {**found, "remarks": remarks} if remarks else found


def props(values: Mapping[str, str | None]) -> list[dict[str, str]]:
    """Properties of what has a value, in the order given."""
    return [prop(name, value) for name, value in values.items() if value]


def text_props(name: str, text: Text | None) -> list[dict[str, str]]:
    return [] if text is None else [prop(f"{name}-{tongue}", said) for tongue, said in text.as_dict().items()]


def citation_props(citation: Citation, derived: bool = False) -> list[dict[str, str]]:
    """Article, row of the facts file, and whether it was confirmed: what is not confirmed never looks so."""
    marks = {"confirmed": "yes" if citation.confirmed else "no", "derived": "yes" if derived else None}
    return [*text_props("citation", citation.text), *props({"fact": citation.fact or None, **marks})]


def citation_links(citation: Citation) -> list[dict[str, str]]:
    if not citation.source:
        return []
    return [{"href": citation.source, "rel": "reference", "text": line(citation.text.en)}]


def condition_props(conditions: Iterable[Condition]) -> list[dict[str, str]]:
    """`when`, one property a fact: `deal_form=asset-deal|merger`, `consent!=separate`."""
    return [
        prop("when", f"{c.field}{'!=' if c.negated else '='}{'|'.join(str(v) for v in c.values)}")
        for c in conditions
    ]


def period_props(period: Period) -> list[dict[str, str]]:
    return props(
        {
            "in-force-from": period.first.isoformat() if period.first else None,
            "in-force-to": period.last.isoformat() if period.last else None,
        }
    )


def part(part_id: str, name: str, text: Text, more: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """A part in English whose Chinese stands beside it as a property: OSCAL has no place for a second language."""
    found: dict[str, Any] = {"id": part_id, "name": name}
    if name not in ("statement", "guidance"):
        found["ns"] = OSCAL_NAMESPACE
    found["props"] = [*map(dict, more), prop("prose-zh", text.zh)]
    found["prose"] = text.en
    return found


def parameter(
    param_id: str, label: Text, value: str, more: Sequence[Mapping[str, str]] = ()
) -> dict[str, Any]:
    return {
        "id": param_id,
        "props": [*map(dict, more), prop("label-zh", label.zh)],
        "label": line(label.en),
        "values": [line(value)],
    }


def span_words(span: Span) -> str:
    return span.unit.value if span.is_word else f"{span.amount} {span.unit.text.en}"


def metadata(
    title: Text, version: str, modified: date, own: Sequence[Mapping[str, str]] = ()
) -> dict[str, Any]:
    """The same in every run: the time of modification is the day on which the pack was checked."""
    return {
        "title": line(title.en),
        "last-modified": f"{modified.isoformat()}T00:00:00+00:00",
        "version": version,
        "oscal-version": OSCAL_VERSION,
        "props": [*map(dict, own), prop("title-zh", title.zh)],
    }
