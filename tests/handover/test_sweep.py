"""The sweep of what is kept: counts that add up, references without anything personal, a journal entry."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.handover.story import novation

from novation.handover.project import Project

DAYS = ["2015-03-05", "2016-12-31", "2019-07-07", "2024-02-29", "2025-06-01", ""]


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dissolving shop in China with six customers: each one's orders are kept for as long as the books."""
    root = tmp_path_factory.mktemp("sweep")
    exports = root / "exports"
    exports.mkdir()
    rows = "".join(f"A{n},测试{n}号,1380013800{n},中国\n" for n in range(len(DAYS)))
    (exports / "members.csv").write_text("会员编号,姓名,手机,国家\n" + rows, "utf-8")
    orders = "".join(f"O{n},A{n},{day},跑鞋,{n}99.00\n" for n, day in enumerate(DAYS))
    (exports / "orders.csv").write_text("订单号,会员编号,下单时间,商品,金额\n" + orders, "utf-8")
    project = root / "project"
    args = (
        "--deal",
        "dissolution",
        "--seller-place",
        "cn",
        "--buyer-place",
        "cn",
        "--closing-on",
        "2027-01-15",
    )
    assert novation("init", exports, "--project", project, *args).status == 0
    assert novation("run", "--project", project).status == 0
    return project


@pytest.fixture
def project(decided: Path, tmp_path: Path) -> Path:
    shutil.copytree(decided.parent, tmp_path / "case")
    return tmp_path / "case" / "project"


def test_what_is_kept_is_counted_once_as_due_or_said_not_to_be_computable(project: Path) -> None:
    record = novation("sweep", "-p", project, "--json").value
    totals = record["totals"]
    assert totals["kept"] == (
        totals["listed"] + totals["later"] + totals["not_computable"] + totals["in_use_without_number"]
    )
    assert sum(row["people"] for row in record["due"]) == totals["listed"] == 5
    assert {row["category"] for row in record["due"]} == {"transaction"}
    assert {row["month"]: row["people"] for row in record["due"]} == {
        f"{int(day[:4]) + 31}-01": DAYS_IN[day[:4]] for day in DAYS if day
    }
    assert {row["entry"] for row in record["due"]} == {"cn-pipl/acc-30-vouchers"}
    assert {row["law"] for row in record["due"]} == {"cn-pipl"}
    unknown = {(row["category"], row["why"]): row["people"] for row in record["not_computable"]}
    assert unknown[("transaction", "no-date")] == 1
    assert any(entry["id"] == "cn-incident/network-logs" for entry in record["records"])


DAYS_IN = {day[:4]: sum(other[:4] == day[:4] for other in DAYS) for day in DAYS if day}


def test_only_what_is_due_by_a_day_is_listed_and_the_rest_is_counted_as_later(project: Path) -> None:
    early = novation("sweep", "-p", project, "--by", "2046-12-31", "--json").value
    assert (early["totals"]["listed"], early["totals"]["later"]) == (1, 4)
    on_the_day = novation("sweep", "-p", project, "--by", "2047-01-01", "--json").value
    assert (on_the_day["totals"]["listed"], on_the_day["totals"]["later"]) == (2, 3)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_references_due_are_written_and_nothing_else_about_anybody(project: Path, suffix: str) -> None:
    refs = project.parent / f"due{suffix}"
    record = novation("sweep", "-p", project, "--by", "2050-01-01", "--refs", refs, "--json").value
    if suffix == ".csv":
        rows = list(csv.DictReader(refs.open(encoding="utf-8")))
    else:
        rows = pq.read_table(refs).to_pylist()
    assert record["refs"]["rows"] == len(rows) == 3
    assert set(rows[0]) == {"subject_ref", "category", "due_on", "entry"}
    assert [str(row["due_on"]) for row in rows] == ["2046-01-01", "2047-01-01", "2050-01-01"]
    with Project(project).engine() as engine:
        engine.register("subjects", "subjects")
        known = set(engine.fetch_arrow("SELECT subject_ref FROM subjects")["subject_ref"].to_pylist())
    assert {row["subject_ref"] for row in rows} <= known
    text = refs.read_bytes()
    assert not any(word.encode() in text for word in ("测试", "1380013800", "跑鞋"))


