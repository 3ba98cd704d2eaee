"""The certificate says what was done, what was found and what nobody looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from novation.destruction import (
    Needles,
    certificate,
    certificate_text,
    source_item,
    verify_absence,
    working_copies_item,
)
from novation.destruction.certificate import Mark
from novation.evidence import canonical

from .shop import PLAN, make, people, removal, run

MAIL = "test0001@example.com"


def made(folder, *, mails=(MAIL,), working_copies_gone=True):
    path = make("csv", folder, people(6))
    outcomes = run(folder, removal("csv", path, [1], {"phone": [2]}))
    absence = verify_absence([folder], Needles({"generic.email": list(mails)}))
    return certificate(
        plan_digest=PLAN,
        package_digest="sha256:" + "a" * 64,
        receipt_digest="sha256:" + "b" * 64,
        items=[*map(source_item, outcomes), working_copies_item("work", gone=working_copies_gone)],
        absence=absence,
        authorisations=["sha256:" + "d" * 64, "sha256:" + "c" * 64],
        begun_at=datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=8))),
        ended_at=datetime(2026, 11, 21, 4, 5, tzinfo=UTC),
    )


def test_it_is_a_tick_if_all_is_done_and_nothing_found(tmp_path):
    value = made(tmp_path)
    assert value["state"] == "tick"
    assert [(item["state"], item["rows_deleted"], item["cells_blanked"]) for item in value["items"]] == [
        ("tick", 1, 1),
        ("tick", 0, 0),
    ]
    assert value["begun_at"] == "2026-11-21T04:00:00Z"
    assert canonical.parse(canonical.encode(value)) == value


def test_a_value_still_there_makes_it_a_cross_without_telling_the_value(tmp_path):
    value = made(tmp_path, mails=("test0004@example.com",))
    assert value["state"] == "cross" and value["verification"]["state"] == "cross"
    assert "test0004" not in canonical.encode(value).decode()


def test_a_needle_too_short_makes_it_a_warning(tmp_path):
    assert made(tmp_path, mails=(MAIL, "a@b"))["state"] == "warn"


def test_a_working_copy_still_there_makes_it_a_cross(tmp_path):
    assert made(tmp_path, working_copies_gone=False)["state"] == "cross"


def test_what_nobody_looked_at_is_listed_as_unknown(tmp_path):
    unknown = made(tmp_path)["not_verified"]
    assert [(u["what"], u["state"]) for u in unknown] == [
        ("backups", "unknown"),
        ("storage-blocks", "unknown"),
        ("third-parties", "unknown"),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_text_says_items_search_and_unknowns(language, tmp_path):
    text = certificate_text(made(tmp_path), language)
    assert "members.csv" in text and PLAN in text
    assert ("未核查" if language == "zh" else "Not verified") in text
    assert "{" not in text


def test_without_a_search_it_is_a_cross(tmp_path):
    value = made(tmp_path)
    nobody_looked = certificate(
        plan_digest=value["plan_digest"],
        package_digest=value["package_digest"],
        receipt_digest=value["receipt_digest"],
        items=[],
        absence=None,
        authorisations=[],
        begun_at=datetime.now(UTC),
        ended_at=datetime.now(UTC),
    )
    assert nobody_looked["state"] == str(Mark.CROSS)
    assert "{" not in certificate_text(nobody_looked, "en")


def test_a_time_without_zone_is_refused(tmp_path):
    with pytest.raises(ValueError, match="time zone"):
        certificate(
            plan_digest=PLAN,
            package_digest=PLAN,
            receipt_digest=PLAN,
            items=[],
            absence=None,
            authorisations=[],
            begun_at=datetime(2026, 1, 1),
            ended_at=datetime.now(UTC),
        )
