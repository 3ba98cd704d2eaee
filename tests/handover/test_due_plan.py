"""After the deal: what the sweep found due is destroyed by a plan of its own, and nothing else is."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from tests.handover.story import authorise, make_keys, novation

from novation.handover.project import Project

YEARS = {"A0": "1985-05-05", "A1": "1993-03-05", "A2": "1994-06-01", "A3": "2019-07-07", "A4": "1993-08-08"}
"""Last orders. At closing in 2021 the books of 1985 were over, those of 1993 and 1994 ran on and are over by now."""


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Chinese shop dissolved in 2021, with its keys beside it."""
    root = tmp_path_factory.mktemp("due")
    exports = root / "exports"
    exports.mkdir()
    members = "".join(f"{who},测试{who[1:]}号,1380013800{who[1:]},中国\n" for who in YEARS)
    (exports / "members.csv").write_text("会员编号,姓名,手机,国家\n" + members, "utf-8")
    orders = "".join(f"O{n},{who},{day},跑鞋,{n}99.00\n" for n, (who, day) in enumerate(YEARS.items()))
    (exports / "orders.csv").write_text("订单号,会员编号,下单时间,商品,金额\n" + orders, "utf-8")
    project = root / "project"
    opening = (
        "--deal",
        "dissolution",
        "--seller-place",
        "cn",
        "--buyer-place",
        "cn",
        "--closing-on",
        "2021-01-15",
    )
    assert novation("init", exports, "--project", project, *opening).status == 0
    make_keys(root / "keys")
    for role in ("owner", "compliance-officer", "hander-over"):
        key = root / "keys" / f"{role}.pub"
        assert (
            novation("key", "add", "-p", project, "--role", role, "--name", f"{role} 某", "--key", key).status
            == 0
        )
    assert novation("run", "--project", project).status == 0
    return project


@pytest.fixture
def project(decided: Path, tmp_path: Path) -> Path:
    shutil.copytree(decided.parent, tmp_path / "case")
    return tmp_path / "case" / "project"


def swept(project: Path, *options: object) -> Path:
    refs = project.parent / "due.csv"
    ran = novation("sweep", "-p", project, "--refs", refs, *options)
    assert ran.status == 0, ran.err
    return refs


def lines_of(refs: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(refs.open(encoding="utf-8")))


def ordered(project: Path) -> set[str]:
    """Members of whose orders anything but the member's number is left."""
    rows = csv.reader((project.parent / "exports" / "orders.csv").open(encoding="utf-8"))
    return {row[1] for row in list(rows)[1:] if any(row[2:])}


def test_what_is_due_goes_and_nothing_else_with_authorisations_dry_run_and_certificate(project: Path) -> None:
    refs, keys = swept(project), project.parent / "keys"
    assert len(lines_of(refs)) == 3
    plan = novation("plan", "-p", project, "--due", refs, "--json")
    assert plan.status == 0, plan.err
    due = plan.value["due"]
    assert (due["pairs"], due["people"]) == (3, 3)
    assert {stage["kind"] for stage in plan.value["stages"]} == {
        "remove-rows", "erase-copies", "look-for-leftovers", "certify"
    }  # fmt: skip
    told = novation("explain", "-p", project, env={"NOVATION_LANG": "en"}).out
    assert "3 items of 3 people; nothing else is touched" in told
    before = (project.parent / "exports" / "orders.csv").read_bytes()
    assert novation("destroy", "-p", project, "--dry-run").status == 0
    assert novation("destroy", "-p", project).code == "plan.not-authorised"
    assert (project.parent / "exports" / "orders.csv").read_bytes() == before
    assert [ran.status for ran in authorise(project, keys)] == [0, 0]
    ran = novation("destroy", "-p", project, "--json")
    assert ran.status == 0, ran.err
    assert ordered(project) == {"A0", "A3"}, "the books of 1985 go by the plan of the deal, not by this one"
    members = (project.parent / "exports" / "members.csv").read_text("utf-8")
    assert all(f"测试{who[1:]}号" in members for who in YEARS), "only the category that is due"
    signed = novation("certificate", "-p", project, "--key", keys / "hander-over", "--json")
    assert signed.status == 0
    assert signed.value["due"]["list"] == due["list"]
    assert novation("verify", project).status == 0
    assert not list((project / "work").rglob("*.parquet"))
    assert "1380013800" not in json.dumps(plan.value) + json.dumps(signed.value)


