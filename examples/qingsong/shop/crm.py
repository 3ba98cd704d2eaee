"""crm_old.sqlite: the old CRM, tables and columns in pinyin initials; debts and disputes are kept up, customers aren't.

kh 客户: khbh 编号, xm 姓名, sjh 手机, dzyx 电子邮箱, dz 地址, gj 国家, csrq 出生日期, yhkh 银行卡号, iban, khzt 客户状态,
zjgmrq 最近购买日期, gxsj 更新时间. yszk 应收账款: khbh, je 金额, dqr 到期日, zt 状态. jf 纠纷: khbh, sy 事由, ljrq 立卷日期, zt 状态.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl

from shop.people import Chunk
from shop.sentinels import IS_PLANTED
from shop.words import STREETS_ZH

NAME = "crm_old.sqlite"
TABLES = {
    "kh": "khbh TEXT PRIMARY KEY, xm TEXT, sjh TEXT, dzyx TEXT, dz TEXT, gj TEXT, csrq TEXT, yhkh TEXT, iban TEXT, khzt TEXT, zjgmrq TEXT, gxsj TEXT",
    "yszk": "djh TEXT PRIMARY KEY, khbh TEXT, je REAL, dqr TEXT, zt TEXT",
    "jf": "jfbh TEXT PRIMARY KEY, khbh TEXT, sy TEXT, ljrq TEXT, zt TEXT",
}


def customer_rows(chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
    """Customers as the old system knew them: some moved since, some changed their number, some were closed."""
    rng = chunk.stream("crm")
    rows = people.filter("in_crm")
    size = rows.height
    kept = IS_PLANTED | (pl.col("bank") != "")
    moved = pl.Series(rng.random(size) < 0.3)
    lost = pl.Series(rng.random(size) < 0.08) & ~kept
    street = pl.Series(STREETS_ZH).gather(rng.integers(0, len(STREETS_ZH), size))
    state = pl.Series(["正常", "正常", "正常", "休眠", "休眠", "注销"]).gather(rng.integers(0, 6, size))
    begun = pl.col("registered").cast(pl.Datetime("ms"))
    updated = begun + (pl.lit(dt.datetime(2026, 9, 1)) - begun) * pl.Series(rng.random(size) ** 2)
    stale = pl.col("registered") + (pl.col("last") - pl.col("registered")) * pl.Series(rng.random(size))
    return rows.select(
        pl.col("crm_no").alias("khbh"),
        pl.col("name").alias("xm"),
        pl.when(lost).then(pl.lit("空号")).otherwise("phone").alias("sjh"),
        pl.col("email").alias("dzyx"),
        pl.when(moved & (pl.col("place") == "cn"))
        .then(pl.lit("杭州市") + street + pl.lit("旧址"))
        .otherwise("address")
        .alias("dz"),
        pl.col("country").alias("gj"),
        pl.when("birth_known").then(pl.col("birth").dt.strftime("%Y%m%d")).alias("csrq"),
        pl.col("bank_card").alias("yhkh"),
        pl.col("iban"),
        state.alias("khzt"),
        pl.when(pl.col("source") == "crm-only")
        .then("last")
        .otherwise(stale)
        .dt.strftime("%Y%m%d")
        .alias("zjgmrq"),
        updated.dt.strftime("%Y-%m-%d %H:%M:%S").alias("gxsj"),
    )


def debt_rows(chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
    """Open receivables of those who owe, and settled ones of others."""
    rng = chunk.stream("debts")
    rows = people.filter("in_crm")
    rows = rows.filter(pl.col("debt") | pl.Series(rng.random(rows.height) < 0.05))
    size = rows.height
    return rows.select(
        ("YS" + pl.col("crm_no").str.slice(1)).alias("djh"),
        pl.col("crm_no").alias("khbh"),
        pl.Series(rng.integers(2_000, 900_000, size) / 100).alias("je"),
        (pl.lit("2025-06-30").str.to_date() + pl.duration(days=pl.lit(pl.Series(rng.integers(0, 500, size)))))
        .dt.strftime("%Y-%m-%d")
        .alias("dqr"),
        pl.when("debt").then(pl.lit("未结")).otherwise(pl.lit("已结")).alias("zt"),
    )


def dispute_rows(chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
    """Open disputes of those who have one here, and closed ones of others."""
    rng = chunk.stream("disputes")
    rows = people.filter("in_crm")
    rows = rows.filter((pl.col("dispute") == "crm") | pl.Series(rng.random(rows.height) < 0.02))
    size = rows.height
    cause = pl.Series(["球拍断裂索赔", "会员卡余额争议", "退货运费争议", "培训课退费纠纷"])
    return rows.select(
        ("JF" + pl.col("crm_no").str.slice(1)).alias("jfbh"),
        pl.col("crm_no").alias("khbh"),
        cause.gather(rng.integers(0, 4, size)).alias("sy"),
        (pl.lit("2026-01-05").str.to_date() + pl.duration(days=pl.lit(pl.Series(rng.integers(0, 280, size)))))
        .dt.strftime("%Y-%m-%d")
        .alias("ljrq"),
        pl.when(pl.col("dispute") == "crm").then(pl.lit("处理中")).otherwise(pl.lit("已结案")).alias("zt"),
    )


class OldCrm:
    """The SQLite file; grows by data frames, compacted on closing so that its bytes depend on its rows alone."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.rows = dict.fromkeys(TABLES, 0)
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=MEMORY")
        self._base.execute("PRAGMA synchronous=OFF")
        for table, columns in TABLES.items():
            self._base.execute(f"CREATE TABLE {table} ({columns})")

    def append(self, table: str, frame: pl.DataFrame) -> None:
        marks = ", ".join("?" * frame.width)
        self._base.execute("BEGIN")
        self._base.executemany(f"INSERT INTO {table} VALUES ({marks})", frame.iter_rows())
        self._base.execute("COMMIT")
        self.rows[table] += frame.height

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._base.execute("VACUUM")
        self._base.close()
