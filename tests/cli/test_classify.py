"""`novation classify`: what `scan` says, without a project, in every format, and without writing anything beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from novation.errors import Exit, NovationError
from novation.handover.discovery import classify

from .discovery_files import People, run


@pytest.fixture(scope="module")
def people() -> People:
    return People()


@pytest.fixture
def file(people: People, tmp_path: Path) -> Path:
    return people.write(tmp_path / "会员.csv")


def test_json_is_what_scan_says_of_the_same_file(file: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    assert run("init", "-p", project).exit_code == 0
    assert run("source", "add", file, "-p", project).exit_code == 0
    scanned = json.loads(run("scan", "-p", project, "--json").stdout)
    ran = run("classify", file, "--json")
    assert ran.exit_code == 0
    found = json.loads(ran.stdout)
    assert found["skipped"] == scanned["skipped"]
    assert [{k: v for k, v in t.items() if k in scanned["tables"][0]} for t in found["tables"]] == scanned[
        "tables"
    ]
    assert {*found["tables"][0]} - {*scanned["tables"][0]} <= {"looked", "notes"}


def test_nothing_is_written_beside_the_source(file: Path) -> None:
    before = (sorted(file.parent.iterdir()), file.read_bytes(), file.stat().st_mtime_ns)
    for form in ("table", "json", "sarif", "fideslang", "dpv", "openmetadata"):
        assert run("classify", file, "--format", form).exit_code == 0
    assert (sorted(file.parent.iterdir()), file.read_bytes(), file.stat().st_mtime_ns) == before


def test_no_format_holds_a_personal_value(file: Path, people: People) -> None:
    for form in ("table", "json", "sarif", "fideslang", "dpv", "openmetadata"):
        ran = run("classify", file, "--format", form)
        assert not [value for value in people.values if value in ran.stdout + ran.stderr], form


def test_every_format_names_the_columns(file: Path) -> None:
    for form in ("json", "sarif", "dpv", "openmetadata"):
        text = run("classify", file, "--format", form).stdout
        assert json.loads(text)
        assert "手机" in text, form
    manifest = yaml.safe_load(run("classify", file, "--format", "fideslang").stdout)
    fields = manifest["dataset"][0]["collections"][0]["fields"]
    assert [f["name"] for f in fields] == ["编号", "姓名", "手机", "备注"]


def test_output_goes_into_a_new_file_and_never_over_an_old_one(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "found.sarif"
    ran = run("classify", file, "--format", "sarif", "--output", target)
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["version"] == "2.1.0"
    original = file.read_bytes()
    for there in (target, file):
        refused = run("classify", file, "--json", "--output", there)
        assert refused.exit_code == Exit.REFUSED
        assert json.loads(refused.stdout)["error"]["code"] == "file.exists"
    assert file.read_bytes() == original


def test_a_folder_stands_for_its_files_and_what_cannot_be_read_is_said(
    people: People, tmp_path: Path
) -> None:
    people.write(tmp_path / "a.csv")
    (tmp_path / "sub").mkdir()
    people.write(tmp_path / "sub" / "b.csv", "gb18030")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    ran = run("classify", tmp_path, "--json")
    found = json.loads(ran.stdout)
    assert [t["source"] for t in found["tables"]] == ["a.csv", "sub/b.csv"]
    assert [(s["source"], s["code"]) for s in found["skipped"]] == [("picture.png", "sources.unknown-kind")]
    assert "picture.png" in ran.stderr
    run_ = json.loads(run("classify", tmp_path, "--format", "sarif").stdout)["runs"][0]
    assert run_["invocations"][0]["executionSuccessful"] is False


def test_a_sample_looks_at_some_rows_spread_over_the_table_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    late = [f"{i},{'13800138' + f'{i % 1000:03d}' if i >= 900 else 'x'}" for i in range(1000)]
    path.write_text("n,v\n" + "\n".join(late) + "\n")
    found = classify(path, sample=100)
    assert (found[0].rows, found[0].looked) == (1000, 100)
    assert found[0].column("n").distinct == 100
    assert found[0].column("v").distinct > 1, "rows at the end were looked at too"
    assert "1000" in found.remarks[0][-1].en
    assert classify(path, sample=5000)[0] == classify(path)[0]
    assert "100" in run("classify", path, "--sample", "100").stderr


def test_only_the_named_table_is_looked_at(file: Path) -> None:
    assert [t.table for t in classify(file, table="会员")] == ["会员"]
    with pytest.raises(NovationError) as caught:
        classify(file, table="订单")
    assert caught.value.code == "discovery.no-such-table"


WRONG = {
    "a file that is not there": (("none.csv",), Exit.INPUT, "sources.not-found"),
    "an empty folder": (("empty",), Exit.INPUT, "sources.not-found"),
    "nothing that can be read": (("a.png",), Exit.INPUT, "discovery.nothing-read"),
    "an unknown encoding": (("m.csv", "--encoding", "klingon"), Exit.USAGE, "sources.encoding-not-known"),
    "an address with a password": (("postgresql://u:geheim@localhost:1/x?nope=1",), Exit.USAGE, "sources.url-option"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "status", "code"), WRONG.values(), ids=WRONG.keys())
def test_what_goes_wrong_has_its_status_and_code(
    people: People,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    status: Exit,
    code: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    people.write(Path("m.csv"))
    Path("a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path("empty").mkdir()
    ran = run("classify", *words, "--json")
    assert (ran.exit_code, json.loads(ran.stdout)["error"]["code"]) == (status, code)
    assert "geheim" not in ran.stdout + ran.stderr


def test_scan_and_classify_tell_which_columns_refer_to_another_table(tmp_path: Path) -> None:
    keys = [f"C{i * 37:06d}" for i in range(300)]
    members = "".join(f"{key},{100 + i}\n" for i, key in enumerate(keys))
    (tmp_path / "members.csv").write_text("member_no,points\n" + members, "utf-8")
    orders = "".join(f"2024{i:012d},{keys[i * 7 % 300]}\n" for i in range(700))
    (tmp_path / "orders.csv").write_text("order_no,member_no\n" + orders, "utf-8")
    project = tmp_path / "project"
    assert run("init", "-p", project).exit_code == 0
    files = [tmp_path / "members.csv", tmp_path / "orders.csv"]
    for file in files:
        assert run("source", "add", file, "-p", project).exit_code == 0
    for said in (run("scan", "-p", project, "--json"), run("classify", *files, "--json")):
        tables = {t["table"]: t["relations"] for t in json.loads(said.stdout)["tables"]}
        assert tables["members"] == []
        (relation,) = tables["orders"]
        assert (relation["column"], relation["other_table"], relation["other_column"]) == (
            "member_no",
            "members",
            "member_no",
        )
        assert relation["included"] == 1.0
