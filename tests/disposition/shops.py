"""Small linked shops for the facts, and a plain-Python second opinion on what they say about each person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import pyarrow as pa

from novation.disposition import Context, FactTable, build_subjects
from novation.disposition.subject_facts import FACT_COLUMNS
from novation.engine import Engine
from novation.terms import Category, DealForm, Export, Phase, Place

CLOSING = date(2027, 1, 15)
CATEGORIES = {
    "person.name": Category.IDENTITY,
    "person.birth-date": Category.IDENTITY,
    "person.nationality": Category.IDENTITY,
    "cn.resident-id": Category.GOVERNMENT_ID,
    "cn.mobile": Category.CONTACT,
    "place.country": Category.CONTACT,
    "place.region": Category.CONTACT,
    "place.address": Category.CONTACT,
    "time.order": Category.TRANSACTION,
    "time.last-activity": Category.TRANSACTION,
    "consent.purpose": Category.MARKETING,
    "consent.state": Category.MARKETING,
    "consent.at": Category.MARKETING,
    "marketing.state": Category.MARKETING,
    "objection.state": Category.MARKETING,
    "hold.state": Category.SERVICE,
    "health": Category.HEALTH,
}
Cell = str | None


@dataclass(frozen=True)
class Given:
    """A table: the kinds of its columns, and its rows as (subject, cell, cell …)."""

    kinds: tuple[str, ...]
    rows: Sequence[tuple[int | Cell, ...]]
    role: str = "customer"
    raised: frozenset[str] = field(default_factory=frozenset)


def context(**changes: object) -> Context:
    values: dict[str, object] = {
        "deal_form": DealForm.ASSET_DEAL,
        "phase": Phase.CLOSING,
        "closing_on": CLOSING,
        "seller_place": Place.CN,
        "buyer_place": Place.CN,
        "export": Export.DOMESTIC,
    }
    return Context(**{**values, **changes})  # type: ignore[arg-type]


def people_of(
    engine: Engine, tables: Sequence[Given], deal: Context | None = None
) -> dict[int, dict[str, object]]:
    """Runs the facts; for each subject its facts, `held` and `raised` as sets of categories."""
    subjects = 1 + max((int(row[0]) for t in tables for row in t.rows), default=-1)  # type: ignore[arg-type]
    facts = staged(engine, tables)
    refs = pa.table(
        {"subject": pa.array(range(subjects), pa.int64()), "subject_ref": [f"r{n}" for n in range(subjects)]}
    )
    engine.stage("refs", refs.schema, iter(refs.to_batches()))
    people, profiles = build_subjects(engine, facts, deal or context())
    engine.register("subjects", "subjects")
    engine.register("profiles", "profiles")
    rows = engine.fetch_arrow(
        "SELECT s.subject, p.* FROM subjects s JOIN profiles p USING (profile)"
    ).to_pylist()
    counted = engine.fetch_arrow("SELECT sum(people)::BIGINT AS n, count(*) AS m FROM profiles").to_pylist()[
        0
    ]
    assert (people, profiles) == (len(rows), counted["m"])
    assert counted["n"] in (people, None)
    return {r["subject"]: {**r, "held": _set(r["held"]), "raised": _set(r["raised"])} for r in rows}


def staged(engine: Engine, tables: Sequence[Given]) -> list[FactTable]:
    """The tables as working copies, described as the facts see them."""
    return [_staged(engine, f"t{n}", one) for n, one in enumerate(tables)]


def _set(bits: int) -> set[Category]:
    return {c for n, c in enumerate(Category) if bits >> n & 1}


def _staged(engine: Engine, table_id: str, given: Given) -> FactTable:
    names = [f"c{n}" for n in range(len(given.kinds))]
    columns = {n: pa.array([row[i + 1] for row in given.rows], pa.string()) for i, n in enumerate(names)}
    rows = pa.array(range(len(given.rows)), pa.int64())
    table = pa.table({"_row": rows, **columns})
    links = pa.table({"_row": rows, "subject": pa.array([row[0] for row in given.rows], pa.int64())})
    engine.stage(f"tables/{table_id}", table.schema, iter(table.to_batches()))
    engine.stage(f"links/{table_id}", links.schema, iter(links.to_batches()))
    described = tuple(
        (n, kind, CATEGORIES.get(kind, Category.NONE), "VARCHAR")
        for n, kind in zip(names, given.kinds, strict=True)
    )
    raised = frozenset(n for n, kind in zip(names, given.kinds, strict=True) if kind in given.raised)
    return FactTable(table_id, given.role, described, raised)


# --- the second opinion: one person at a time, in plain Python -------------------------------------------------------

AGES = ((13, "under-13"), (14, "13"), (15, "14"), (16, "15"), (18, "16-17"), (121, "adult"))
YEARS = (
    (1, "under-1"), (3, "1-3"), (5, "3-5"), (6, "5-6"), (7, "6-7"), (8, "7-8"), (9, "8-9"), (10, "9-10"),
    (11, "10-11"), (30, "11-30"), (31, "30-31"),
)  # fmt: skip
COUNTRIES = {
    "中国": "cn",
    "德国": "de",
    "Deutschland": "de",
    "france": "fr",
    "USA": "us",
    "日本": "jp",
    "Narnia": "other",
}
PURPOSES = {
    "向受让方转让": "transfer",
    "转让敏感信息": "sensitive",
    "监护人同意": "guardian",
    "营销短信": "marketing",
}
STATES = {"同意": "given", "拒绝": "refused", "撤回同意": "withdrawn"}
MATTERS = {
    "争议处理中": "dispute",
    "欠款未付": "open-claim",
    "法院冻结": "legal-hold",
    "已结清": None,
    "unresolved": "dispute",
}
RANKS = ("none", "open-claim", "dispute", "legal-hold")


def oracle(tables: Sequence[Given], subject: int) -> dict[str, object]:
    """What the tables say about one subject."""
    rows = [(t, _cells(t, row)) for t in tables for row in t.rows if row[0] == subject]
    asked = {kind for t in tables for kind in t.kinds}
    dated = bool(asked & {"time.order", "time.last-activity"})
    last = max(_times(rows, "time.order", "time.last-activity"), default=None)
    ordered = any("time.order" in t.kinds for t, _ in rows)
    events = _events(rows)
    marketing = events.get("marketing") or _flag(rows)
    holds = [MATTERS[c["hold.state"]] or "none" for _, c in rows if c.get("hold.state")]
    return {
        "place": _place(rows),
        "age": _age(max(_times(rows, "person.birth-date"), default=None)),
        "activity": _activity(last, ordered) if dated else "unknown",
        "relationship": _relationship(last, ordered) if dated else "unknown",
        "marketing": {"given": "consented", "refused": "opted-out", "withdrawn": "opted-out"}.get(
            marketing, "none"
        ),
        **{purpose: events.get(purpose, "none") for purpose in ("transfer", "sensitive", "guardian")},
        "objection": "objected" if any(c.get("objection.state") == "反对转让" for _, c in rows) else "none",
        "hold": max(holds, key=RANKS.index, default="none"),
        "held": {
            CATEGORIES[kind] for _, c in rows for kind, cell in c.items() if cell and kind in CATEGORIES
        },
    }


def _cells(table: Given, row: tuple[int | Cell, ...]) -> dict[str, str]:
    return {kind: str(cell) for kind, cell in zip(table.kinds, row[1:], strict=True) if cell}


def _times(rows: Iterable[tuple[Given, Mapping[str, str]]], *kinds: str) -> list[datetime]:
    found = [c[kind] for _, c in rows for kind in kinds if kind in c]
    return [datetime.strptime(text, "%Y-%m-%d") for text in found]


def _years_over(last: datetime) -> int:
    """A year is over when its anniversary day is."""
    return CLOSING.year - last.year - ((CLOSING.month, CLOSING.day) <= (last.month, last.day))


def _whole_years(then: datetime) -> int:
    return CLOSING.year - then.year - ((CLOSING.month, CLOSING.day) < (then.month, then.day))


def _age(born: datetime | None) -> str:
    if born is None or not 0 <= _whole_years(born) <= 120:
        return "unknown"
    return next(word for limit, word in AGES if _whole_years(born) < limit)


def _activity(last: datetime | None, ordered: bool) -> str:
    if last is None:
        return "unknown" if ordered else "never"
    return next((word for limit, word in YEARS if _years_over(last) < limit), "over-31")


def _relationship(last: datetime | None, ordered: bool) -> str:
    if last is None:
        return "unknown" if ordered else "prospect"
    years = _years_over(last)
    return "active" if years < 1 else "dormant" if years < 3 else "lapsed"


def _place(rows: Sequence[tuple[Given, Mapping[str, str]]]) -> str:
    """A stated country, then an ID number, then a mobile, then an address; of two stated the later in the vocabulary."""
    order = list(Place)
    stated = [COUNTRIES[c["place.country"]] for _, c in rows if "place.country" in c]
    if stated:
        return max(stated, key=lambda p: order.index(Place(p)))
    signs = [
        c for _, c in rows
        if re.fullmatch(r"1[3-9]\d{9}", c.get("cn.mobile", "")) or re.search(r"省.*路", c.get("place.address", ""))
    ]  # fmt: skip
    return "cn" if signs else "unknown"


def _events(rows: Sequence[tuple[Given, Mapping[str, str]]]) -> dict[str, str]:
    """The latest word for each purpose; at one instant the most restrictive."""
    strict = ("given", "refused", "withdrawn")
    latest: dict[str, tuple[str, int]] = {}
    for _, c in rows:
        if "consent.purpose" in c and "consent.state" in c:
            purpose, state = PURPOSES[c["consent.purpose"]], STATES[c["consent.state"]]
            said = (c.get("consent.at", "1970-01-01"), strict.index(state))
            latest[purpose] = max(latest.get(purpose, said), said)
    return {purpose: strict[state] for purpose, (_, state) in latest.items()}


def _flag(rows: Sequence[tuple[Given, Mapping[str, str]]]) -> str:
    flags = {c["marketing.state"] for _, c in rows if "marketing.state" in c}
    return "withdrawn" if "否" in flags else "given" if "是" in flags else ""


def profile_facts(person: Mapping[str, object]) -> dict[str, str]:
    return {name: str(person[name]) for name in FACT_COLUMNS}
