"""People planted in the shop: who must pass passes, who must not is nowhere, and nobody stands in what can be read."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from .search import cells, found_in, patterns
from .story import Story

Person = dict[str, Any]


def tokens(person: Person, *categories: str) -> list[str]:
    """What to look for: values that are somebody's, long enough not to be met by chance."""
    kinds = categories or tuple(person["tokens"])
    return [t for kind in kinds for t in person["tokens"].get(kind, []) if len(t) >= 4 or kind == "identity"]


def expecting(story: Story, **wanted: object) -> list[Person]:
    return [p for p in story.truth["planted"] if all(p["expect"].get(k) == v for k, v in wanted.items())]


@cache
def opened(root: Path) -> dict[str, str]:
    """The text of every opened part, by its path; indexes hold digests only."""
    folder = next((root / "moments" / "receipted" / "quarantine").iterdir())
    return {name: text for name, text in cells(folder).items() if not name.startswith("index/")}


@cache
def everybody(root: Path) -> tuple[str, ...]:
    """Telephone numbers, addresses of mail and ID numbers of every member, and all tokens of the planted."""
    story = Story(root)
    found = {t for p in story.truth["planted"] for t in tokens(p)}
    with (story.at("opened") / "exports" / "会员导出_20261101.csv").open(
        encoding="gb18030", newline=""
    ) as file:
        next(file)
        for row in csv.DictReader(file):
            for value in row.values():
                value = (value or "").strip()
                if "@" in value or (
                    len(value) >= 11 and sum(c.isdigit() for c in value) >= 10 and ":" not in value
                ):
                    found.add(value)
    return tuple(sorted(found))


def test_those_who_must_pass_are_in_the_opened_package(story: Story) -> None:
    people = expecting(story, in_package=True)
    assert len(people) > 5
    everything = "\n".join(opened(story.root).values())
    for person in people:
        assert any(t in everything for t in tokens(person, "identity", "contact")), person["situation"]


def test_those_who_must_not_pass_are_nowhere_in_the_opened_package(story: Story) -> None:
    people = expecting(story, in_package=False)
    assert len(people) > 15
    for person in people:
        for token in tokens(person):
            where = [name for name, text in opened(story.root).items() if token in text]
            assert not where, (person["situation"], token, where)


def test_a_category_that_must_not_pass_is_not_in_any_part_of_that_person(story: Story) -> None:
    people = [p for p in story.truth["planted"] if p["expect"].get("absent")]
    assert people
    for person in people:
        for token in tokens(person, *person["expect"]["absent"]):
            where = [name for name, text in opened(story.root).items() if token in text]
            assert not where, (person["situation"], token, where)


def test_bystanders_of_other_people_s_notes_do_not_pass(story: Story) -> None:
    for bystander in story.truth["bystanders"]:
        for value in bystander.values():
            where = [name for name, text in opened(story.root).items() if value in text]
            assert not where, where


def test_nobody_stands_in_any_readable_byte_of_the_package(story: Story) -> None:
    assert not found_in(story.package, everybody(story.root))


@pytest.mark.parametrize("moment", ["planned", "authorised", "sealed", "accepted", "destroyed"])
def test_nobody_stands_in_the_seller_s_records(story: Story, moment: str) -> None:
    assert not found_in(story.at(moment) / "records", everybody(story.root))


def test_nobody_stands_in_the_buyer_s_records(story: Story) -> None:
    assert not found_in(story.at("receipted") / "records", everybody(story.root))


@pytest.mark.parametrize("moment", ["planned", "sealed"])
def test_nobody_stands_in_a_readable_byte_of_the_working_copies(story: Story, moment: str) -> None:
    assert not found_in(story.at(moment) / "work", everybody(story.root))


def test_no_command_prints_anybody(story: Story) -> None:
    for ran in story.ran:
        printed = (ran.out + ran.err).encode()
        for token, forms in patterns(everybody(story.root)).items():
            assert not any(form in printed for form in forms), (ran.arguments[0], token)


def test_evidence_shows_masked_samples(story: Story) -> None:
    scan = next(r for r in story.ran if r.arguments[0] == "scan" and "--json" in r.arguments).value
    samples = [
        e["en"]
        for t in scan["tables"]
        for c in t["columns"]
        if c["kind"] == "cn.mobile"
        for e in c["evidence"]
    ]
    assert any("*" in s or "•" in s or "…" in s for s in samples), samples


def test_those_who_had_to_go_are_nowhere_at_the_seller(story: Story) -> None:
    people = expecting(story, seller_copy="destroy")
    assert people
    for person in people:
        before = found_in(story.at("opened") / "exports", tokens(person, "identity", "contact"))
        assert before, person["situation"]
        after = found_in(story.at("destroyed"), tokens(person))
        # Registers of consents and objections keep what was said, under a number that names nobody any more.
        kept = {place for token in tokens(person, "account") for place in after.pop(token, [])}
        assert not after, (person["situation"], after)
        assert kept <= {"exports/同意记录.csv", "exports/异议登记.csv"}, (person["situation"], kept)


def test_those_of_whom_something_is_kept_are_still_there(story: Story) -> None:
    for person in expecting(story, seller_copy="kept"):
        assert found_in(story.at("destroyed") / "exports", tokens(person)), person["situation"]


def test_no_working_copy_can_be_read_after_the_destruction(story: Story) -> None:
    work = story.at("destroyed") / "work"
    assert not (work / "key").exists()
    assert not list(work.rglob("*.parquet"))


def test_the_package_holds_no_more_people_than_the_plan_says(story: Story) -> None:
    folder = next((story.at("receipted") / "quarantine").iterdir())
    refs = set(pq.read_table(folder / "register" / "subjects.parquet")["subject_ref"].to_pylist())
    used = {
        ref
        for path in folder.glob("*/*.parquet")
        if path.parent.name not in ("index", "register", "none")
        for ref in pq.read_table(path, columns=["subject_ref"])["subject_ref"].to_pylist()
    }
    assert used <= refs
