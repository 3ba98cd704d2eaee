"""Broken and hostile sources: each ends well, or in an error with a code and a hint in both languages; never a traceback."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from .story import Ran, Story, authorise, make_keys, novation, open_project

MEMBERS = "会员号,姓名,手机,邮箱,国家,下单时间\n" + "".join(
    f"M{n:05},张三{n},1380013{n:04},p{n}@example.com,中国,2026-0{n % 9 + 1}-11\n" for n in range(40)
)


def text(content: str, encoding: str = "utf-8") -> Callable[[Path], None]:
    return lambda folder: (folder / "bad.csv").write_bytes(content.encode(encoding)) and None


def raw(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_bytes(content) and None


def with_header(header: list[str], rows: int = 5) -> str:
    quoted = ",".join('"' + h.replace('"', '""') + '"' for h in header)
    return quoted + "\n" + "".join(",".join(f"v{r}" for _ in header) + "\n" for r in range(rows))


def book(write: Callable[[Any], None]) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        with xlsxwriter.Workbook(str(folder / "bad.xlsx")) as workbook:
            write(workbook)

    return make


def formulas(workbook: Any) -> None:
    sheet = workbook.add_worksheet("表 <1> & 'x' y")
    sheet.write_row(0, 0, ["姓名", "手机"])
    for row in range(1, 6):
        sheet.write_formula(row, 0, '=HYPERLINK("http://x.example","a")', None, "a")
        sheet.write(row, 1, "13800138000")


def damaged_dates(workbook: Any) -> None:
    sheet = workbook.add_worksheet("卡")
    sheet.write_row(0, 0, ["姓名", "银行卡号", "出生日期"])
    for row in range(1, 6):
        sheet.write_row(row, 0, ["李四", "5.54E+15", 45678])


def empty_sheets(workbook: Any) -> None:
    workbook.add_worksheet("空")
    workbook.add_worksheet("只有表头").write_row(0, 0, ["姓名", "手机"])


def odd_database(folder: Path) -> None:
    base = sqlite3.connect(folder / "bad.sqlite")
    base.execute(
        'CREATE TABLE "a""; DROP TABLE x; --" ("na""me" TEXT, "手机; SELECT 1" TEXT, "<script>" TEXT, "select" TEXT)'
    )
    base.executemany(
        'INSERT INTO "a""; DROP TABLE x; --" VALUES (?, ?, ?, ?)',
        [(f"王五{n}", f"1390013{n:04}", "x", None) for n in range(9)],
    )
    base.execute("CREATE TABLE _row (subject_ref TEXT, _row TEXT)")
    base.execute("INSERT INTO _row VALUES ('13800138000', 'x')")
    base.execute("CREATE TABLE blobs (b BLOB, n REAL)")
    base.execute("INSERT INTO blobs VALUES (x'00ff', 9e999)")
    base.commit()
    base.close()


def odd_parquet(folder: Path) -> None:
    table = pa.table(
        {
            "_row": [1, 2, 3],
            "subject_ref": ["a", "b", "c"],
            "手机": ["13800138000"] * 3,
            "nested": [[1], [2], None],
            "struct": [{"a": 1}] * 3,
            "when": pa.array([0, 1, None], pa.timestamp("us")),
            "x" * 3000: [1.5, float("nan"), None],
        }
    )
    pq.write_table(table, folder / "bad.parquet")


def junk(folder: Path) -> None:
    (folder / ".DS_Store").write_bytes(b"\x00\x01")
    (folder / "~$lock.xlsx").write_bytes(b"x")
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "__MACOSX").mkdir()
    (folder / "__MACOSX" / "._a.csv").write_bytes(b"\x00\x05\x16\x07")
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7 \n")
    (folder / "no-extension").write_text("a,b\n1,2\n")
    (folder / "link.csv").symlink_to("/etc/passwd")
    (folder / "dangling.csv").symlink_to(folder / "nowhere.csv")
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "a.csv").write_text("姓名,手机\n赵六,13800138000\n")


ODD_NAMES = [
    'a"b',
    "a;b",
    "<script>alert(1)</script>",
    "a\nb",
    "x" * 500,
    "_row",
    "subject_ref",
    "姓名",
    "{0}",
    "%s",
    "'",
    "",
    " ",
]

CASES: dict[str, Callable[[Path], None]] = {
    "nothing else": lambda folder: None,
    "utf-16 with bom": lambda folder: raw("bad.csv", "\ufeff姓名,手机\n甲,13800138000\n".encode("utf-16-le"))(folder),
    "latin-1 bytes in utf-8": raw("bad.csv", "name,mail\nJosé,a@b.example\n".encode("latin-1")),
    "two encodings in one file": raw("bad.csv", "姓名,手机\n甲乙丙,1\n".encode() + "丁戊己庚辛,2\n".encode("gb18030")),
    "NUL bytes": raw("bad.csv", b"name,mail\na\x00b,c@d.example\n\x00\x00,\n"),
    "only NUL bytes": raw("bad.csv", b"\x00" * 4096),
    "random bytes": raw("bad.csv", bytes(range(256)) * 40),
    "ragged rows": text("a,b,c\n1\n1,2,3,4,5\n\n1,2\n"),
    "duplicate headers": text("姓名,姓名,手机,手机,,\n甲,乙,13800138000,13900139000,x,y\n"),
    "a quote that never ends": text('姓名,手机\n"甲,13800138000\n乙,13900139000\n'),
    "a ten megabyte cell": text("姓名,备注\n甲," + "长" * 3_500_000 + "\n乙,短\n"),
    "an empty file": text(""),
    "only blank lines": text("\n\n\r\n"),
    "a header only": text("姓名,手机,邮箱\n"),
    "one column": text("手机\n13800138000\n13900139000\n"),
    "formulas": text("姓名,备注\n甲,=1+1\n乙,@SUM(A1)\n丙,+86 138\n丁,-1\n"),
    "scientific numbers": text("姓名,银行卡号\n甲,5.54E+15\n乙,6.22E+18\n"),
    "odd column names": text(with_header(ODD_NAMES)),
    "three hundred columns": text(with_header([f"列{n}" for n in range(300)])),
    "carriage returns only": text("姓名,手机\r甲,13800138000\r乙,13900139000\r"),
    "broken json lines": raw("bad.jsonl", '{"姓名": "甲", "手机": "13800138000"}\n{"姓名": \n[1]\nnull\n\n{"a": {"b": [1, 2]}}\n'.encode()),
    "deep json": raw("bad.jsonl", ('{"a":' * 3000 + "1" + "}" * 3000 + "\n").encode()),
    "a huge number in json": raw("bad.jsonl", b'{"n": 1e999, "m": 123456789012345678901234567890}\n'),
    "formulas in a workbook": book(formulas),
    "damaged numbers in a workbook": book(damaged_dates),
    "empty sheets": book(empty_sheets),
    "a workbook that is none": raw("bad.xlsx", b"PK\x03\x04 not really"),
    "a workbook that is text": raw("bad.xlsx", MEMBERS.encode()),
    "a database that is none": raw("bad.sqlite", b"SQLite format 3\x00" + b"\xff" * 2000),
    "an odd database": odd_database,
    "a parquet that is none": raw("bad.parquet", b"PAR1....PAR1"),
    "an odd parquet": odd_parquet,
    "junk": junk,
}  # fmt: skip


def told_well(ran: Ran) -> None:
    """It ended well, or with an error of the catalogue in both languages."""
    assert "Traceback" not in ran.out + ran.err
    if ran.status:
        error = ran.value["error"]
        assert ran.status in (2, 3, 4, 5, 6), ran
        for language in ("zh", "en"):
            assert error["message"][language].strip()
            assert error["hint"][language].strip()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder)
    return folder


@pytest.fixture(scope="module")
def opened(keys: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one good source, scanned."""
    folder = tmp_path_factory.mktemp("opened")
    (folder / "exports").mkdir()
    (folder / "exports" / "会员.csv").write_text(MEMBERS, "utf-8")
    open_project(folder, folder / "exports", keys, deal="merger")
    assert novation("scan", "-p", folder).status == 0
    return folder


