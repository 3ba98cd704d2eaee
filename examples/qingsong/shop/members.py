"""会员导出_20261101.csv: the member system's export, in GB18030, every value led by a TAB."""

from __future__ import annotations

import numpy as np
import polars as pl

from shop.people import Chunk
from shop.words import GOODS

NAME = "会员导出_20261101.csv"
TITLE = "青松文体用品有限公司 会员资料导出 2026-11-01 08:30"


def member_rows(chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
    """One row a member, then the second accounts of those who have two (older, with the old address)."""
    rng = chunk.stream("members")
    size = people.height
    kinds = pl.Series([kind for kind, *_ in GOODS])
    rows = people.select(
        pl.col("member_no").alias("会员编号"),
        pl.col("name").alias("姓名"),
        pl.col("phone_shown").alias("手机号"),
        pl.col("landline").alias("固定电话"),
        pl.col("resident_id").alias("身份证号"),
        _birthdays(rng, size).alias("生日"),
        pl.when("gender_known").then(pl.when("male").then(pl.lit("男")).otherwise(pl.lit("女"))).alias("性别"),
        pl.col("registered").dt.strftime("%Y-%m-%d").alias("注册日期"),
        pl.col("last").dt.strftime("%Y-%m-%d").alias("最近消费日期"),
        pl.Series(rng.integers(0, 20_000, size)).cast(pl.String).alias("积分"),
        kinds.gather(rng.integers(0, len(kinds), size)).alias("常购品类"),
        pl.col("country").alias("国家/地区"),
        pl.col("region").alias("省份"),
        pl.col("city").alias("城市"),
        pl.col("address").alias("收货地址"),
        pl.col("email").alias("邮箱"),
        pl.when(pl.col("marketing") == "consented").then(pl.lit("是")).otherwise(pl.lit("否")).alias("接收短信"),
        _remarks(rng, size).alias("备注"),
        "second_no", "source",
    )  # fmt: skip
    second = rows.filter(pl.col("second_no").is_not_null()).with_columns(
        会员编号=pl.col("second_no"),
        手机号=pl.col("手机号").str.replace_all(r"[ -]", ""),
        最近消费日期=pl.lit(""),
        收货地址=pl.lit(""),
        备注=pl.lit("重复开卡，待合并"),
    )
    first = rows.filter(pl.col("source") == "member")
    rows = pl.concat([first, second]).drop("second_no", "source")
    return pl.concat([rows, _junk_rows(rows)]) if chunk.start == 0 else rows


def _junk_rows(like: pl.DataFrame) -> pl.DataFrame:
    """Rows that staff typed while trying the system out: nobody's data, and not valid either."""
    blank = {name: [""] * 4 for name in like.columns}
    return pl.DataFrame(
        blank
        | {
            "会员编号": ["TEST001", "TEST002", "", "QS99999999"],
            "姓名": ["测试", "test", "作废", "测试会员请勿删除"],
            "手机号": ["11111111111", "12345", "无", "不详"],
            "生日": ["1900-01-00", "0000-00-00", "", "1900-01-01"],
            "国家/地区": ["中国", "-", "", "中国"],
            "接收短信": ["否", "否", "", "否"],
        },
        schema=dict.fromkeys(like.columns, pl.String),
    )


def _birthdays(rng: np.random.Generator, size: int) -> pl.Expr:
    """Birth dates as several generations of the member system wrote them."""
    style = pl.Series(rng.integers(0, 20, size))
    born = pl.col("birth")
    return (
        pl.when(~pl.col("birth_known")).then(None)
        .when(style < 15).then(born.dt.strftime("%Y-%m-%d"))
        .when(style < 17).then(born.dt.strftime("%Y/%-m/%-d"))
        .when(style < 19).then(born.dt.strftime("%Y%m%d"))
        .otherwise(born.dt.strftime("%Y年%-m月%-d日"))
    )  # fmt: skip


def _remarks(rng: np.random.Generator, size: int) -> pl.Series:
    options = [""] * 12 + [
        "老客户",
        "周末送货",
        "地址已过期，退件一次",
        "要开增值税发票",
        "放门卫处",
        "VIP，店长跟进",
    ]
    return pl.Series(options).gather(rng.integers(0, len(options), size))
