"""A de-identified sample: what it says and what it never says, who is in it, and that it is refused above its limits."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.handover.story import Story, novation

from novation.engine.identifiers import quote_identifier
from novation.errors import NovationError
from novation.evidence import canonical
from novation.handover.deciding import decide_step, link
from novation.handover.opening import add_sources, init
from novation.handover.project import Project
from novation.handover.sampling.drawing import draw
from novation.handover.sampling.keeping import read_record, read_rows
from novation.handover.sampling.order import SampleOrder, checked
from novation.handover.scanning import scan
from novation.protection import Limits
from novation.terms import DealForm, Party, Place

ROWS = SampleOrder(rows=60)


@pytest.fixture
def project(story: Story, tmp_path: Path) -> Project:
    return Project(story.copy("planned", tmp_path / "seller"))


def words(project: Project, number: int = 1) -> list[tuple[str, ...]]:
    return list(read_rows(project, number).rows)


def test_every_class_has_at_least_k_rows_and_the_record_says_what_was_measured(project: Project) -> None:
    record = draw(project, ROWS)
    rows = words(project)
    sizes = Counter(row[1:] for row in rows)
    assert min(sizes.values()) >= 10 and len(rows) == record["rows"]["released"]
    risk = record["risk"]
    assert risk["smallest"] <= min(sizes.values()) and risk["prosecutor_highest"] <= 0.1
    assert risk["smallest_in_population"] >= risk["smallest"]
    assert risk["journalist_highest"] <= risk["prosecutor_highest"]
    assert 0 < record["loss"]["average"] < 1 and record["alone"]["source"] > 0.5
    assert record["rows"]["drawn"] == 60 and record["people"]["source"] > 300
    entry = project.journal.entries()[-1]
    assert entry.tag == "people-sample.drawn" and entry.refs["content"] == record["content"]
    assert set(entry.refs) == {"record", "content", "sample"}


def test_nothing_that_names_anybody_in_the_source_stands_in_the_sample_or_its_record(
    project: Project, story: Story
) -> None:
    draw(project, ROWS)
    shown = "\n".join("\t".join(row) for row in words(project))
    record = canonical.encode(read_record(project, 1)).decode()
    planted = {v for one in story.truth["planted"] for held in one["tokens"].values() for v in held}
    for value in {*planted, *named_in_source(project), *subject_refs(project)}:
        assert value not in shown and value not in record, value


NAMING = ("姓名", "手机号", "身份证号", "邮箱", "收货地址", "会员编号")


def named_in_source(project: Project) -> set[str]:
    """Every name, number and address of everybody in the table that samples are drawn from."""
    table = draw(project, SampleOrder(rows=40), dry_run=True)["table"]["id"]
    with project.engine() as engine:
        engine.register("people", f"tables/{table}")
        columns = [name for name in NAMING if name in engine.schema(f"tables/{table}").names]
        assert len(columns) > 3
        listed = ", ".join(map(quote_identifier, columns))
        found = engine.fetch_arrow(f"SELECT {listed} FROM people")
    return {v.strip() for c in columns for v in found[c].to_pylist() if v and len(v.strip()) > 1}


def subject_refs(project: Project) -> list[str]:
    with project.engine() as engine:
        engine.register("refs", "refs")
        return engine.fetch_arrow("SELECT subject_ref FROM refs")["subject_ref"].to_pylist()


def test_the_rows_lie_encrypted_and_go_with_the_working_copies(project: Project) -> None:
    draw(project, ROWS)
    row = words(project)[0]
    raw = b"".join(path.read_bytes() for path in (project.work / "samples").iterdir())
    assert row[0].encode() not in raw
    shutil.rmtree(project.work)
    with pytest.raises(NovationError, match="sample.unknown"):
        read_rows(project, 1)
    assert read_record(project, 1)["number"] == 1


def test_no_two_samples_have_a_person_in_common_and_each_has_its_own_pseudonyms(project: Project) -> None:
    records = [draw(project, SampleOrder(rows=40)) for _ in range(2)]
    assert [r["number"] for r in records] == [1, 2] and records[1]["people"]["earlier"] == records[0]["rows"][
        "released"
    ]
    with project.engine() as engine:
        engine.register("one", "samples/001-people")
        engine.register("other", "samples/002-people")
        found = engine.fetch_arrow("SELECT count(*) AS n FROM one JOIN other USING (subject_ref)")
    assert found["n"].to_pylist() == [0]
    assert not {r[0] for r in words(project, 1)} & {r[0] for r in words(project, 2)}


def test_a_dry_run_measures_and_leaves_nothing(project: Project) -> None:
    before = len(project.journal.entries())
    record = draw(project, ROWS, dry_run=True)
    assert "number" not in record and record["risk"]["smallest"] >= 10
    assert not (project.records / "samples").exists() and not (project.work / "samples").exists()
    assert len(project.journal.entries()) == before


@pytest.mark.parametrize(
    ("order", "code"),
    [
        (SampleOrder(rows=60, limits=Limits(5), risk=0.1), "sample.risk-too-high"),
        (SampleOrder(rows=60, limits=Limits(40)), "sample.too-few"),
        (SampleOrder(rows=60, without=("没有这一列",)), "sample.column-unknown"),
        (SampleOrder(rows=60, kept=("姓名",)), "sample.column-unknown"),
        (SampleOrder(rows=60, table="nowhere"), "sample.no-people"),
    ],
)
def test_what_is_above_the_limits_or_makes_no_sense_is_refused_and_nothing_is_written(
    project: Project, order: SampleOrder, code: str
) -> None:
    with pytest.raises(NovationError, match=code):
        draw(project, order)
    assert not (project.records / "samples").exists() and not (project.work / "samples").exists()


def test_an_order_beyond_its_bounds_is_refused() -> None:
    for wrong in ({"rows": 1_001}, {"smallest": 1}, {"risk": 0.9}, {"columns": 40}, {"suppressed": 0.9}):
        with pytest.raises(NovationError, match="sample.order-wrong"):
            checked(**{"rows": None, "smallest": 10, "suppressed": 0.05, "risk": 0.1, "columns": 6, **wrong})


def test_a_sample_that_was_changed_is_not_shown(project: Project) -> None:
    draw(project, SampleOrder(rows=40))
    draw(project, SampleOrder(rows=40))
    folder = project.work / "samples"
    shutil.copy(folder / "002.parquet", folder / "001.parquet")
    with pytest.raises(NovationError, match="sample.altered"):
        read_rows(project, 1)


def test_without_decisions_there_is_no_sample(story: Story, tmp_path: Path) -> None:
    opened = Project(story.copy("opened", tmp_path / "seller"))
    with pytest.raises(NovationError, match="project.step-missing"):
        draw(opened, ROWS)


def test_after_another_linking_who_may_be_sampled_is_decided_anew(project: Project) -> None:
    link(project)
    with pytest.raises(NovationError, match="sample.decisions-old"):
        draw(project, ROWS)


def test_the_command_tells_the_risk_in_words_and_as_json(project: Project) -> None:
    ran = novation("sample", "-p", project.folder, "--rows", 60, "--dry-run", env={"NOVATION_LANGUAGE": "en"})
    assert ran.status == 0, ran.err
    ran = novation("sample", "-p", project.folder, "--rows", 60, "--json")
    assert ran.status == 0 and ran.value["number"] == 1 and ran.value["risk"]["smallest"] >= 10
    refused = novation("sample", "-p", project.folder, "--rows", 60, "-k", 3, "--json")
    assert refused.status == 4 and refused.value["error"]["code"] == "sample.risk-too-high"


@pytest.fixture
def clinic(tmp_path: Path) -> Project:
    """A register of people with an allergy each, every third of them with one that nobody else has."""
    chance = random.Random(5)  # noqa: S311 - invented people, the same every time
    lines = ["会员号,姓名,手机,国家,注册日期,性别,年龄,过敏史"]
    for n in range(600):
        allergy = f"罕见过敏第{n}种" if n % 3 == 0 else chance.choice(("青霉素过敏", "花生过敏", "花粉过敏"))
        lines.append(
            f"M{n:05},王小某{n},1360000{n:04},中国,2026-0{1 + n % 9}-11,{chance.choice('男女')},{chance.randint(18, 70)},{allergy}"
        )
    source = tmp_path / "members.csv"
    source.write_text("\n".join(lines) + "\n", "utf-8")
    return decided(tmp_path / "clinic", source)


def decided(folder: Path, source: Path) -> Project:
    project = init(
        folder,
        deal_form=DealForm.ASSET_DEAL,
        seller=Party("Clinic", Place("cn"), ""),
        buyer=Party("Buyer", Place("cn"), ""),
        closing_on=date(2027, 1, 15),
        case="NV-2026-0009",
    )
    add_sources(project, [source])
    scan(project)
    link(project)
    decide_step(project)
    return project


def test_a_sensitive_column_goes_unless_asked_for_and_then_each_class_holds_several_values(
    clinic: Project,
) -> None:
    plain = draw(clinic, SampleOrder(rows=60), dry_run=True)
    treated = {c["name"]: c["treatment"] for c in plain["columns"]}
    assert treated["过敏史"] == "removed" and not plain["spread"]
    record = draw(
        clinic, SampleOrder(rows=60, limits=Limits(10, different=2, distance=0.9), kept=("过敏史",))
    )
    rows = words(clinic)
    assert record["spread"]["过敏史"]["distinct"] >= 2 and 0 <= record["spread"]["过敏史"]["distance"] <= 0.9
    by_class: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        by_class.setdefault(row[1:-1], set()).add(row[-1])
    assert all(len(values) >= 2 for values in by_class.values())
    assert "罕见" not in "".join(row[-1] for row in rows)


def test_a_class_that_is_too_much_alike_is_refused(clinic: Project) -> None:
    with pytest.raises(NovationError, match="sample.too-alike"):
        draw(clinic, SampleOrder(rows=60, limits=Limits(10, distance=0.001), kept=("过敏史",)))


def test_a_word_that_is_somebodys_name_is_found_before_anything_is_written(tmp_path: Path) -> None:
    """A column that the scan takes for a preference, and in which the name of a customer stands in every row."""
    lines = ["会员号,姓名,手机,国家,注册日期,性别,年龄,会员等级"]
    for n in range(400):
        name = "欧阳青竹" if n == 3 else f"王小某{n}"
        tier = ("金卡", "银卡", "欧阳青竹")[n % 3]
        lines.append(
            f"M{n:05},{name},1360000{n:04},中国,2026-0{1 + n % 9}-11,{'男女'[n % 2]},{20 + n % 40},{tier}"
        )
    source = tmp_path / "members.csv"
    source.write_text("\n".join(lines) + "\n", "utf-8")
    project = decided(tmp_path / "shop", source)
    order = SampleOrder(rows=60, without=("国家", "注册日期", "性别", "年龄"))
    with pytest.raises(NovationError, match="sample.identifier-found"):
        draw(project, order)
    assert not (project.work / "samples").exists()
    assert draw(project, SampleOrder(rows=60, without=("会员等级",)))["number"] == 1