@pytest.mark.parametrize("make", CASES.values(), ids=CASES.keys())
def test_a_hostile_source_never_ends_in_a_traceback_and_takes_nothing_else_down(
    opened: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    folder = tmp_path / "seller"
    shutil.copytree(opened, folder)
    make(folder / "exports")
    told_well(novation("source", "add", folder / "exports", "-p", folder, "--json"))
    ran = novation("run", "-p", folder, "--json")
    told_well(ran)
    assert ran.status == 0, ran.err
    scan = json.loads((folder / "records" / "scan.json").read_bytes())
    assert next(t for t in scan["tables"] if t["source"] == "会员.csv")["rows"] == 40
    for entry in scan["skipped"]:
        assert entry["reason"]["zh"] and entry["reason"]["en"] and entry["source"]


@pytest.mark.slow
def test_what_is_odd_but_readable_goes_all_the_way(keys: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    for number, make in enumerate(CASES.values()):
        folder = exports / f"c{number:02}"
        folder.mkdir(parents=True)
        make(folder)
    (exports / "会员.csv").write_text(MEMBERS, "utf-8")
    folder = tmp_path / "seller"
    open_project(folder, exports, keys, deal="merger")
    ran = novation("run", "-p", folder, "--json")
    assert ran.status == 0, ran.err
    authorise(folder, keys)
    sealed = novation("seal", tmp_path / "package", "-p", folder, "--key", keys / "hander-over", "--json")
    told_well(sealed)
    assert sealed.status == 0, sealed.err
    buyer = tmp_path / "buyer"
    assert novation("receive", tmp_path / "package", "-i", keys / "buyer.age", "-p", buyer).status == 0
    reconciled = novation("reconcile", "-p", buyer, "--json")
    assert reconciled.status == 0, reconciled.out
    assert novation("receipt", "-p", buyer, "--answer", "accept", "--key", keys / "receiver").status == 0
    assert novation("receipt", "-p", folder, "--import", buyer / "records" / "receipt.json").status == 0
    destroyed = novation("destroy", "-p", folder, "--json")
    told_well(destroyed)
    assert destroyed.status == 0, destroyed.err


def test_a_folder_with_nothing_in_it_says_so(keys: Path, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    open_project(tmp_path / "seller", tmp_path / "exports", keys)
    for step in ("scan", "run"):
        ran = novation(step, "-p", tmp_path / "seller", "--json")
        told_well(ran)
    authorise(tmp_path / "seller", keys)
    sealed = novation(
        "seal", tmp_path / "package", "-p", tmp_path / "seller", "--key", keys / "hander-over", "--json"
    )
    assert sealed.value["error"]["code"] == "plan.nothing-passes"


def test_a_folder_that_is_not_there_says_so(keys: Path, tmp_path: Path) -> None:
    ran = novation("init", tmp_path / "nowhere", "-p", tmp_path / "seller", "--json")
    assert ran.status in (2, 3)
    assert not (tmp_path / "seller" / "novation.toml").exists()


def test_no_customers_at_all_is_no_error(keys: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "商品.csv").write_text("商品编号,品名,单价\nP1,铅笔,2.50\nP2,橡皮,1.00\n", "utf-8")
    open_project(tmp_path / "seller", exports, keys)
    ran = novation("run", "-p", tmp_path / "seller", "--json")
    assert ran.status == 0, ran.err
    assert ran.value["people"] == 0


def test_a_source_that_vanishes_between_steps_is_told(keys: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "会员.csv").write_text(MEMBERS, "utf-8")
    (exports / "other.csv").write_text("a,b\n1,2\n")
    folder = tmp_path / "seller"
    open_project(folder, exports, keys, deal="merger")
    assert novation("scan", "-p", folder).status == 0
    (exports / "other.csv").unlink()
    scanned = novation("scan", "-p", folder, "--json")
    assert scanned.status == 0
    assert [s["source"] for s in scanned.value["skipped"]] == ["other.csv"]
    assert novation("run", "-p", folder).status == 0
    authorise(folder, keys)
    (exports / "会员.csv").unlink()
    sealed = novation("seal", tmp_path / "package", "-p", folder, "--key", keys / "hander-over", "--json")
    assert sealed.value["error"]["code"] == "plan.stale"


def test_the_same_file_twice_is_one_source_or_two_names(keys: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    (exports / "again").mkdir(parents=True)
    for place in (exports, exports / "again"):
        (place / "会员.csv").write_text(MEMBERS, "utf-8")
    folder = tmp_path / "seller"
    open_project(folder, exports, keys, deal="merger")
    added = novation("source", "add", exports / "会员.csv", exports, "-p", folder, "--json")
    assert added.value == {"added": []}
    ran = novation("run", "-p", folder, "--json")
    assert ran.value["people"] == 40
    names = [s["source"] for s in novation("scan", "-p", folder, "--json").value["tables"]]
    assert len(set(names)) == len(names) == 2


def test_a_correction_is_kept_and_one_that_fits_nothing_is_told(story: Story, tmp_path: Path) -> None:
    folder = story.copy("planned", tmp_path / "seller")
    path = folder / "novation.toml"
    text_before = path.read_text("utf-8")
    entry = '\n[[override]]\nsource = "商品.csv"\ntable = "商品"\ncolumn = "{}"\nreason = "供应商联系人"\nkind = "person.name"\n'
    header = (folder / "exports" / "商品.csv").read_text("utf-8-sig").splitlines()[0].split(",")[1]
    path.write_text(text_before + entry.format(header), "utf-8")
    for _ in range(2):
        scanned = novation("scan", "-p", folder, "--json").value
        column = next(
            c for t in scanned["tables"] if t["table"] == "商品" for c in t["columns"] if c["name"] == header
        )
        assert (column["kind"], column["category"], column["overridden"]) == (
            "person.name",
            "identity",
            "供应商联系人",
        )
    path.write_text(text_before + entry.format("没有这一列"), "utf-8")
    assert novation("scan", "-p", folder, "--json").value["error"]["code"] == "source.unknown"


def test_no_error_record_or_journal_of_hostile_files_is_other_than_json(keys: Path, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    odd_database(exports)
    odd_parquet(exports)
    open_project(tmp_path / "seller", exports, keys, deal="merger")
    assert novation("run", "-p", tmp_path / "seller").status == 0
    records = tmp_path / "seller" / "records"
    for path in records.glob("*.json"):
        json.loads(path.read_bytes())
    for line in (records / "journal.jsonl").read_bytes().splitlines():
        json.loads(line)