def test_a_line_struck_from_the_list_stays(project: Path) -> None:
    refs = swept(project)
    first, *rest = refs.read_text("utf-8").splitlines(keepends=True)
    refs.write_text(first + "".join(rest[:1]), "utf-8")
    assert novation("plan", "-p", project, "--due", refs, "--json").value["due"]["pairs"] == 1
    authorise(project, project.parent / "keys")
    assert novation("destroy", "-p", project).status == 0
    assert len(ordered(project)) == len(YEARS) - 1


def test_what_is_not_due_yet_or_of_nobody_here_is_refused(project: Path) -> None:
    later = swept(project, "--by", "2060-01-01")
    assert len(lines_of(later)) == 4
    assert novation("plan", "-p", project, "--due", later).code == "due.not-due"
    later.write_text("subject_ref,category\nAAAAAAAAAAAAAAAA,transaction\n", "utf-8")
    assert novation("plan", "-p", project, "--due", later).code == "due.not-due"
    other = lines_of(swept_again(project))[0]["subject_ref"]
    later.write_text(f"subject_ref,category\n{other},contact\n", "utf-8")
    assert novation("plan", "-p", project, "--due", later).code == "due.not-due"


def swept_again(project: Path) -> Path:
    (project.parent / "due.csv").unlink()
    return swept(project)


@pytest.mark.parametrize(
    "content", ["", "a,b\n1,2\n", "subject_ref,category\n", "subject_ref\nX\n", "\x00\x01"]
)
def test_what_is_no_list_is_refused(project: Path, content: str) -> None:
    refs = project.parent / "mine.csv"
    refs.write_text(content, "utf-8")
    assert novation("plan", "-p", project, "--due", refs).code == "due.list-invalid"
    assert novation("plan", "-p", project, "--due", project / "novation.toml").code == "sweep.refs-format"


def test_a_list_changed_after_the_plan_was_authorised_destroys_nothing(project: Path) -> None:
    refs = swept(project)
    assert novation("plan", "-p", project, "--due", refs).status == 0
    authorise(project, project.parent / "keys")
    plan = (project / "records" / "plan.json").read_bytes()
    first, *rest = refs.read_text("utf-8").splitlines(keepends=True)
    refs.write_text(first + rest[0], "utf-8")
    assert novation("plan", "-p", project, "--due", refs).status == 0
    (project / "records" / "plan.json").write_bytes(plan)
    before = ordered(project)
    assert novation("destroy", "-p", project).code == "plan.stale"
    assert ordered(project) == before


def test_only_after_closing_and_never_over_the_records_of_a_deal(project: Path) -> None:
    refs = swept(project)
    (project / "records" / "certificate.json").write_text("{}", "utf-8")
    assert novation("plan", "-p", project, "--due", refs).code == "due.records-stand"
    (project / "records" / "certificate.json").unlink()
    toml = project / "novation.toml"
    toml.write_text(toml.read_text("utf-8").replace("2021-01-15", "2999-01-15"), "utf-8")
    assert novation("plan", "-p", project, "--due", refs).code == "due.before-closing"


def test_a_plan_of_what_is_due_seals_nothing(project: Path) -> None:
    assert novation("plan", "-p", project, "--due", swept(project)).status == 0
    authorise(project, project.parent / "keys")
    keys = project.parent / "keys"
    assert (
        novation("seal", project.parent / "package", "-p", project, "--key", keys / "hander-over").status != 0
    )
    assert not (project.parent / "package").exists()
    assert Project(project).journal.entries()[-1].tag != "package.sealed"
