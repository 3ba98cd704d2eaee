"""同意记录.csv and 异议登记.csv: what people said yes or no to, in no order; the latest word of a purpose counts."""

from __future__ import annotations

import numpy as np
import polars as pl

from shop.days import ASKED_FROM, day
from shop.identifiers import padded
from shop.people import Chunk

CONSENTS, OBJECTIONS = "同意记录.csv", "异议登记.csv"
SMS, TRANSFER = "营销短信", "转让给海澜零售"
SENSITIVE, GUARDIAN = "转让给海澜零售（敏感信息）", "监护人同意转让"

# state reached → what was said, first to last
HISTORY = {
    "agreed": ["同意"],
    "refused": ["拒绝"],
    "withdrawn": ["同意", "撤回"],
    "refused-then-agreed": ["拒绝", "同意"],
    "consented": ["同意"],
    "opted-out": ["同意", "撤回"],
}
PURPOSES = {"transfer": TRANSFER, "sensitive": SENSITIVE, "guardian": GUARDIAN, "marketing": SMS}


def consent_rows(chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
    """One row an event, shuffled."""
    rng = chunk.stream("consents")
    members = people.filter(pl.col("source") == "member")
    parts = [
        _events(rng, members.filter(pl.col(column) == state), purpose, said)
        for column, purpose in PURPOSES.items()
        for state, said in HISTORY.items()
    ]
    rows = pl.concat(parts)
    rows = rows[rng.permutation(rows.height)]
    return rows.select(
        ("TY" + padded(np.arange(rows.height) + chunk.start * 10 + 1, 9)).alias("记录号"), pl.all()
    )


def _events(rng: np.random.Generator, people: pl.DataFrame, purpose: str, said: list[str]) -> pl.DataFrame:
    """The events of people who all said the same things, each later than the one before."""
    size = people.height
    asked = pl.Series(day(ASKED_FROM) * 86_400 + rng.integers(0, 30 * 86_400, size))
    if purpose == SMS:
        asked = people["registered"].to_physical().cast(pl.Int64) * 86_400 + pl.Series(
            rng.integers(9 * 3_600, 20 * 3_600, size)
        )
    version = "会员章程-3" if purpose == SMS else "转让告知-2026-09"
    rows = []
    for step, word in enumerate(said):
        at = asked if step == 0 else asked + pl.Series(rng.integers(3_600, 18 * 86_400, size))
        rows.append(
            people.select(
                pl.col("member_no").alias("会员编号"),
                pl.lit(purpose).alias("目的"),
                pl.lit(word).alias("状态"),
                (at * 1_000).cast(pl.Datetime("ms")).dt.strftime("%Y-%m-%d %H:%M:%S").alias("时间"),
                pl.Series(["短信链接", "小程序", "门店纸质", "电话录音"])
                .gather(rng.integers(0, 4, size))
                .alias("渠道"),
                pl.lit(version).alias("告知版本"),
            )
        )
    return pl.concat(rows)


WORDS = {
    "zh": ["不同意把我的资料转让给海澜零售", "请勿移交，本人将自行注销", "反对转让"],
    "de": ["Widerspruch gegen die Weitergabe meiner Daten (Art. 21 DSGVO)"],
    "fr": ["Je m'oppose à la cession de mes données"],
    "en": ["I object to the sale of my data", "Do not sell or share my personal information"],
    "ja": ["個人情報の提供に同意しません"],
    "ko": ["개인정보 이전에 반대합니다"],
}


def objection_rows(chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
    """Objections to the transfer; a person with two accounts may have objected under the second."""
    rng = chunk.stream("objections")
    rows = people.filter(pl.col("objected") != "")
    draw = rng.integers(0, 1 << 30, rows.height)
    text = pl.lit("")
    for language, options in WORDS.items():
        text = (
            pl.when(pl.col("language") == language)
            .then(pl.Series(options).gather(draw % len(options)))
            .otherwise(text)
        )
    days = pl.Series(day(ASKED_FROM) + rng.integers(1, 50, rows.height)).cast(pl.Int32).cast(pl.Date)
    return rows.select(
        pl.when(pl.col("objected") == "second").then("second_no").otherwise("member_no").alias("会员编号"),
        pl.lit("反对转让").alias("异议"),
        days.dt.strftime("%Y-%m-%d").alias("日期"),
        text.alias("说明"),
    )
