"""What one linked table says about each person: one row a subject, worked out in SQL in three steps.

SQL works a value out anew at each mention, so the first step brings every column that the facts look into to plain
text, once; the second reads the times in them; the third folds the rows of each person. Columns of words (states, purposes, countries) hold few different ones:
those are understood once for each different word, and joined back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from novation.disposition import words
from novation.engine.expressions import plain_sql, plain_timestamp_sql
from novation.engine.identifiers import quote_identifier, quote_text
from novation.terms import Category, Hold, Place

PLACES = list(Place)
HOLDS = list(Hold)
GIVEN, REFUSED, WITHDRAWN = 1, 2, 3  # at one instant the most restrictive wins, hence the highest code
STATES = {"given": GIVEN, "refused": REFUSED, "withdrawn": WITHDRAWN}
PURPOSES = {
    "transfer": "transfer",
    "transfer-sensitive": "sensitive",
    "guardian": "guardian",
    "marketing": "marketing",
}
"""Purpose as `words` says it → the fact it makes."""

SAID, ID_NUMBER, MOBILE, ADDRESS, ORIGIN = 500, 400, 300, 200, 100
"""Weights of what tells a place: a stated country outweighs what a number suggests, and where somebody comes from is
the weakest of hints. The place's number in `terms.Place` is added, so the greatest sum wins: whole hundreds only."""


@dataclass(frozen=True, slots=True)
class FactTable:
    """A linked table as the facts see it: columns as (name, kind, category, SQL type).

    `raised`: columns that are more sensitive than their category is by itself (notes that name illnesses).
    """

    table_id: str
    role: str
    columns: tuple[tuple[str, str, Category, str], ...]
    raised: frozenset[str] = frozenset()

    def of_kind(self, *kinds: str) -> list[tuple[str, str]]:
        return [(name, sql_type) for name, kind, _, sql_type in self.columns if kind in kinds]

    def of_category(self, category: Category) -> list[tuple[str, str]]:
        return [(name, sql_type) for name, _, c, sql_type in self.columns if c is category]


def category_bit(category: Category) -> int:
    return 1 << list(Category).index(category)


@dataclass
class _Steps:
    """The steps as they grow: named values with the lookups of words joined to the table, then the times they tell."""

    view: str
    values: dict[str, str] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)

    def plain(self, column: str) -> str:
        """The name under which a column stands as plain text."""
        return self.named(plain_sql("v." + quote_identifier(column)))

    def named(self, expression: str) -> str:
        """The name under which the first step gives a value."""
        return self.values.setdefault(expression, f"p{len(self.values)}")

    def timestamp(self, column: str, sql_type: str) -> str:
        if sql_type.startswith(("TIMESTAMP", "DATE")):
            return self.named(f"v.{quote_identifier(column)}::TIMESTAMP")
        expression = plain_timestamp_sql(self.plain(column))
        return self.times.setdefault(expression, f"t{len(self.times)}")

    def understood(self, columns: Sequence[str], code: Callable[..., str]) -> str:
        """The name of what `code` makes of the columns' words in lower case; it runs once for each different word."""
        alias = f"w{len(self.joins)}"
        raw = [f"r{i}" for i in range(len(columns))]
        distinct = ", ".join(f"{quote_identifier(c)} AS {r}" for c, r in zip(columns, raw, strict=True))
        plain = ", ".join(f"lower({plain_sql(r)}) AS l{r}" for r in raw)
        meaning = code(*(f"l{r}" for r in raw))
        same = " AND ".join(
            f"{alias}.{r} IS NOT DISTINCT FROM v.{quote_identifier(c)}"
            for c, r in zip(columns, raw, strict=True)
        )
        self.joins.append(
            f"LEFT JOIN (SELECT {', '.join(raw)}, {meaning} AS code FROM (SELECT {', '.join(raw)}, {plain} "
            f"FROM (SELECT DISTINCT {distinct} FROM {self.view}))) {alias} ON {same}"
        )
        return self.named(f"{alias}.code")