def test_the_journal_has_the_counts_and_the_digest_of_what_was_written(project: Path) -> None:
    refs = project.parent / "due.csv"
    record = novation("sweep", "-p", project, "--by", "2050-01-01", "--refs", refs, "--json").value
    entry = Project(project).journal.entries()[-1]
    assert entry.tag == "retention.swept"
    assert (entry.refs["due"], entry.refs["rows"], entry.refs["upto"]) == (3, 3, "2050-01-01")
    assert entry.refs["refs"] == record["refs"]["digest"]


def test_nothing_is_overwritten_and_another_kind_of_file_is_refused(project: Path) -> None:
    refs = project.parent / "due.csv"
    refs.write_text("mine", "utf-8")
    assert novation("sweep", "-p", project, "--refs", refs).code == "file.exists"
    assert refs.read_text("utf-8") == "mine"
    assert novation("sweep", "-p", project, "--refs", project.parent / "due.xlsx").code == "sweep.refs-format"
    assert sorted(p.name for p in project.parent.iterdir()) == ["due.csv", "exports", "project"]


def test_without_working_copies_there_is_nothing_to_sweep(project: Path) -> None:
    shutil.rmtree(project / "work")
    ran = novation("sweep", "-p", project)
    assert ran.code == "project.step-missing" and "run" in ran.err


def test_the_words_of_a_sweep_name_months_grounds_and_what_is_not_computable(project: Path) -> None:
    told = novation("sweep", "-p", project).out
    assert "2046-01" in told and "cn-pipl/acc-30-vouchers" in told
    assert "末次交易的日期" in told or "no date" in told


def test_what_the_law_keeps_is_told_for_a_project_and_without_one(project: Path) -> None:
    held = novation("law", "keep", "-p", project, "--json").value
    assert {i["place"] for i in held["intervals"]} == {"cn"}
    orders = next(i for i in held["intervals"] if i["category"] == "transaction")
    assert (orders["floor_years"], orders["restricted_after_purpose"]) == ("30", True)
    assert {e["id"] for e in orders["floors"]} >= {"cn-pipl/acc-30-vouchers", "cn-pipl/ec-31-transactions"}
    asked = novation(
        "law", "keep", "--category", "transaction", "--place", "de", "--seller-place", "cn", "--json"
    ).value
    (both,) = asked["intervals"]
    assert {e["law"][:2] for e in both["floors"]} == {"cn", "de"}
    alone = novation("law", "keep", "--category", "transaction", "--place", "de", "--json").value
    assert {e["law"][:2] for e in alone["intervals"][0]["floors"]} == {"de"}
    assert "cn-pipl/acc-30-vouchers" in novation("law", "keep", "--place", "cn").out


def test_notices_and_controls_of_a_project_are_told(project: Path) -> None:
    found = {n["id"]: n for n in novation("law", "notices", "-p", project, "--json").value}
    told = found["cn-pipl/pipl-22"]
    assert (told["by"], told["before"], told["languages"]) == ("seller", "transfer", ["zh"])
    assert [i["id"] for i in told["items"]][:2] == ["PIPL-22-1", "PIPL-22-2"]
    assert "cn-pipl/pipl-23" not in found  # no asset deal
    assert found["cn-incident/pipl-57"]["because"] == "case"
    assert "PIPL-22-1" in novation("law", "notices", "-p", project).out
    value = novation("law", "controls", "-p", project, "--json").value
    seen = {e["ref"]: e["shown"] for c in value["controls"] for e in c["evidence"] if e["kind"] == "journal"}
    assert seen["dispositions.decided"] == "in-journal" and seen["certificate.issued"] == "not-in-journal"
    assert all(
        e["shown"] == "elsewhere" for c in value["controls"] for e in c["evidence"] if e["kind"] != "journal"
    )
    assert "dispositions.decided" in novation("law", "controls", "-p", project).out
