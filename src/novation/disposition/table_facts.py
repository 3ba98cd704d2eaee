"""What one linked table says about each person, worked out in SQL in three steps.

SQL works a value out anew at each mention, so the first step brings every column that the facts look into to plain
text, once; the second reads the times in them; the third gives the facts, each as a number of which the greatest counts
(or, in `marks`, as bits that add up), so any number of rows of a person folds into one. Columns of words (states,
purposes, countries) hold few different ones: those are understood once for each different word, and joined back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from novation.disposition import words
from novation.engine.expressions import plain_sql, plain_timestamp_sql
from novation.engine.identifiers import quote_identifier, quote_text
from novation.engine.sources.naming import deduplicate
from novation.terms import Category, Hold, Place, Sensitivity

PLACES = list(Place)
HOLDS = list(Hold)
GIVEN, REFUSED, WITHDRAWN = 1, 2, 3  # at one instant the most restrictive wins, hence the highest code
HELD = tuple(c for c in Category if c is not Category.NONE)
RAISABLE = tuple(c for c in HELD if c.sensitivity is not Sensitivity.SENSITIVE)
"""Categories of which a column can be more sensitive than the category is by itself."""

SEEN, ORDERED, OBJECTED, CUSTOMER, EMPLOYEE, SUPPLIER = (1 << bit for bit in range(6))
HELD_AT, RAISED_AT = 6, 6 + len(HELD)
"""Where the categories begin in `marks`: flags, then what is held, then what is raised."""

COLUMNS = ("place", "born", "last_at", "marketing", "transfer", "sensitive", "guardian", "hold")
"""What a table says of a person, the greatest of all rows; beside them `marks`, whose bits add up."""

TYPES = {"place": "INTEGER", "born": "TIMESTAMP", "last_at": "TIMESTAMP", "hold": "INTEGER"}
"""Of COLUMNS and `marks`; the others are BIGINT."""

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


_BITS = {category: 1 << number for number, category in enumerate(Category)}


def category_bit(category: Category) -> int:
    return _BITS[category]


@dataclass(frozen=True)
class Lookup:
    """What the words of some columns mean: `distinct` is the SQL of the different ones, as `r0`, `r1` …

    A row's meaning is `code` of the table `name`, joined by `join`, or where there are few words one CASE (`case_sql`).
    """

    name: str
    code: str
    join: str
    columns: tuple[str, ...]
    distinct: str
    _meaning: str

    def case_sql(self, rows: Sequence[Mapping[str, object]]) -> str:
        """The meanings as one CASE of texts: no engine can join that the wrong way round."""
        return _case_sql(self.columns, [(*row.values(),) for row in rows])

    def meaning(self, source: str) -> str:
        return f"{self._meaning}{source})"


def _case_sql(columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> str:
    """Rows are the words, column by column, and the code; nested, so that a word is compared once for all rows with it."""
    if not columns:
        return "NULL" if rows[0][0] is None else str(rows[0][0]).lower()
    column = f"v.{quote_identifier(columns[0])}"
    by_word: dict[object, list[tuple[object, ...]]] = {}
    for row in rows:
        by_word.setdefault(row[0], []).append(row[1:])
    whens = " ".join(
        f"WHEN {column} IS NULL THEN {_case_sql(columns[1:], rest)}"
        if word is None
        else f"WHEN {column} = {quote_text(str(word))} THEN {_case_sql(columns[1:], rest)}"
        for word, rest in by_word.items()
    )
    return f"CASE {whens} END" if whens else "NULL"


@dataclass
class _Steps:
    """The steps as they grow: named values with the lookups of words joined to the table, then the times they tell."""

    table: str
    values: dict[str, str] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    lookups: list[Lookup] = field(default_factory=list)

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
        alias = f"w{len(self.lookups)}"
        raw = [f"r{i}" for i in range(len(columns))]
        distinct = ", ".join(f"{quote_identifier(c)} AS {r}" for c, r in zip(columns, raw, strict=True))
        plain = ", ".join(f"lower({plain_sql(r)}) AS l{r}" for r in raw)
        meaning = code(*(f"l{r}" for r in raw))
        same = " AND ".join(
            f"{alias}.{r} IS NOT DISTINCT FROM v.{quote_identifier(c)}"
            for c, r in zip(columns, raw, strict=True)
        )
        name = f"{alias}_{self.table}"
        self.lookups.append(
            Lookup(
                name,
                f"{alias}.code",
                f"LEFT JOIN {quote_identifier(name)} {alias} ON {same}",
                tuple(columns),
                f"(SELECT DISTINCT {distinct} FROM {quote_identifier(self.table)})",
                f"SELECT {', '.join(raw)}, {meaning} AS code FROM (SELECT {', '.join(raw)}, {plain} FROM ",
            )
        )
        return self.named(f"{alias}.code")


@dataclass(frozen=True)
class TableQuery:
    """`lookups` are what its words mean, to be made first; `columns` the ones it reads.

    `subject`: the name under which a source gives the subject, which no column of the table has.
    """

    lookups: tuple[Lookup, ...]
    columns: tuple[str, ...]
    subject: str
    _values: dict[str, str]
    _times: str
    _facts: dict[str, str]
    _marks: str

    def told(self, cases: Mapping[str, str]) -> TableQuery:
        """The same with the meanings of some lookups (by name) told in place instead of joined."""
        by_code = {one.code: cases[one.name] for one in self.lookups if one.name in cases}
        values = {by_code.get(expression, expression): name for expression, name in self._values.items()}
        if len(values) < len(self._values):  # two lookups that mean the same: told apart by their names only
            return self
        left = tuple(one for one in self.lookups if one.name not in cases)
        return replace(self, lookups=left, _values=values)

    def rows(self, source: str) -> str:
        """One row a row of `source` (`columns` and the subject): `subject`, COLUMNS, `marks`."""
        facts = ", ".join(f"({self._facts[name]})::{TYPES.get(name, 'BIGINT')} AS {name}" for name in COLUMNS)
        values = "".join(f", {expression} AS {name}" for expression, name in self._values.items())
        joins = " ".join(one.join for one in self.lookups)
        subject = f"v.{quote_identifier(self.subject)}"
        return (
            f"SELECT subject, {facts}, ({self._marks})::BIGINT AS marks FROM (SELECT *{self._times} FROM "
            f"(SELECT {subject} AS subject{values} FROM {source} v {joins} WHERE {subject} >= 0))"
        )

    def within(self, source: str, first: int, end: int | None) -> str:
        """A source cut down to the rows about the subjects from `first` to before `end` (None: to the last)."""
        subject = quote_identifier(self.subject)
        above = "" if end is None else f" AND {subject} < {end:d}"
        return f"(SELECT * FROM {source} WHERE {subject} >= {first:d}{above})"

    def folded(self, source: str) -> str:
        """The same with one row a subject."""
        return fold_sql(self.rows(source), self.said)

    @property
    def said(self) -> list[str]:
        """The facts that this table says anything about."""
        return [name for name in COLUMNS if self._facts[name] != "NULL"]


def fold_sql(rows: str, said: Sequence[str] = COLUMNS) -> str:
    """Folds rows of the form that `TableQuery.rows` gives; `said` are the columns in which anything stands."""
    facts = ", ".join(
        f"max({name}) AS {name}" if name in said else f"NULL::{TYPES.get(name, 'BIGINT')} AS {name}"
        for name in COLUMNS
    )
    return f"SELECT subject, {facts}, bit_or(marks) AS marks FROM ({rows}) GROUP BY subject"


def table_query(table: FactTable) -> TableQuery:
    """What this table says of its people; NULL where it says nothing. Its lookups want the view `place_words`."""
    steps = _Steps(table.table_id)
    times = table.of_kind("time.order", "time.last-activity")
    consents = _consents(table, steps)
    facts = {
        "place": _greatest(_places(table, steps)),
        "born": _greatest(_births(table, steps)),
        "last_at": _greatest([steps.timestamp(c, t) for c, t in times]),
        "marketing": _greatest([*_marketing_flags(table, steps), *consents["marketing"]]),
        "transfer": _greatest(consents["transfer"]),
        "sensitive": _greatest(consents["sensitive"]),
        "guardian": _greatest(consents["guardian"]),
        "hold": _greatest(_holds(table, steps)),
    }
    marks = _marks(table, steps)
    between = "".join(f", {expression} AS {name}" for expression, name in steps.times.items())
    asked = [*steps.values, *(lookup.join for lookup in steps.lookups)]
    names = [name for name, *_ in table.columns]
    columns = tuple(name for name in names if any(f"v.{quote_identifier(name)}" in sql for sql in asked))
    subject = deduplicate(["subject"], names)[0]
    return TableQuery(tuple(steps.lookups), columns, subject, dict(steps.values), between, facts, marks)


def _marks(table: FactTable, steps: _Steps) -> str:
    """The flags that every row of the table sets, whether it objects, and the bits of what it holds."""
    is_order = bool(table.of_kind("time.order", "key.order"))
    role = {"customer": CUSTOMER, "": CUSTOMER, "employee": EMPLOYEE, "supplier": SUPPLIER}.get(table.role, 0)
    parts = [str(SEEN + role + (ORDERED if is_order else 0))]
    objections = _objections(table, steps)
    if objections:
        parts.append(f"CASE WHEN {' OR '.join(objections)} THEN {OBJECTED} ELSE 0 END")
    parts += _held(table, steps, HELD, HELD_AT, lambda _: True)
    parts += _held(table, steps, RAISABLE, RAISED_AT, table.raised.__contains__)
    return " + ".join(parts)


def _greatest(expressions: list[str]) -> str:
    if not expressions:
        return "NULL"
    return expressions[0] if len(expressions) == 1 else f"greatest({', '.join(expressions)})"


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
        found.append(
            steps.named(f"CASE WHEN {_is_mobile('v.' + quote_identifier(column))} THEN {MOBILE + cn} END")
        )
    for column, _ in table.of_kind("place.address"):
        shape = "(省|自治区|市).*(区|县|路|街|镇|村)"
        found.append(f"CASE WHEN regexp_matches({steps.plain(column)}, '{shape}') THEN {ADDRESS + cn} END")
    return found


def _is_mobile(column: str) -> str:
    """Most are written plainly; only what isn't is brought to plain form (a CASE works out no branch in vain)."""
    shape = "(\\+?86|0086)?1[3-9]\\d{9}"
    plain = plain_sql(column)
    bare = f"regexp_replace({plain}, '[\\s\\-]', '', 'g')"
    return (
        f"CASE WHEN regexp_full_match({column}::VARCHAR, '{shape}') THEN true "
        f"ELSE regexp_full_match({plain}, '{shape}') OR regexp_full_match({bare}, '{shape}') END"
    )


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


def _held(
    table: FactTable, steps: _Steps, among: Sequence[Category], first_bit: int, counts: Callable[[str], bool]
) -> list[str]:
    """Bits of the categories of which this row really holds a value about the subject, in columns that count."""
    bits = []
    for bit, category in enumerate(among, first_bit):
        columns = [(name, kind) for name, kind in table.of_category(category) if counts(name)]
        if not columns:
            continue
        filled = " OR ".join(
            f"v.{quote_identifier(c)} <> ''" if t == "VARCHAR" else f"v.{quote_identifier(c)} IS NOT NULL"
            for c, t in columns
        )
        bits.append(f"CASE WHEN {filled} THEN {1 << bit} ELSE 0 END")
    return [steps.named("(" + " + ".join(bits) + ")::BIGINT")] if bits else []
