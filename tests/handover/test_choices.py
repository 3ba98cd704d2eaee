"""What customers chose reaches the verdicts: refused is withheld, objected is withheld, and an older plan is stale."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from tests.handover.story import make_keys, novation, open_project

from novation.errors import NovationError
from novation.handover.choices import SCHEMA, take_choices
from novation.handover.explaining import subject
from novation.handover.people import People, build_index
from novation.handover.planning import check_fresh, plan
from novation.handover.project import Project

MEMBERS = """会员号,姓名,手机,国家,同意用途,同意状态,同意时间
1001,沈青禾,13800138001,中国,资料移交受让方,同意,2026-11-01
1002,顾南乔,13800138002,中国,资料移交受让方,同意,2026-11-01
1003,Anna Muster,13800138003,德国,,,
"""
ORDERS = """订单号,会员号,金额,下单时间
A1,1001,20.00,2026-09-03
A2,1002,31.50,2026-10-03
A3,1003,7.25,2026-10-03
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Scanned, linked, decided, planned and indexed once."""
    tmp_path = tmp_path_factory.mktemp("choices")
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "members.csv").write_text(MEMBERS, "utf-8")
    (exports / "orders.csv").write_text(ORDERS, "utf-8")
    make_keys(tmp_path / "keys")
    folder = tmp_path / "project"
    open_project(folder, exports, tmp_path / "keys")
    for step in ("scan", "link", "decide", "plan"):
        ran = novation(step, "-p", folder)
        assert ran.status == 0, ran.err
    held = Project(folder)
    build_index(held)
    return tmp_path


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Project:
    shutil.copytree(made, tmp_path / "copy")
    return Project(tmp_path / "copy" / "project")


def reference(project: Project, number: str) -> str:
    with People(project) as people:
        return people.find("key.customer", number)[0].reference


def answers(*rows: tuple[str, str, str, str]) -> Iterator[pa.RecordBatch]:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    columns = list(zip(*rows, strict=True)) if rows else [[], [], [], []]
    yield pa.record_batch([*(pa.array(c, pa.string()) for c in columns), pa.array([at] * len(rows), SCHEMA.field(4).type)], schema=SCHEMA)  # fmt: skip


def passing(project: Project, who: str) -> set[str]:
    """What becomes of the person's categories at the buyer."""
    return {str(verdict["to_buyer"]) for verdict in subject(project, who)["verdicts"]}


def test_a_withdrawal_makes_the_plan_stale_and_the_next_decision_withholds(project: Project) -> None:
    first = reference(project, "1001")
    before = passing(project, first)
    stale = project.read_record("plan.json", "plan")
    take_choices(project, answers((first, "transfer", "withdrawn", "none")), position=12)
    with pytest.raises(NovationError, match="plan.stale"):
        check_fresh(project, stale)
    with pytest.raises(NovationError, match="plan.stale"):
        plan(project)
    assert novation("decide", "-p", project.folder, "--check").status == 0
    assert passing(project, first) != before and "withhold" in passing(project, first)
    check_fresh(project, plan(project))
    assert passing(project, reference(project, "1002")) == before


def test_an_objection_is_heeded_where_the_law_lets_data_pass_unless_somebody_objects(
    project: Project,
) -> None:
    german = reference(project, "1003")
    before = passing(project, german)
    take_choices(project, answers((german, "transfer", "objected", "none")), position=1)
    assert novation("decide", "-p", project.folder).status == 0
    assert passing(project, german) != before


def test_what_somebody_disputes_is_held_and_free_again_when_settled(project: Project) -> None:
    first, other = reference(project, "1001"), reference(project, "1002")
    before = passing(project, first)
    take_choices(project, answers((first, "dispute", "held", "none")), position=1)
    assert novation("decide", "-p", project.folder, "--check").status == 0
    held = {str(v["seller_copy_now"]) for v in subject(project, first)["verdicts"]}
    facts = [v["facts"]["hold"] for v in subject(project, first)["verdicts"]]
    assert set(facts) == {"dispute"} and held == {"retain-restricted"}
    assert passing(project, first) != before and passing(project, other) == before
    # Requests tell of disputes, not of the debts that the seller's files would tell of.
    assert "hold" in project.read_record("decisions.json", "decide")["unsupplied"]
    take_choices(project, answers(), position=2)
    assert novation("decide", "-p", project.folder).status == 0
    assert passing(project, first) == before


def test_a_general_consent_is_none_to_a_transfer(project: Project) -> None:
    german = reference(project, "1003")
    before = passing(project, german)
    take_choices(project, answers((german, "transfer", "given", "general")), position=1)
    assert novation("decide", "-p", project.folder).status == 0
    assert passing(project, german) == before


def test_answers_of_people_the_linkage_does_not_know_are_never_skipped(project: Project) -> None:
    take_choices(project, answers(("zzzzzzzzzzzzzzzz", "transfer", "refused", "none")), position=1)
    ran = novation("decide", "-p", project.folder)
    assert ran.code == "choices.unknown-people" and ran.status == 4


def test_an_empty_register_changes_nothing(project: Project) -> None:
    before = project.read_record("decisions.json", "decide")["classes"]
    take_choices(project, answers(), position=0)
    assert novation("decide", "-p", project.folder).status == 0
    assert project.read_record("decisions.json", "decide")["classes"] == before


def test_linking_anew_keeps_the_references_that_customers_answered_under(project: Project) -> None:
    first = reference(project, "1001")
    take_choices(project, answers((first, "transfer", "refused", "none")), position=3)
    exports = project.folder.parent / "exports"
    (exports / "members.csv").write_text(MEMBERS + "1004,陆时雨,13800138004,中国,,,\n", "utf-8")
    for step in ("scan", "link", "decide"):
        ran = novation(step, "-p", project.folder)
        assert ran.status == 0, ran.err
    build_index(project)
    assert reference(project, "1001") == first
    assert "withhold" in passing(project, first)


def test_two_earlier_people_who_are_one_now_keep_what_either_answered(project: Project) -> None:
    first, second = reference(project, "1001"), reference(project, "1002")
    take_choices(project, answers((second, "transfer", "refused", "none")), position=3)
    exports = project.folder.parent / "exports"
    joined = MEMBERS.replace("1002,顾南乔,13800138002", "1002,沈青禾,13800138001")
    (exports / "members.csv").write_text(joined, "utf-8")
    for step in ("scan", "link", "decide"):
        ran = novation(step, "-p", project.folder)
        assert ran.status == 0, ran.err
    build_index(project)
    assert reference(project, "1001") == reference(project, "1002") in (first, second)
    assert "withhold" in passing(project, reference(project, "1001"))
