"""订单.csv, 订单明细.csv, 商品.csv: orders of 2015 to 2026, their lines, and the goods."""

from __future__ import annotations

import numpy as np
import polars as pl

from shop.identifiers import padded
from shop.people import Chunk
from shop.sentinels import IS_PLANTED
from shop.words import GIVEN_ZH, GOODS, SURNAMES_ZH

ORDERS, LINES, PRODUCTS = "订单.csv", "订单明细.csv", "商品.csv"


def products() -> pl.DataFrame:
    """The goods on sale; prices in yuan. No personal data."""
    rows = [
        (
            f"{kind_no:02d}-{model_no}{variant_no:02d}",
            f"{model}（{variant}）",
            kind,
            price * (1 + model_no) / 100 + variant_no * 2,
        )
        for kind_no, (kind, models, variants, price) in enumerate(GOODS)
        for model_no, model in enumerate(models)
        for variant_no, variant in enumerate(variants)
    ]
    return pl.DataFrame(
        rows,
        schema={"商品编码": pl.String, "品名": pl.String, "品类": pl.String, "单价": pl.Float64},
        orient="row",
    )


def orders(chunk: Chunk, people: pl.DataFrame, first: int, total: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Exactly `total` orders of the chunk's buyers, numbered from `first`, and their lines.

    Every buyer's latest order lies on the day that `last` says. Raises ValueError if there are fewer orders than buyers.
    """
    rng = chunk.stream("trade")
    buyers = people.filter((pl.col("source") == "member") & pl.col("last").is_not_null())
    if total < buyers.height:
        raise ValueError(f"{total} orders can't cover {buyers.height} buyers")
    counts = 1 + rng.multinomial(total - buyers.height, _keenness(rng, buyers.height))
    who = np.repeat(np.arange(buyers.height), counts)
    latest = np.zeros(total, dtype=bool)
    latest[np.cumsum(counts) - 1] = True
    last, since = (
        buyers[name].to_physical().to_numpy()[who].astype(np.int64) for name in ("last", "registered")
    )
    days = np.where(latest, last, since + (rng.random(total) * (last - since)).astype(np.int64))
    seconds = days * 86_400 + rng.integers(8 * 3_600, 22 * 3_600, total)
    order = np.argsort(seconds, kind="stable")
    who, seconds = who[order], seconds[order]
    numbers = pl.Series(seconds * 1_000).cast(pl.Datetime("ms")).dt.strftime("D%y%m%d") + padded(
        np.arange(first, first + total), 8
    )
    lines, amount, pieces, headline = _lines(rng, numbers)
    rows = _order_rows(rng, buyers[who], numbers, seconds).with_columns(
        amount.alias("金额"), headline.alias("商品"), pieces.alias("件数")
    )
    return rows.select(COLUMNS), lines


COLUMNS = [
    "订单号",
    "会员编号",
    "下单时间",
    "金额",
    "商品",
    "件数",
    "收货人",
    "收货电话",
    "收货地址",
    "状态",
    "支付方式",
    "发票抬头",
]


def _keenness(rng: np.random.Generator, size: int) -> np.ndarray:
    weights = rng.gamma(0.8, 1.0, size) + 1e-3
    return weights / weights.sum()


def _order_rows(
    rng: np.random.Generator, buyers: pl.DataFrame, numbers: pl.Series, seconds: np.ndarray
) -> pl.DataFrame:
    size = buyers.height
    gift = pl.Series(rng.random(size) < 0.05) & ~IS_PLANTED
    friend = pl.Series(SURNAMES_ZH).gather(rng.integers(0, len(SURNAMES_ZH), size)) + pl.Series(
        GIVEN_ZH
    ).gather(rng.integers(0, len(GIVEN_ZH), size))
    recent = pl.Series(seconds > 20_745 * 86_400)  # the last days before the export (from 2026-10-19)
    late = pl.Series(["待发货", "已发货", "退款中"]).gather(rng.integers(0, 3, size))
    early = pl.Series(["已完成"] * 17 + ["已退款", "已取消"]).gather(rng.integers(0, 19, size))
    return buyers.select(
        numbers.alias("订单号"),
        pl.col("member_no").alias("会员编号"),
        pl.Series(seconds * 1_000).cast(pl.Datetime("ms")).dt.strftime("%Y-%m-%d %H:%M:%S").alias("下单时间"),
        pl.when(gift).then(friend).otherwise("name").alias("收货人"),
        pl.col("phone").fill_null("").alias("收货电话"),
        pl.col("address").alias("收货地址"),
        pl.when(recent).then(late).otherwise(early).alias("状态"),
        pl.Series(["微信支付", "支付宝", "银行卡", "现金", "货到付款"])
        .gather(rng.integers(0, 5, size))
        .alias("支付方式"),
        pl.when(pl.Series(rng.random(size) < 0.12)).then("name").otherwise(pl.lit("")).alias("发票抬头"),
    )


def _lines(
    rng: np.random.Generator, numbers: pl.Series
) -> tuple[pl.DataFrame, pl.Series, pl.Series, pl.Series]:
    """The lines of the orders; with them each order's sum in yuan, its pieces and its headline."""
    goods = products()
    counts = rng.integers(1, 4, len(numbers))
    of = np.repeat(np.arange(len(numbers)), counts)
    starts = np.cumsum(counts) - counts
    item, pieces = rng.integers(0, goods.height, len(of)), rng.integers(1, 5, len(of))
    fen = np.rint(goods["单价"].to_numpy()[item] * 100).astype(np.int64)
    lines = pl.DataFrame(
        {
            "订单号": numbers.gather(of),
            "行号": np.arange(len(of)) - starts[of] + 1,
            "商品编码": goods["商品编码"].gather(item),
            "品名": goods["品名"].gather(item),
            "数量": pieces,
            "单价": fen / 100,
        }
    )
    amount = pl.Series(np.add.reduceat(fen * pieces, starts) / 100)
    return lines, amount, pl.Series(np.add.reduceat(pieces, starts)), goods["品名"].gather(item[starts])
