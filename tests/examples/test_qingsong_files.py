"""The example shop's files: the same every time, of the size asked for, opened by ordinary tools."""

from __future__ import annotations

import hashlib
import importlib
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "qingsong"


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_another_seed_differs_and_the_same_seed_written_over_it_gives_the_same_bytes(
    tmp_path: Path, generate: Any, small: Path
) -> None:
    assert generate(tmp_path, "--scale", "small", "--seed", "8").returncode == 0
    first, other = digests(small), digests(tmp_path)
    assert {name for name in first if first[name] == other[name]} == {"商品.csv", "~$会员卡名册.xlsx"}
    assert generate(tmp_path, "--scale", "small", "--seed", "7").returncode == 0
    assert digests(tmp_path) == first


def test_every_file_has_as_many_rows_as_the_truth_says(shop: Any) -> None:
    found = {
        "会员导出_20261101.csv": len(shop.members()),
        **{
            name: len(shop.csv(name)) for name in ("订单.csv", "订单明细.csv", "同意记录.csv", "异议登记.csv")
        },
        **{name: len(shop.sheet(name)) for name in ("会员卡", "少儿体训班")},
        **{table: shop.crm(f"SELECT count(*) FROM {table}")[0][0] for table in ("kh", "yszk", "jf")},
        "客服记录.jsonl": len(shop.notes()),
    }
    assert found == shop.truth["rows"]


def test_there_are_as_many_people_and_orders_as_asked_for(shop: Any) -> None:
    assert len(shop.truth["people"]) == 5_000
    assert len(shop.csv("订单.csv")) == 20_000
    members = {row["会员编号"] for row in shop.members()}
    assert {p["member_no"] for p in shop.people(source="member")} <= members


def test_the_files_have_the_marks_of_the_systems_they_come_from(shop: Any) -> None:
    export = (shop.folder / "会员导出_20261101.csv").read_bytes()
    assert b"\r\n\tQS10000001," in export
    with pytest.raises(UnicodeDecodeError):
        export.decode("utf-8")
    assert "０" in export.decode("gb18030")
    assert (shop.folder / "订单.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    cards = shop.sheet("会员卡")
    assert any(row["卡号"] == "5.54E+15" for row in cards)
    assert shop.crm("PRAGMA integrity_check") == [("ok",)]


def test_what_cannot_be_read_really_cannot_be_read(shop: Any) -> None:
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(shop.folder / "合作协议扫描件.docx")
    base = sqlite3.connect(shop.folder / "crm_backup_2019.sqlite")
    with pytest.raises(sqlite3.DatabaseError):
        base.execute("SELECT * FROM sqlite_master")
    base.close()


def test_order_lines_add_up_to_their_orders_and_name_goods_that_exist(shop: Any) -> None:
    goods = {row["商品编码"]: row["单价"] for row in shop.csv("商品.csv")}
    sums: dict[str, float] = {}
    for line in shop.csv("订单明细.csv"):
        assert goods[line["商品编码"]] == line["单价"]
        sums[line["订单号"]] = sums.get(line["订单号"], 0) + int(line["数量"]) * float(line["单价"])
    orders = {row["订单号"]: float(row["金额"]) for row in shop.csv("订单.csv")}
    assert sums == pytest.approx(orders)
    assert len(orders) == 20_000


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The script's own package, on the path only here."""
    monkeypatch.syspath_prepend(str(EXAMPLE))
    yield importlib.import_module("shop.build"), importlib.import_module("shop.people")
    for name in [name for name in sys.modules if name.split(".")[0] == "shop"]:
        del sys.modules[name]


def test_the_csv_form_has_the_same_rows_and_titles_can_be_left_out(
    tmp_path: Path, generator: Any, small: Path
) -> None:
    build, _ = generator
    build.build(tmp_path, customers=300, orders=1_200, seed=7, excel=False, titles=False)
    book, plain = ({path.name for path in folder.iterdir()} for folder in (small, tmp_path))
    assert book - plain == {"会员卡名册.xlsx"}
    assert plain - book == {"会员卡.csv", "少儿体训班.csv"}
    name = "会员导出_20261101.csv"
    title, rest = (small / name).read_bytes().split(b"\r\n", 1)
    assert title.decode("gb18030").startswith("青松文体")
    assert title.count(b",") == rest.split(b"\r\n")[0].count(b",")
    assert rest == (tmp_path / name).read_bytes()


def test_sizes_that_cannot_be_made_are_refused_with_a_reason(
    tmp_path: Path, generate: Any, generator: Any
) -> None:
    run = generate(tmp_path, "--customers", "50")
    assert run.returncode == 2
    assert "at least 200 customers" in run.stderr
    build, _ = generator
    with pytest.raises(ValueError, match="can't cover"):
        build.build(tmp_path / "few", customers=300, orders=10, seed=7)
    with pytest.raises(ValueError, match="workbook"):
        build.build(tmp_path / "many", customers=9_000_000, orders=9_000_000, seed=7)


def test_numbers_stay_unique_over_many_chunks(
    tmp_path: Path, shop: Any, generator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    build, people = generator
    monkeypatch.setattr(people, "CHUNK", 250)
    build.build(tmp_path, customers=900, orders=3_001, seed=7)
    other = type(shop)(tmp_path, {})
    for keys in (
        [row["订单号"] for row in other.csv("订单.csv")],
        [row["记录号"] for row in other.csv("同意记录.csv")],
        [row["记录编号"] for row in other.notes()],
        [row["会员编号"] for row in other.members() if row["会员编号"]],
        [row["学员号"] for row in other.sheet("少儿体训班")],
    ):
        assert len(set(keys)) == len(keys)
    assert len(other.csv("订单.csv")) == 3_001