def table_sql(table: FactTable) -> str:
    """One row a subject with what this table says; NULL where it says nothing. Wants the view `place_words`."""
    view, links = quote_identifier(table.table_id), quote_identifier("links_" + table.table_id)
    steps = _Steps(view)
    times = table.of_kind("time.order", "time.last-activity")
    consents = _consents(table, steps)
    facts = {
        "place": _max(_places(table, steps)),
        "born": _max(_births(table, steps)),
        "last_at": _max([steps.timestamp(c, t) for c, t in times]),
        "ordered": "true" if table.of_kind("time.order", "key.order") else "NULL",
        "marketing": _max([*_marketing_flags(table, steps), *consents["marketing"]]),
        "transfer": _max(consents["transfer"]),
        "sensitive": _max(consents["sensitive"]),
        "guardian": _max(consents["guardian"]),
        "objected": _bool_or(_objections(table, steps)),
        "hold": _max(_holds(table, steps)),
        "customer": "true" if table.role in ("customer", "") else "NULL",
        "employee": "true" if table.role == "employee" else "NULL",
        "supplier": "true" if table.role == "supplier" else "NULL",
        "held": _held(table, steps, lambda _: True),
        "raised": _held(table, steps, table.raised.__contains__),
    }
    second = ", ".join(f"{expression} AS {name}" for name, expression in facts.items())
    first, between = (
        "".join(f", {expression} AS {name}" for expression, name in step.items())
        for step in (steps.values, steps.times)
    )
    return (
        f"(SELECT subject, {second} FROM (SELECT *{between} FROM (SELECT l.subject{first} FROM {view} v "
        f"JOIN {links} l USING (_row) {' '.join(steps.joins)} WHERE l.subject >= 0)) GROUP BY subject)"
    )


def _max(expressions: list[str]) -> str:
    if not expressions:
        return "NULL"
    return f"max({expressions[0]})" if len(expressions) == 1 else f"max(greatest({', '.join(expressions)}))"


def _bool_or(expressions: list[str]) -> str:
    return f"bool_or({' OR '.join(expressions)})" if expressions else "NULL"


def _places(table: FactTable, steps: _Steps) -> list[str]:
    found = []
    region = [name for name, _ in table.of_kind("place.region")[:1]]
    for country, _ in table.of_kind("place.country"):
        found.append(steps.understood([country, *region], _stated))
    for column, _ in table.of_kind("person.nationality"):
        found.append(steps.understood([column], lambda word: f"{ORIGIN} + {_known(word)}"))
    cn = PLACES.index(Place.CN)
    for column, _ in table.of_kind("cn.resident-id"):
        shape = f"regexp_full_match({steps.plain(column)}, '\\d{{17}}[\\dXx]')"
        found.append(f"CASE WHEN {shape} THEN {ID_NUMBER + cn} END")
    for column, _ in table.of_kind("cn.mobile"):
        plain = steps.plain(column)
        bare = f"regexp_replace({plain}, '[\\s\\-]', '', 'g')"
        shape = "(\\+?86|0086)?1[3-9]\\d{9}"
        mobile = f"regexp_full_match({plain}, '{shape}') OR regexp_full_match({bare}, '{shape}')"
        found.append(f"CASE WHEN {mobile} THEN {MOBILE + cn} END")
    for column, _ in table.of_kind("place.address"):
        shape = "(省|自治区|市).*(区|县|路|街|镇|村)"
        found.append(f"CASE WHEN regexp_matches({steps.plain(column)}, '{shape}') THEN {ADDRESS + cn} END")
    return found


def _known(word: str) -> str:
    return f"(SELECT max(w.place) FROM place_words w WHERE w.word = {word})"


