"""The shape of the tables for linking: which columns are identifiers, which are keys, who is master of a key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from novation.linkage.identifiers import IDENTIFIER_SQL
from novation.terms import Category

PERSON_KEYS = ("key.customer", "key.employee", "key.supplier")
EVENT_KEY = "key.order"
ANOTHER_PERSON = re.compile(
    r"监护|家长|父|母|紧急|收货|收件|配偶|推荐人|jhr|guardian|parent|mother|father|emergency|ship|deliver|consignee|recipient|spouse|refer",
    re.IGNORECASE,
)
"""Headers of identifiers that are another person's (a child's row holds the guardian's mobile): they link nobody."""


@dataclass(frozen=True, slots=True)
class Token:
    """A column that can say who a row is about."""

    column: str
    kind: str


@dataclass(frozen=True, slots=True)
class LinkTable:
    """One staged table as linkage sees it; `name` is the column that says what the person is called."""

    table_id: str
    source: str
    identifiers: tuple[Token, ...] = ()
    person_key: Token | None = None
    event_key: Token | None = None
    name: str | None = None
    personal: bool = False

    @property
    def takes_part(self) -> bool:
        return self.personal or self.person_key is not None or self.event_key is not None


def tables_to_link(tables: Iterable[tuple[str, str, Sequence[tuple[str, str, Category]]]]) -> list[LinkTable]:
    """From (table id, source, columns as (name, kind, category)) to what linkage needs."""
    return [_link_table(table_id, source, columns) for table_id, source, columns in tables]


def _link_table(table_id: str, source: str, columns: Sequence[tuple[str, str, Category]]) -> LinkTable:
    identifiers = tuple(
        Token(name, kind)
        for name, kind, _ in columns
        if kind in IDENTIFIER_SQL and not ANOTHER_PERSON.search(name)
    )
    personal = any(_is_about_a_person(kind, category) for _, kind, category in columns)
    person_key = _first(columns, PERSON_KEYS)
    if person_key and person_key.kind == "key.supplier" and not personal:
        person_key = None  # a product names its supplier; that makes the product nobody's personal data
    return LinkTable(
        table_id=table_id,
        source=source,
        identifiers=identifiers,
        person_key=person_key,
        event_key=_first(columns, (EVENT_KEY,)),
        name=next(
            (n for n, kind, _ in columns if kind == "person.name" and not ANOTHER_PERSON.search(n)), None
        ),
        personal=personal,
    )


def _is_about_a_person(kind: str, category: Category) -> bool:
    """A key or an order's amount alone makes no person; anything else personal does."""
    return category is not Category.NONE and not kind.startswith(("key.", "order.", "time."))


def _first(columns: Sequence[tuple[str, str, Category]], kinds: Sequence[str]) -> Token | None:
    for wanted in kinds:
        for name, kind, _ in columns:
            if kind == wanted:
                return Token(name, kind)
    return None
