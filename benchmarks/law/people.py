"""Invented people: members, orders, consents, objections, open matters and health notes, by SQL from a fixed seed.

Every attribute comes from a hash of its own. In a `usual` shop who has a health note is asked about sensitive data, and
for a child the guardian is asked, as shops do. In an `independent` one everybody is asked everything and lives anywhere:
attributes know nothing of one another, the worst case for the number of distinct profiles and for compression.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from novation.disposition import FactTable
from novation.engine import Engine
from novation.engine.identifiers import quote_text
from novation.terms import Category

SEED = 31
PLACES = {
    "中国": 42, "香港": 3, "Taiwan": 3, "Deutschland": 6, "France": 5, "Italy": 4, "United Kingdom": 5, "USA": 6,
    "日本": 4, "한국": 3, "Singapore": 2, "Canada": 2, "Brasil": 3, "India": 4, "Australia": 2, "Schweiz": 1, "Narnia": 1,
}  # fmt: skip
"""Words of the country column and their share of a hundred; what is missing is empty. A `usual` shop's customers live
at home (nine of ten), the others as these do."""

CHILD, PATIENT = 25, 33
"""In a `usual` shop every so many-th member is a child, has a health note."""


@dataclass(frozen=True)
class Shape:
    """One raw table: rows for each person, the subject of row `i`, and its columns as (name, kind, category, type, SQL)."""

    name: str
    rows: float
    subject: str
    columns: tuple[tuple[str, str, Category, str, str], ...]
    role: str = "customer"


def dice(number: int, sides: int | str) -> str:
    """The number that the throw with this number shows for row `i`."""
    return f"(hash(i * {SEED} + {number}) % ({sides}))::BIGINT"


def pick(number: int, words: dict[str, int], sides: int = 100) -> str:
    """A word by its share; NULL for what is left of the hundred."""
    whens, so_far = [], 0
    for word, share in words.items():
        so_far += share
        whens.append(f"WHEN {so_far} > d THEN {quote_text(word)}")
    return f"(SELECT CASE {' '.join(whens)} END FROM (SELECT {dice(number, sides)} AS d))"


def _day(number: int, first: str, days: int) -> str:
    return f"(TIMESTAMP '{first}' + to_days(({dice(number, days)})::INT))"


def _moment(number: int, first: str, days: int) -> str:
    return f"({_day(number, first, days)} + to_seconds({dice(number + 1, 86400)}))"


def shapes(people: int, kind: str = "usual") -> tuple[Shape, ...]:
    """The six raw tables of a shop with so many members."""
    one_of = dice(90, people)
    patient, asked, purpose = (
        one_of,
        one_of,
        pick(12, {"营销短信": 45, "向受让方转让": 35, "转让敏感信息": 15, "监护人同意": 5}),
    )
    born, country = _day(3, "1940-01-01", 29_000), pick(7, PLACES)
    if kind == "usual":
        chosen = dice(12, 100)
        patient = f"{dice(90, people // PATIENT)} * {PATIENT}"
        asked = f"CASE WHEN {chosen} < 92 THEN {one_of} WHEN {chosen} < 97 THEN {patient} ELSE {dice(90, people // CHILD)} * {CHILD} + 5 END"
        purpose = f"CASE WHEN {chosen} < 52 THEN '营销短信' WHEN {chosen} < 92 THEN '向受让方转让' WHEN {chosen} < 97 THEN '转让敏感信息' ELSE '监护人同意' END"
        born = f"CASE WHEN i % {CHILD} = 5 THEN {_day(3, '2011-01-01', 4_300)} ELSE {_day(3, '1940-01-01', 24_400)} END"
        country = f"CASE WHEN {dice(19, 10)} > 0 THEN '中国' ELSE {country} END"
    return (
        Shape("members", 1, "i", (
            ("number", "key.customer", Category.ACCOUNT, "VARCHAR", "'M' || lpad(i::VARCHAR, 9, '0')"),
            ("name", "person.name", Category.IDENTITY, "VARCHAR", f"'Person ' || {dice(1, 100_000)}"),
            ("born", "person.birth-date", Category.IDENTITY, "TIMESTAMP", f"CASE WHEN {dice(2, 5)} > 0 THEN {born} END"),
            ("mobile", "cn.mobile", Category.CONTACT, "VARCHAR", f"CASE WHEN {dice(5, 10)} > 0 THEN '1' || (3000000000 + {dice(6, 6_999_999_999)}) END"),
            ("country", "place.country", Category.CONTACT, "VARCHAR", country),
            ("size", "preference.size", Category.PREFERENCE, "VARCHAR", pick(8, {"S": 25, "M": 40, "L": 25})),
            ("news", "marketing.state", Category.MARKETING, "VARCHAR", pick(9, {"是": 40, "否": 50})),
        )),
        Shape("orders", 1, one_of, (
            ("order", "key.order", Category.TRANSACTION, "VARCHAR", "'O' || lpad(i::VARCHAR, 10, '0')"),
            ("bought", "time.order", Category.TRANSACTION, "TIMESTAMP", _day(10, "2008-01-01", 6_900)),
            ("amount", "amount", Category.TRANSACTION, "VARCHAR", f"({dice(11, 90_000)} / 100.0)::VARCHAR"),
        )),
        Shape("consents", 2.5, asked, (
            ("purpose", "consent.purpose", Category.MARKETING, "VARCHAR", purpose),
            ("state", "consent.state", Category.MARKETING, "VARCHAR", pick(13, {"同意": 65, "撤回同意": 20, "拒绝": 15})),
            ("at", "consent.at", Category.MARKETING, "TIMESTAMP", _moment(14, "2018-05-25", 3_000)),
        )),
        Shape("objections", 0.04, one_of, (
            ("objection", "objection.state", Category.MARKETING, "VARCHAR", pick(16, {"反对转让": 80, "无": 20})),
        )),
        Shape("matters", 0.05, one_of, (
            ("matter", "hold.state", Category.SERVICE, "VARCHAR", pick(17, {"争议处理中": 30, "欠款未付": 40, "法院冻结": 10, "已结清": 20})),
        )),
        Shape("health", 0.03, patient, (
            ("note", "health", Category.HEALTH, "VARCHAR", pick(18, {"过敏": 100})),
        )),
    )  # fmt: skip


def fact_tables(people: int, *, text: bool = False) -> list[FactTable]:
    """The tables as the facts see them; `text`: times are text, as CSV files give them."""
    return [
        FactTable(
            s.name,
            s.role,
            tuple((n, kind, category, "VARCHAR" if text else sql) for n, kind, category, sql, _ in s.columns),
        )
        for s in shapes(people)
    ]


def generate(
    engine: Engine,
    people: int,
    kind: str = "usual",
    *,
    text: bool = False,
    say: Callable[[str], Any] = lambda _: None,
) -> dict[str, int]:
    """Stages the raw tables, whose records are linked already, and the references; returns bytes on disk by copy."""
    sizes = {}
    for shape in shapes(people, kind):
        say(shape.name)
        columns = ", ".join(_column(c, text) for c in shape.columns)
        rows = f"range({int(people * shape.rows)}) r(i)"
        for name, what in (("tables", columns), ("links", f"{shape.subject} AS subject")):
            staged = engine.write_in_order(f"{name}/{shape.name}", f"SELECT i AS _row, {what} FROM {rows}")
            sizes[staged.name] = staged.bytes
    say("refs")
    staged = engine.write(
        "refs",
        f"SELECT i AS subject, substr(md5(i::VARCHAR), 1, 16) AS subject_ref FROM range({people}) r(i)",
    )
    return {**sizes, staged.name: staged.bytes}


def _column(column: tuple[str, str, Category, str, str], text: bool) -> str:
    name, _, _, kind, sql = column
    return f'({sql}){"::VARCHAR" if text and kind == "TIMESTAMP" else ""} AS "{name}"'


def used_columns(tables: list[FactTable]) -> dict[str, list[str]]:
    """The columns of the raw tables that the facts look into: for every one at least whether something stands there."""
    found = {}
    for table in tables:
        found[f"tables/{table.table_id}"] = ["_row", *(name for name, *_ in table.columns)]
        found[f"links/{table.table_id}"] = ["_row", "subject"]
    return found
