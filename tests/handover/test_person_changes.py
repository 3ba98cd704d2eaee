"""One person is erased, restricted or corrected in the sources themselves, signed off first, and stays erased."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.control.operations.shop import PHONES, PLANTED, run_to_plan

from novation.errors import NovationError
from novation.handover import deciding, scanning
from novation.handover.people import People, build_index
from novation.handover.people.changes import FOLDER, sign_off, signed_off
from novation.handover.people.changing import carry_out_changes
from novation.handover.people.erasures import LEDGER, ledger, replay_erasures
from novation.handover.people.proposing import propose_correction, propose_erasure
from novation.handover.project import Project

REQUEST = "rq_bcdfghjkmnpqrs"
HANDLER = "pr_bcdfghjkmnpqrs"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = run_to_plan(tmp_path_factory.mktemp("changes") / "shop")
    build_index(Project(folder))
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    shutil.copytree(made, tmp_path / "shop")
    return Project(tmp_path / "shop")


def reference(project: Project, phone: str = PHONES[0]) -> str:
    with People(project) as people:
        return people.find("cn.mobile", phone)[0].reference


def source(project: Project, name: str) -> str:
    return (project.folder / "exports" / name).read_text("utf-8")


def again(project: Project) -> None:
    """What the job does after the sources changed."""
    scanning.scan(project)
    deciding.link(project)
    build_index(project)
    deciding.decide_step(project)


def signed(project: Project, change: dict) -> str:  # type: ignore[type-arg]
    return sign_off(project, change, by=HANDLER, entry="0")


def test_what_the_law_keeps_stays_with_its_article_and_the_rest_goes(project: Project) -> None:
    change = propose_erasure(project, REQUEST, reference(project))
    (floor,) = [one for one in change["stays"] if one["why"] == "floor"]
    assert floor["category"] == "transaction" and floor["grounds"][0]["en"] and floor["grounds"][0]["zh"]
    parts = {part["name"]: part for part in change["parts"]}
    assert parts["members"]["rows"] == [0] and parts["orders"]["rows"] == []
    assert parts["orders"]["cells"] == {"收货地址": [0]}
    others = source(project, "members.csv").splitlines()[2:]
    signed(project, change)
    assert carry_out_changes(project) == {"carried_out": 1, "stale": 0}
    assert PLANTED[0] not in source(project, "members.csv") and PHONES[0] not in source(
        project, "members.csv"
    )
    assert source(project, "members.csv").splitlines()[1:] == others
    first_order = source(project, "orders.csv").splitlines()[1]
    assert first_order == "D000001,M00001,2026-02-15,13.50,"
    assert [e.tag for e in project.journal.entries()][-2:] == ["person-change.authorised", "person.erased"]


def test_nothing_is_done_without_a_sign_off_and_only_what_was_signed(project: Project) -> None:
    before = source(project, "members.csv")
    assert carry_out_changes(project) == {"carried_out": 0, "stale": 0}
    digest = signed(project, propose_erasure(project, REQUEST, reference(project)))
    path = project.record_path(FOLDER) / f"{digest[7:39]}.json"
    kept = json.loads(path.read_text())
    kept["change"]["parts"][0]["rows"].append(1)
    path.write_text(json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")), "utf-8")
    with pytest.raises(NovationError, match="person-change.not-signed-off"):
        carry_out_changes(project)
    assert source(project, "members.csv") == before


def test_a_sign_off_that_the_journal_does_not_know_counts_for_nothing(project: Project) -> None:
    digest = signed(project, propose_erasure(project, REQUEST, reference(project)))
    path = project.record_path(FOLDER) / f"{digest[7:39]}.json"
    path.write_bytes(path.read_bytes().replace(HANDLER.encode(), b"pr_someoneelseeee"))
    with pytest.raises(NovationError, match="person-change.not-signed-off"):
        list(signed_off(project))


def test_what_was_signed_off_on_older_sources_is_not_carried_out(project: Project) -> None:
    signed(project, propose_erasure(project, REQUEST, reference(project)))
    path = project.folder / "exports" / "members.csv"
    path.write_text(path.read_text("utf-8") + "M09999,贺新郎,13600009999,中国,2024-02-11\n", "utf-8")
    with pytest.raises(NovationError, match="destruction.source-changed"):
        carry_out_changes(project)
    again(project)
    with pytest.raises(NovationError, match="person-change.stale"):
        carry_out_changes(project)
    assert PLANTED[0] in source(project, "members.csv")


def test_a_cell_is_corrected_in_its_source_and_every_other_byte_stays(project: Project) -> None:
    new = '司徒，"望舒", 先生'
    who = reference(project, PHONES[1])
    change = propose_correction(project, REQUEST, who, table="s000t00", row=1, column="姓名", value=new)
    assert new not in json.dumps(change, ensure_ascii=False)
    signed(project, change)
    before = source(project, "members.csv").splitlines()
    carry_out_changes(project)
    after = source(project, "members.csv").splitlines()
    assert after[2] == before[2].replace(PLANTED[1], '"司徒，""望舒"", 先生"')
    assert after[:2] + after[3:] == before[:2] + before[3:]
    assert not list((project.work / "corrections").iterdir())
    again(project)
    with People(project) as people:
        assert new in str(people.record(people.named(who)))


def test_erasing_and_correcting_at_once_change_each_the_right_row(project: Project) -> None:
    first, second = reference(project), reference(project, PHONES[1])
    signed(project, propose_erasure(project, REQUEST, first))
    signed(
        project,
        propose_correction(
            project, "rq_other", second, table="s000t00", row=1, column="手机", value="13911112222"
        ),
    )
    assert carry_out_changes(project) == {"carried_out": 2, "stale": 0}
    lines = source(project, "members.csv").splitlines()
    assert lines[1].startswith(f"M00002,{PLANTED[1]},13911112222") and PLANTED[0] not in "".join(lines)


@pytest.mark.parametrize(
    ("table", "row", "column"), [("s000t00", 2, "姓名"), ("s000t00", 1, "nothing"), ("s009t00", 1, "姓名")]
)
def test_nobody_else_s_cell_can_be_corrected(project: Project, table: str, row: int, column: str) -> None:
    with pytest.raises(NovationError, match="person-change.no-such-cell"):
        propose_correction(
            project, REQUEST, reference(project, PHONES[1]), table=table, row=row, column=column, value="x"
        )


@pytest.mark.parametrize("value", ["two\nlines", " spaced", "nul\x00"])
def test_a_value_that_cannot_stand_in_the_source_is_refused_and_nothing_changes(
    project: Project, value: str
) -> None:
    before = source(project, "members.csv")
    who = reference(project, PHONES[1])
    signed(
        project, propose_correction(project, REQUEST, who, table="s000t00", row=1, column="姓名", value=value)
    )
    with pytest.raises(NovationError, match="person-change.value-unfit"):
        carry_out_changes(project)
    assert source(project, "members.csv") == before


def test_whoever_was_erased_is_erased_again_after_a_restore(project: Project, tmp_path: Path) -> None:
    shutil.copytree(project.folder / "exports", tmp_path / "backup")
    signed(project, propose_erasure(project, REQUEST, reference(project)))
    carry_out_changes(project)
    again(project)
    shutil.copytree(tmp_path / "backup", project.folder / "exports", dirs_exist_ok=True)
    assert PLANTED[0] in source(project, "members.csv")
    again(project)
    replayed = replay_erasures(project)
    assert len(replayed.again) == 1 and not replayed.returned and not replayed.unproven
    assert PLANTED[0] not in source(project, "members.csv") and PLANTED[1] in source(project, "members.csv")


def test_who_came_back_as_a_customer_is_told_and_not_erased(project: Project) -> None:
    signed(project, propose_erasure(project, REQUEST, reference(project)))
    carry_out_changes(project)
    path = project.folder / "exports" / "members.csv"
    later = (date.today() + timedelta(days=2)).isoformat()
    path.write_text(path.read_text("utf-8") + f"M08888,{PLANTED[0]},{PHONES[0]},中国,{later}\n", "utf-8")
    again(project)
    replayed = replay_erasures(project)
    assert not replayed.again and replayed.returned == [reference(project)]
    assert PLANTED[0] in source(project, "members.csv")


def test_the_ledger_and_the_journal_name_nobody(project: Project) -> None:
    signed(project, propose_erasure(project, REQUEST, reference(project)))
    carry_out_changes(project)
    (line,) = ledger(project)
    assert line["request"] == REQUEST and line["tags"]
    for path in project.records.rglob("*"):
        if path.is_file() and path.name != ".lock":
            text = path.read_text("utf-8")
            assert PLANTED[0] not in text and PHONES[0] not in text, path.name
    (project.work / "key").write_bytes(bytes(32))
    assert (project.records / LEDGER).is_file()


def test_a_shared_telephone_is_no_tag_by_which_somebody_else_could_be_erased(project: Project) -> None:
    with People(project) as people:
        (person,) = people.find("cn.mobile", PHONES[0])
        tags = people.own_tags(person)
        assert len(tags) == 3 and all(people.tagged(tag) == [person] for tag in tags)


def test_a_run_that_was_interrupted_goes_on_and_tells_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    from novation.handover.people import changing

    signed(project, propose_erasure(project, REQUEST, reference(project)))
    tell = changing._tell
    monkeypatch.setattr(changing, "_tell", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        carry_out_changes(project)
    assert PLANTED[0] not in source(project, "members.csv")
    monkeypatch.setattr(changing, "_tell", tell)
    assert carry_out_changes(project) == {"carried_out": 1, "stale": 0}
    assert [e.tag for e in project.journal.entries()].count("person.erased") == 1
    assert len(list(ledger(project))) == 1