def _stated(country: str, region: str | None = None) -> str:
    """A stated country, `other` where nobody knows the word; California where the country is the United States."""
    us, california = PLACES.index(Place.US), PLACES.index(Place.US_CA)
    elsewhere = f"CASE WHEN nullif({country}, '') IS NOT NULL THEN {PLACES.index(Place.OTHER)} END"
    place = f"coalesce({_known(country)}, {elsewhere})"
    if region:
        known = ", ".join(map(quote_text, words.CALIFORNIA))
        place = f"CASE WHEN {place} = {us} AND {region} IN ({known}) THEN {california} ELSE {place} END"
    return f"{SAID} + {place}"


def _births(table: FactTable, steps: _Steps) -> list[str]:
    found = [steps.timestamp(c, t) for c, t in table.of_kind("person.birth-date")]
    for column, _ in table.of_kind("cn.resident-id"):
        found.append(f"try_strptime(nullif(substr({steps.plain(column)}, 7, 8), ''), '%Y%m%d')")
    return found


def _marketing_flags(table: FactTable, steps: _Steps) -> list[str]:
    """Flags carry no time, so any dated consent event outweighs them: packed with time zero."""

    def code(word: str) -> str:
        return (
            f"CASE WHEN {words.matches_sql(word, words.OPTED_OUT)} THEN {WITHDRAWN} "
            f"WHEN {words.matches_sql(word, words.OPTED_IN)} THEN {GIVEN} END"
        )

    return [steps.understood([column], code) for column, _ in table.of_kind("marketing.state")]


def _consents(table: FactTable, steps: _Steps) -> dict[str, list[str]]:
    """Latest wins by one max over epoch * 4 + state (measured: cheaper than arg_max)."""
    found: dict[str, list[str]] = {fact: [] for fact in PURPOSES.values()}
    states, purposes, times = (table.of_kind(k) for k in ("consent.state", "consent.purpose", "consent.at"))
    if not states or not purposes:
        return found
    numbers = {purpose: n for n, purpose in enumerate(PURPOSES)}

    def code(purpose: str, state: str) -> str:
        said = words.case_sql(purpose, [(p, str(numbers[w])) for p, w in words.CONSENT_PURPOSES])
        given = words.case_sql(state, [(p, str(STATES[w])) for p, w in words.CONSENT_STATES])
        return f"({said}) * 4 + ({given})"

    event = steps.understood([purposes[0][0], states[0][0]], code)
    at = f"coalesce(epoch({steps.timestamp(*times[0])})::BIGINT, 0)" if times else "0"
    for purpose, fact in PURPOSES.items():
        found[fact].append(f"CASE WHEN {event} // 4 = {numbers[purpose]} THEN {at} * 4 + {event} % 4 END")
    return found


def _objections(table: FactTable, steps: _Steps) -> list[str]:
    def code(word: str) -> str:
        return f"({word} <> '' AND NOT {words.matches_sql(word, words.NO_OBJECTION)})"

    return [steps.understood([column], code) for column, _ in table.of_kind("objection.state")]


def _holds(table: FactTable, steps: _Steps) -> list[str]:
    patterns = [(p, "NULL" if h is None else str(HOLDS.index(h))) for p, h in words.HOLDS]
    return [
        steps.understood([column], lambda word: words.case_sql(word, patterns))
        for column, _ in table.of_kind("hold.state")
    ]


def _held(table: FactTable, steps: _Steps, counts: Callable[[str], bool]) -> str:
    """Bits of the categories of which this table really holds a value about the subject, in columns that count."""
    bits = []
    for category in Category:
        columns = [(name, kind) for name, kind in table.of_category(category) if counts(name)]
        if category is Category.NONE or not columns:
            continue
        filled = " OR ".join(
            f"v.{quote_identifier(c)} <> ''" if t == "VARCHAR" else f"v.{quote_identifier(c)} IS NOT NULL"
            for c, t in columns
        )
        bits.append(f"CASE WHEN {filled} THEN {category_bit(category)} ELSE 0 END")
    return f"bit_or({steps.named('(' + ' + '.join(bits) + ')::BIGINT')})" if bits else "0::BIGINT"
