"""Labelled tables: one of invented people under three kinds of headers, and any table given with its columns.json."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from benchmarks.discovery.filling import Filling
from benchmarks.discovery.texts import Chunk, draw

Truth = dict[str, str | None]


@dataclass(frozen=True)
class Table:
    """A CSV file and the slug of each of its columns, None for those that hold nothing personal."""

    name: str
    file: Path
    truth: Truth
    rows: int


PEOPLE = (("name", "姓名", "person-name"), ("phone_shown", "手机号", "mobile"), ("email", "电子邮箱", "email"), ("address", "收货地址", "address"),
          ("resident_id", "身份证号", "resident-id"), ("bank_card", "银行卡号", "bank-card"), ("landline", "固定电话", "landline"),
          ("birth", "出生日期", "birth-date"))  # fmt: skip
FILLED = (("passport", "护照号", "passport"), ("permit", "港澳通行证", "hkmo-permit"), ("uscc", "统一社会信用代码", "uscc"), ("wechat", "微信号", "wechat"),
          ("qq", "QQ号", "qq"), ("plate", "车牌号", "plate"), ("ip", "登录IP", "ip"), ("mac", "设备MAC", "mac"))  # fmt: skip
_Maker = Callable[[random.Random, int], str]
PLAIN: tuple[tuple[str, str, _Maker], ...] = (
    ("order_no", "订单号", lambda r, n: f"{r.randint(2015, 2026)}{r.randrange(10**12):012d}"),
    ("serial_no", "流水号", lambda r, n: f"{20_260_000_000 + n}"),
    ("trade_no", "交易号", lambda r, n: f"8{r.randrange(10**17):017d}"),
    ("sku", "商品编码", lambda r, n: f"SP{r.randrange(10**6):06d}"),
    ("quantity", "数量", lambda r, n: str(r.randint(1, 40))),
    ("amount", "金额", lambda r, n: f"{r.randrange(1, 500_000) / 100:.2f}"),
    ("created_at", "创建时间", lambda r, n: f"2026-{r.randint(1, 12):02d}-{r.randint(1, 28):02d} {r.randrange(24):02d}:{r.randrange(60):02d}:00"),
    ("product", "商品名称", lambda r, n: r.choice(("羽毛球拍", "跑步鞋", "中性笔", "宣纸", "运动水杯", "文具盒"))),
)  # fmt: skip
"""Columns with nothing personal in them, most of them look-alikes."""


def invented(
    folder: Path, rows: int, seed: int = 21, styles: tuple[str, ...] = ("zh", "en", "none")
) -> list[Table]:
    """The same rows under Chinese, English and meaningless headers."""
    people = draw(Chunk(seed, 0, rows)).select(key for key, _, _ in PEOPLE)
    filling, rng = Filling(seed), random.Random(seed)
    more = {key: [filling.value(key) for _ in range(rows)] for key, _, _ in FILLED}
    plain = {key: [make(rng, n) for n in range(rows)] for key, _, make in PLAIN}
    frame = people.with_columns(pl.Series(k, v) for k, v in (more | plain).items())
    slugs: Truth = {key: slug for key, _, slug in (*PEOPLE, *FILLED)} | {key: None for key, _, _ in PLAIN}
    chinese = {key: word for key, word, _ in (*PEOPLE, *FILLED, *PLAIN)}
    headers = {
        "zh": chinese,
        "en": {k: k for k in chinese},
        "none": {k: f"col_{n}" for n, k in enumerate(chinese, 1)},
    }
    return [_written(folder, style, frame, headers[style], slugs) for style in styles]


def _written(folder: Path, style: str, frame: pl.DataFrame, names: dict[str, str], slugs: Truth) -> Table:
    file = folder / f"table-{style}.csv"
    frame.rename(names).write_csv(file)
    return Table(
        f"invented, headers {style}", file, {names[k]: slugs[k] for k in frame.columns}, frame.height
    )


def given(file: Path, described: Path, names: dict[str, str], folder: Path) -> Table:
    """A CSV or Parquet file with columns.json: {"header": {"type": label or slug, "pii": true}}; ValueError for labels unknown."""
    frame = pl.read_parquet(file) if file.suffix == ".parquet" else pl.read_csv(file, infer_schema=False)
    truth: Truth = {}
    for header, entry in json.loads(described.read_text("utf-8")).items():
        label = str(entry["type"])
        slug = names.get(label, label if label == label.lower() else "")
        if entry["pii"] and not slug:
            raise ValueError(f"{described.name}: label {label} stands in no table of types.yaml")
        truth[header] = slug if entry["pii"] else None
    copy = folder / f"given-{file.stem}.csv"
    frame.select(pl.col(list(truth)).cast(pl.String)).write_csv(copy)
    return Table(file.name, copy, truth, frame.height)


def described(file: Path, names: dict[str, str], folder: Path) -> Table:
    """Columns that are only described (system, table, column, type, comment), each with a label; without a value."""
    frame = pl.read_csv(file, infer_schema=False)
    copy = folder / "described.csv"
    frame.drop("label").write_csv(copy)
    truth: Truth = {}
    for row in frame.iter_rows(named=True):
        slug = None if row["label"] == "NONE" else names[row["label"]]
        truth[f"{row['system']}.{row['table']}.{row['column']}"] = slug
    return Table("columns of three real shop systems, described only", copy, truth, 0)
