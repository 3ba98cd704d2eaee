"""Who is to get a notice: the people of the classes whose verdicts ask for it, counted exactly, by place and class."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from novation.disposition.deciding import whole_class
from novation.engine import Engine
from novation.engine.expressions import one
from novation.engine.identifiers import quote_text
from novation.errors.notices import NOT_ASKED
from novation.handover.measuring import DECISIONS_RECORD
from novation.handover.notices.suppressed import register_not_contacted
from novation.handover.notices.words import WhyNone
from novation.handover.project import Project
from novation.law.entries import NoticeContent
from novation.law.notices_owed import Asked, fits, names_list
from novation.law.packset import Packs
from novation.terms import DealForm, Place

ClassRecord = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Group:
    """So many people of a place whose class asks for the notice; a person of several classes is in each of them."""

    place: Place
    class_id: str
    people: int


@dataclass(frozen=True, slots=True)
class Audience:
    """Of all people: who is asked for (each once), by place and by class, and why the others get none."""

    content: str
    everybody: int
    people: int
    by_place: Mapping[Place, int]
    groups: tuple[Group, ...]
    none: Mapping[WhyNone, int]


def content_of(packs: Packs, content: str) -> NoticeContent:
    """The checklist by its full id; raises `notices.not-asked`."""
    found = next((c for pack in packs for c in pack.notices if c.id == content), None)
    if found is None:
        raise NOT_ASKED.error(content=content[:80])
    return found


def classes_of(project: Project) -> list[ClassRecord]:
    """The whole classes of the last decision."""
    decisions = project.read_record(DECISIONS_RECORD, "decide")
    return [whole_class(decisions, entry) for entry in decisions["classes"]]


def asking(packs: Packs, content: NoticeContent, classes: Sequence[ClassRecord]) -> list[ClassRecord]:
    """The classes that call for it: by a rule that names it, else by the facts it is written for.

    Where a class has several values of a fact and only one of them calls for the notice, the whole class gets it:
    telling somebody too much is no breach.
    """
    by_rule = [one for one in classes if any(names_list(packs, asked, content) for asked in _asked(one))]
    if by_rule:
        return by_rule
    return [one for one in classes if _under(packs, content, one) and fits(content.when, one)]


def _asked(entry: ClassRecord) -> Iterator[Asked]:
    for due in entry["notices"]:
        yield Asked(
            due["law"], due["rule"], due["content"], due["window_days"], due["calendar"], due["place"], 0
        )


def _under(packs: Packs, content: NoticeContent, entry: ClassRecord) -> bool:
    """Whether the law of the notice, or one that extends it, said anything about the class."""
    laws = {answer["law"] for answer in entry["answers"]}
    return any(law in packs and content.law in packs.closure(law) for law in laws)


def people_sql(classes: Sequence[ClassRecord], places: Sequence[Place] = ()) -> str:
    """SQL of `subject, subject_ref, profile, place` of everybody in the classes, each once; in these places, if any."""
    numbers = ", ".join(str(int(entry["number"])) for entry in classes) or "-1"
    among = f"AND p.place IN ({', '.join(quote_text(str(one)) for one in places)})" if places else ""
    return (
        "SELECT s.subject, s.subject_ref, s.profile, p.place FROM subjects s JOIN profiles p USING (profile) "
        f"WHERE s.profile IN (SELECT profile FROM verdicts WHERE class IN ({numbers})) {among} "
        "AND NOT EXISTS (SELECT 1 FROM not_contacted n WHERE n.subject_ref = s.subject_ref)"
    )


def register(engine: Engine) -> None:
    """The views that questions rest on; `not_contacted`: whoever is on the list that came with the data."""
    for name in ("subjects", "profiles", "verdicts"):
        engine.register(name, name)
    register_not_contacted(engine)
    engine.execute(
        "CREATE OR REPLACE TABLE reachable AS SELECT p.profile, p.place, p.people - coalesce(n.people, 0) AS people, "
        "coalesce(n.people, 0) AS apart FROM profiles p LEFT JOIN (SELECT s.profile, count(*) AS people FROM subjects s "
        "JOIN not_contacted USING (subject_ref) GROUP BY s.profile) n USING (profile)"
    )


def audience(project: Project, packs: Packs, content: str) -> Audience:
    """Counts in SQL over profiles, of which there are thousands; no row of a customer is read for it."""
    classes = classes_of(project)
    owed = asking(packs, content_of(packs, content), classes)
    with project.engine() as engine:
        register(engine)
        everybody = int(one(engine.fetch_arrow("SELECT coalesce(sum(people), 0) FROM profiles"))[0])
        groups = tuple(_groups(engine, owed))
        by_place = _by_place(engine, owed)
        apart = _apart(engine, owed)
    people = sum(by_place.values())
    share = project.settings().deal_form is DealForm.SHARE_DEAL
    why = WhyNone.SHARE_DEAL if share else WhyNone.NOT_OWED
    none = {why: everybody - people - apart} if everybody > people + apart else {}
    if apart:
        none[WhyNone.SUPPRESSED] = apart
    return Audience(content, everybody, people, by_place, groups, none)


def _groups(engine: Engine, owed: Sequence[ClassRecord]) -> Iterator[Group]:
    ids = {int(entry["number"]): str(entry["id"]) for entry in owed}
    numbers = ", ".join(map(str, ids)) or "-1"
    rows = engine.fetch_arrow(
        "SELECT p.place, v.class, sum(p.people)::BIGINT AS people FROM (SELECT DISTINCT profile, class FROM verdicts "
        f"WHERE class IN ({numbers})) v JOIN reachable p USING (profile) GROUP BY ALL ORDER BY 1, 2"
    )
    for row in rows.to_pylist():
        yield Group(Place(row["place"]), ids[row["class"]], row["people"])


def _by_place(engine: Engine, owed: Sequence[ClassRecord]) -> dict[Place, int]:
    numbers = ", ".join(str(int(entry["number"])) for entry in owed) or "-1"
    rows = engine.fetch_arrow(
        "SELECT place, sum(people)::BIGINT AS people FROM reachable WHERE profile IN "
        f"(SELECT profile FROM verdicts WHERE class IN ({numbers})) GROUP BY place ORDER BY place"
    )
    return {Place(row["place"]): row["people"] for row in rows.to_pylist()}


def _apart(engine: Engine, owed: Sequence[ClassRecord]) -> int:
    """People whose class asks for the notice and who must not be contacted."""
    numbers = ", ".join(str(int(entry["number"])) for entry in owed) or "-1"
    query = (
        "SELECT coalesce(sum(apart), 0)::BIGINT FROM reachable WHERE profile IN "
        f"(SELECT profile FROM verdicts WHERE class IN ({numbers}))"
    )
    return int(one(engine.fetch_arrow(query))[0])
