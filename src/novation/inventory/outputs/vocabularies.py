"""What a finding is called in other vocabularies: Fideslang, the W3C Data Privacy Vocabulary, OpenMetadata."""

from __future__ import annotations

from dataclasses import dataclass

from novation.inventory.finding import ColumnFinding
from novation.inventory.kinds import KINDS
from novation.inventory.tables import load, term
from novation.terms import Category, Sensitivity

SPECIAL = frozenset(
    {Category.HEALTH, Category.BIOMETRIC, Category.BELIEF, Category.ETHNICITY, Category.SEX_LIFE}
)
"""GDPR article 9 (1); criminal records are article 10 and not among them."""


@dataclass(frozen=True)
class Words:
    """`fideslang`: data category keys; `dpv`: prefixed concepts; `openmetadata`: fully qualified tags."""

    fideslang: tuple[str, ...]
    dpv: tuple[str, ...]
    openmetadata: tuple[str, ...]


def _read(section: str) -> dict[str, Words]:
    table = load("outputs/vocabularies.yaml")[section]
    return {
        name: Words(tuple(w["fideslang"]), tuple(w["dpv"]), tuple(w["openmetadata"]))
        for name, w in table.items()
    }


OF_KIND: dict[str, Words] = _read("kinds")
"""By the name of the kind (`kinds.yaml`)."""

OF_CATEGORY: dict[Category, Words] = {term(Category, n): w for n, w in _read("categories").items()}
"""For columns whose category was corrected away from that of their kind."""


def words_of(column: ColumnFinding) -> Words:
    """The words for a column, those for what stands inside its texts included, each once, the column's own
    first.

    A column that is sensitive for another reason than its kind (a correction, a combination of columns) never
    stays `PII.NonSensitive`.
    """
    kind = KINDS.get(column.kind)
    known = kind is not None and kind.category is column.category
    own = OF_KIND[column.kind] if known else OF_CATEGORY[column.category]
    parts = [own, *(OF_KIND[name] for name in sorted(column.inside) if name in OF_KIND)]
    tags = _tags([tag for part in parts for tag in part.openmetadata], column.sensitivity)
    return Words(
        _personal([key for part in parts for key in part.fideslang]),
        tuple(dict.fromkeys(concept for part in parts for concept in part.dpv)),
        tags,
    )


def _personal(keys: list[str]) -> tuple[str, ...]:
    """`system.operations` says "nothing personal", so it stands alone or not at all."""
    found = dict.fromkeys(key for key in keys if not key.startswith("system."))
    return tuple(found) or tuple(dict.fromkeys(keys))


def _tags(tags: list[str], tier: Sensitivity) -> tuple[str, ...]:
    """One tag of each of the two classifications, the gravest: both are mutually exclusive in OpenMetadata."""
    if tier is Sensitivity.SENSITIVE:
        tags = [*tags, "PII.Sensitive"]
    gravest = []
    for group in (
        ("PII.Sensitive", "PII.NonSensitive", "PII.None"),
        ("PersonalData.SpecialCategory", "PersonalData.Personal"),
    ):
        gravest += [tag for tag in group if tag in tags][:1]
    return tuple(gravest)
