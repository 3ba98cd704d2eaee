"""Small shops for linking: tables as columns of text with their kinds, and what linking made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from novation.linkage import LinkResult
from novation.terms import Category

CATEGORIES = {
    "person.name": Category.IDENTITY,
    "cn.resident-id": Category.GOVERNMENT_ID,
    "cn.mobile": Category.CONTACT,
    "generic.phone": Category.CONTACT,
    "cn.landline": Category.CONTACT,
    "generic.email": Category.CONTACT,
    "key.customer": Category.ACCOUNT,
    "key.order": Category.TRANSACTION,
    "order.amount": Category.TRANSACTION,
}


@dataclass(frozen=True)
class Given:
    """A table: its id, its source, and its columns as (header, kind, values)."""

    id: str
    source: str
    columns: tuple[tuple[str, str, Sequence[str | None]], ...]


def table(table_id: str, *columns: tuple[str, str, Sequence[str | None]], source: str = "") -> Given:
    return Given(table_id, source or table_id, columns)


@dataclass(frozen=True)
class Linked:
    result: LinkResult
    subjects: Mapping[str, list[int]]
    """By table, the subject of each row in the order of the rows."""
    refs: list[str]

    def people(self, table_id: str) -> int:
        return len(set(self.subjects[table_id]) - {-1})

    def remarks(self) -> str:
        return " ".join(remark.en for remark in self.result.remarks)
