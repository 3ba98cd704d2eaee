"""One person among all: found by what they know of themselves, shown whole, and nobody else."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import duckdb
import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from tests.handover.story import novation

from novation.engine import Engine
from novation.errors import NovationError
from novation.handover.people import INDEX_RECORD, People, Why, build_index, show
from novation.handover.people.finding import AS_MANY
from novation.handover.people.references import References
from novation.handover.people.tags import Tagger
from novation.handover.project import Project

MEMBERS = """会员号,姓名,手机,邮箱,地区
1001,沈青禾,13800138001,Shen@example.com,中国
1002,顾南乔,138 0013 8002,gu@example.com,中国
1003,陆时雨,13800138003,,中国
"""
ORDERS = """订单号,会员号,金额,下单时间
A1,1001,20.00,2026-01-03
A2,1002,31.50,2026-02-03
A3,1001,7.25,2026-03-03
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("people")
    exports = root / "exports"
    exports.mkdir()
    (exports / "members.csv").write_text(MEMBERS, "utf-8")
    (exports / "orders.csv").write_text(ORDERS, "utf-8")
    folder = root / "project"
    assert novation("init", exports, "-p", folder, "--deal", "asset-deal", "--case", "NV-2026-0001", "--seller", "甲店",
                    "--seller-place", "cn", "--buyer", "乙店", "--buyer-place", "cn", "--closing-on", "2027-01-15").status == 0  # fmt: skip
    for step in ("scan", "link"):
        assert novation(step, "-p", folder).status == 0
    held = Project(folder)
    build_index(held)
    return held


def test_a_person_is_found_however_the_contact_is_written(project: Project) -> None:
    with People(project) as people:
        (by_mail,) = people.find("generic.email", " SHEN@EXAMPLE.COM ")
        (by_phone,) = people.find("cn.mobile", "+86 138-0013-8001")
        (by_number,) = people.find("key.customer", "1001")
        assert by_mail == by_phone == by_number == people.named(by_mail.reference)
        assert people.find("cn.mobile", "13800138002") != [by_mail]


@pytest.mark.parametrize(
    "value", ["", "nobody@example.com", "'; drop table x", "13900000000", "\x00", "１３８"]
)
def test_nobody_is_found_by_what_nobody_has(project: Project, value: str) -> None:
    with People(project) as people:
        assert people.find("generic.email", value) == people.find("cn.mobile", value) == []


def test_the_record_holds_every_row_about_the_person_and_no_other(project: Project) -> None:
    with People(project) as people:
        (person,) = people.find("generic.email", "shen@example.com")
        tables = {table.name: table.rows for table in people.record(person)}
        assert sorted(str(row["订单号"]) for rows in tables.values() for row in rows if "订单号" in row) == [
            "A1",
            "A3",
        ]
        assert "顾南乔" not in str(tables) and "沈青禾" in str(tables)


def test_an_index_older_than_the_links_is_refused(project: Project) -> None:
    assert novation("link", "-p", project.folder).status == 0
    with pytest.raises(NovationError, match="people.index-stale"):
        People(project)
    build_index(project)
    with People(project) as people:
        assert len(people.find("key.customer", "1003")) == 1


def test_the_index_holds_no_contact_in_plain(project: Project) -> None:
    files = [path for path in (project.work / "people").rglob("*") if path.is_file()]
    assert files and not any(
        b"13800138001" in path.read_bytes() or b"shen@" in path.read_bytes() for path in files
    )
    assert "shen" not in (project.records / INDEX_RECORD).read_text().lower()


def test_the_tag_is_the_hmac_that_its_page_says(tmp_path: Path) -> None:
    key = bytes(range(32))
    derived = HKDF(SHA256(), 32, None, b"novation people index v1").derive(key)
    expected = hmac.new(derived, b"phone:13800138001", hashlib.sha256).hexdigest()
    found = duckdb.connect().execute(f"SELECT {Tagger(key).sql('$1')}", ["phone:13800138001"]).fetchone()
    assert found == (expected,)


def test_showing_a_person_is_masked_and_in_the_journal_with_its_purpose(project: Project) -> None:
    build_index(project)
    with People(project) as people:
        reference = people.find("cn.mobile", "13800138001")[0].reference
    asked = (
        "person",
        "show",
        reference,
        "-p",
        project.folder,
        "--why",
        "request",
        "--reason",
        "R-2027-0001",
        "--json",
    )
    masked, plain = novation(*asked), novation(*asked, "--plain")
    assert "13800138001" in plain.out and "沈青禾" in plain.out
    assert "13800138001" not in masked.out and "沈**" in masked.out
    last = project.journal.entries()[-2:]
    assert [entry.tag for entry in last] == ["person.shown"] * 2
    assert [entry.refs["plain"] for entry in last] == [False, True] and last[0].refs["subject"] == reference
    assert "R-2027" not in (project.records / "journal.jsonl").read_text("utf-8")


def test_a_person_is_not_shown_without_a_reason(project: Project) -> None:
    with People(project) as people, pytest.raises(NovationError, match="people.reason-missing"):
        show(project, people, people.find("key.customer", "1002")[0].reference, why=Why.CHECK, reason="  ")


def test_the_same_work_is_done_for_somebody_nobody_and_several(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(project)
    read: list[int] = []
    own = References.of
    monkeypatch.setattr(References, "of", lambda self, subject: (read.append(subject), own(self, subject))[1])
    counts = []
    with People(project) as people:
        for mail in ("shen@example.com", "nobody@example.com", "gu@example.com"):
            read.clear()
            people.find("generic.email", mail)
            counts.append(len(read))
    assert counts == [AS_MANY] * 3


def test_references_lie_encrypted_and_only_the_key_reads_them(project: Project) -> None:
    build_index(project)
    with People(project) as people:
        (person,) = people.find("generic.email", "shen@example.com")
    raw = (project.work / "people" / "refs.bin").read_bytes()
    assert len(raw) == 3 * 16 and person.reference.encode() not in raw
    (project.work / "people" / "refs.bin").unlink()
    with pytest.raises(NovationError, match="people.index-stale"):
        People(project)


def test_working_copies_that_are_not_in_step_are_joined_and_give_the_same_index(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(project)
    before = {path.name: path.read_bytes() for path in (project.work / "people").glob("*.bin")}
    monkeypatch.setattr(Engine, "side_by_side", lambda *_: False)
    build_index(project)
    assert before == {path.name: path.read_bytes() for path in (project.work / "people").glob("*.bin")}
    with People(project) as people:
        (person,) = people.find("generic.email", "shen@example.com")
        assert len(people.record(person)) == 2
