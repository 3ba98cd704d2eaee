"""What is read by place says the same as the engine does, and nothing is put together from two decisions."""

from __future__ import annotations

import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from novation.disposition.due_days import Unknown
from novation.errors import NovationError
from novation.handover.choices import SCHEMA, take_choices
from novation.handover.deciding import decide_step, link, project_packs
from novation.handover.explaining import to_themselves
from novation.handover.people import People, build_index
from novation.handover.people.kept_until import Intervals, kept_until
from novation.handover.people.verdicts import Verdicts
from novation.handover.project import Project
from novation.handover.sweeping import sweep
from novation.portal.outlook import outlook
from novation.terms import SellerCopy

KEPT = (SellerCopy.KEEP, SellerCopy.RETAIN_RESTRICTED)


@pytest.fixture
def own(shop: Project, tmp_path: Path) -> Project:
    """A copy that a test may change."""
    shutil.copytree(shop.folder, tmp_path / "shop")
    return Project(tmp_path / "shop")


def test_verdicts_by_place_are_those_of_the_engine_for_everybody(
    british_shop: Project, shop: Project
) -> None:
    for project in (british_shop, shop):
        with People(project) as people, Verdicts(project) as verdicts:
            for number in range(1, 8):
                (person,) = people.find("key.customer", f"M0000{number}")
                assert verdicts.of(person) == to_themselves(project, person.reference)


def test_while_a_decision_is_written_what_was_opened_before_still_answers_and_nothing_new_is_opened(
    own: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with People(own) as people, Verdicts(own) as before:
        (person,) = people.find("key.customer", "M00002")
        told = before.of(person)

        def broken(*_: object, **__: object) -> None:
            raise RuntimeError("the power went")

        monkeypatch.setattr("novation.handover.deciding._decide", broken)
        with pytest.raises(RuntimeError):
            decide_step(own)
        monkeypatch.undo()
        assert before.of(person) == told
        with pytest.raises(NovationError, match=r"project\.busy"):
            Verdicts(own)
        with pytest.raises(NovationError, match=r"project\.busy"):
            to_themselves(own, person.reference)
        decide_step(own)
        with Verdicts(own) as again:
            assert again.of(person) == told


def test_numbers_of_another_linking_are_nobody(own: Project) -> None:
    with Verdicts(own) as verdicts:
        members = own.folder / "exports" / "members.csv"
        assert members.is_file()
        link(own)
        build_index(own)
        with People(own) as people:
            (person,) = people.find("key.customer", "M00002")
        stranger = type(person)(person.subject, "a" * 16)
        assert verdicts.of(stranger) is None


def test_until_when_somebody_is_kept_is_what_the_sweep_counts(own: Project, tmp_path: Path) -> None:
    refs = tmp_path / "due.csv"
    _everybody_refuses(own)
    sweep(own, by=date(2200, 1, 1), refs=refs)
    with refs.open(encoding="utf-8") as file:
        swept = {
            (row["subject_ref"], row["category"]): (row["due_on"], row["entry"])
            for row in csv.DictReader(file)
        }
    intervals = Intervals(own, project_packs(own), date.today())
    found = {}
    with People(own) as people:
        for number in range(1, 8):
            (person,) = people.find("key.customer", f"M0000{number}")
            last_on = people.last_on(people.record(person))
            for one in outlook(to_themselves(own, person.reference)).prospects:
                if one.seller_copy in KEPT:
                    until = kept_until(
                        intervals,
                        one.category,
                        one.place,
                        one.seller_copy,
                        one.hold,
                        one.activity,
                        last_on,
                    )
                    assert (until.day is None) == (until.why is not None)
                    if until.day and until.entry:
                        found[person.reference, str(one.category)] = (
                            until.day.isoformat(),
                            until.entry.id,
                        )
    assert swept and found == swept


def _everybody_refuses(project: Project) -> None:
    """Then what the law wants kept is kept for that alone."""
    with People(project) as people:
        who = sorted(people.find("key.customer", f"M0000{n}")[0].reference for n in range(1, 8))
    columns = [who, ["transfer"] * 7, ["refused"] * 7, ["none"] * 7, [datetime.now(UTC)] * 7]
    batch = pa.record_batch(
        [pa.array(c, f.type) for c, f in zip(columns, SCHEMA, strict=True)], schema=SCHEMA
    )
    take_choices(project, [batch], 1)
    decide_step(project)


def test_without_a_transaction_or_with_a_claim_no_day_is_named(british_shop: Project) -> None:
    with People(british_shop) as people:
        (person,) = people.find("key.customer", "M00006")
        assert people.last_on(people.record(person)) is None
        (other,) = people.find("key.customer", "M00001")
        assert people.last_on(people.record(other)) == date(2026, 9, 15)
    assert {one.value for one in Unknown} == {
        *("hold", "no-date", "relation-end", "collection", "consent", "event", "no-number")
    }
