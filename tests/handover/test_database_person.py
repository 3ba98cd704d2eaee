"""One person is corrected and erased in a database on a server, signed off first, as in any file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "engine"))
from servers import PASSWORD, Server, postgres_server

from novation.errors import NovationError
from novation.handover import deciding, scanning
from novation.handover.opening import init
from novation.handover.people import People, build_index
from novation.handover.people.changes import sign_off
from novation.handover.people.changing import carry_out_changes
from novation.handover.people.proposing import propose_correction, propose_erasure
from novation.handover.project import Project
from novation.terms import DealForm, Party, Place

pytestmark = [pytest.mark.needs("postgres", "initdb"), pytest.mark.slow]
LONG_AGO = (date.today() - timedelta(days=4000)).isoformat()
NAMES = ("沈青禾", "顾南乔", "陆时雨")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres_server() as running:
        yield running


@pytest.fixture
def project(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    server.admin("drop database if exists crm", "create database crm template template0 encoding 'UTF8'")
    server.admin(
        'create table members ("会员号" text primary key, "姓名" text, "手机" text, "注册日期" date)',
        *(f"insert into members values ('M0000{n}', '{name}', '1380013800{n}', '{LONG_AGO}')" for n, name in enumerate(NAMES, 1)),
        'create table cards ("会员号" text, "积分" int)',
        "insert into cards values ('M00001', 5), ('M00002', 7)",
        database="crm",
    )  # fmt: skip
    monkeypatch.setenv("SHOP_PASSWORD", PASSWORD)
    made = init(
        tmp_path / "p",
        deal_form=DealForm.ASSET_DEAL,
        seller=Party("Seller", Place.CN, ""),
        buyer=Party("Buyer", Place.CN, ""),
        closing_on=date.today(),
    )
    url = f"postgresql://admin@127.0.0.1:{server.port}/crm"
    with made.settings_path.open("a", encoding="utf-8") as file:
        file.write(f'\n[[source]]\nname = "crm"\npath = "{url}"\npassword_env = "SHOP_PASSWORD"\n')
    again(made)
    return made


def again(project: Project) -> None:
    scanning.scan(project)
    deciding.link(project)
    build_index(project)
    deciding.decide_step(project)


def reference(project: Project, number: str) -> str:
    with People(project) as people:
        return people.find("key.customer", number)[0].reference


def rows(project: Project, number: str) -> dict[str, list[dict[str, object]]]:
    with People(project) as people:
        return people.numbered(people.named(reference(project, number)))


def signed(project: Project, change: dict) -> None:  # type: ignore[type-arg]
    sign_off(project, change, by="pr_bcdfghjkmnpqrs", entry="0")


def table_of(project: Project, name: str) -> str:
    scan = project.read_record("scan.json", "scan")
    return next(t["id"] for t in scan["tables"] if t["table"] == name)


def test_a_name_is_corrected_in_the_database_itself(project: Project) -> None:
    who, members = reference(project, "M00002"), table_of(project, "members")
    row = rows(project, "M00002")[members][0]["_row"]
    change = propose_correction(project, "rq_1", who, table=members, row=row, column="姓名", value="顾北乔")  # type: ignore[arg-type]
    signed(project, change)
    assert carry_out_changes(project) == {"carried_out": 1, "stale": 0}
    again(project)
    assert rows(project, "M00002")[table_of(project, "members")][0]["姓名"] == "顾北乔"
    assert rows(project, "M00001")[table_of(project, "members")][0]["姓名"] == NAMES[0]


def test_a_person_goes_where_there_is_a_key_and_where_there_is_none_a_person_is_told(
    project: Project,
) -> None:
    change = propose_erasure(project, "rq_1", reference(project, "M00001"))
    assert [part["name"] for part in change["parts"]] == ["members"]
    assert [(place["name"], place["rows"]) for place in change["by_hand"]] == [("cards", [0])]
    signed(project, change)
    carry_out_changes(project)
    again(project)
    with People(project) as people:
        assert not people.find("cn.mobile", "13800138001")
    assert project.record_path("erasures.jsonl").read_bytes().count(b"\n") == 1


def test_a_row_that_changed_since_the_scan_is_left_alone_and_the_files_too(
    project: Project, server: Server
) -> None:
    change = propose_erasure(project, "rq_1", reference(project, "M00003"))
    signed(project, change)
    server.admin("update members set \"手机\" = '13700000000' where \"会员号\" = 'M00003'", database="crm")
    with pytest.raises(NovationError, match="sources.row-changed"):
        carry_out_changes(project)
    again(project)
    assert rows(project, "M00003")[table_of(project, "members")][0]["手机"] == "13700000000"
