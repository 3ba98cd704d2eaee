"""客服记录.jsonl: the service desk's log, free text in the customers' languages, with what people let slip in it."""

from __future__ import annotations

import numpy as np
import polars as pl

from shop.identifiers import padded
from shop.people import Chunk
from shop.sentinels import IS_PLANTED, NOTES, SENTINELS

NAME = "客服记录.jsonl"

# kind|text; {phone} and the like are filled with the person's own
EVERYDAY = {
    "zh": ["咨询|咨询球拍穿线价格，回电{phone}", "地址变更|修改收货地址为{address}", "咨询|{name}来电询问积分是否清零", "发票|要求补开发票，邮箱{email}", "投诉|投诉快递慢，已致歉", "咨询|询问书法班开课时间", "退换货|换货：球鞋尺码偏小", "咨询|核对实名信息，身份证{id}，已登记"],
    "de": ["咨询|{name} fragt nach der Lieferzeit, Rückruf unter {phone}", "发票|Rechnung an {email} gesendet", "投诉|Schläger reklamiert, Austausch zugesagt"],
    "fr": ["退换货|{name} demande un remboursement, tél. {phone}", "发票|Facture envoyée à {email}", "咨询|Question sur la taille des chaussures"],
    "en": ["投诉|Called about a late parcel, number {phone}", "发票|{name} asked to resend the invoice to {email}", "地址变更|Wants to change the delivery address to {address}"],
    "ja": ["咨询|{name}様より在庫のお問い合わせ、折り返し {phone}", "发票|請求書を {email} に再送済み", "咨询|ラケットの張り替えについて相談"],
    "ko": ["咨询|{name} 고객 배송 문의, 연락처 {phone}", "发票|영수증을 {email} 로 재발송", "退换货|신발 사이즈 교환 요청"],
}  # fmt: skip
HEALTH = {
    "zh": ["会员患有哮喘，运动课前须提醒带喷雾，联系{phone}", "客户说对乳胶过敏，护具要换材质", "因糖尿病住院，申请暂停会员卡", "怀孕六个月，取消瑜伽课"],
    "de": ["Kundin hat eine Latexallergie, bitte andere Griffbänder", "Nach Bandscheibenvorfall Kurs storniert"],
    "fr": ["Cliente diabétique, demande de report du stage", "Allergie au latex signalée"],
    "en": ["Has asthma, asked for an indoor class", "Recovering from knee surgery, return accepted"],
    "ja": ["喘息のため屋内コースを希望", "ラテックスアレルギーあり"],
    "ko": ["천식이 있어 실내 수업 희망", "라텍스 알레르기 있음"],
}  # fmt: skip
DISPUTE = {
    "zh": [
        "球拍断裂划伤，索赔两千元，已提交市场监管部门",
        "卡内余额被扣不认可，准备起诉",
        "拒绝退培训费，要求书面答复，电话{phone}",
    ],
    "de": ["Anwalt droht mit Klage wegen defektem Schläger"],
    "fr": ["Litige sur le remboursement, mise en demeure reçue"],
    "en": ["Chargeback dispute over a broken racket, solicitor's letter received"],
    "ja": ["返金をめぐり消費生活センターに相談中"],
    "ko": ["환불 분쟁, 소비자원에 접수됨"],
}


def note_rows(chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
    """Everyday notes, one health note for each person with health told, one open dispute for each that has one here."""
    rng = chunk.stream("notes")
    members = people.filter(pl.col("source") == "member")
    often = rng.poisson(0.42, members.height)
    often[members.select(IS_PLANTED & pl.col("last").is_null()).to_series().to_numpy()] = (
        0  # must leave no trace
    )
    everyday = members[np.repeat(np.arange(members.height), often)]
    parts = [
        _filled(rng, everyday, EVERYDAY, "", "已结"),
        _filled(rng, members.filter("health"), HEALTH, "健康告知|", "已结"),
        _filled(rng, members.filter(pl.col("dispute") == "notes"), DISPUTE, "争议|", "争议未决"),
        _planted(rng, members),
    ]
    rows = pl.concat(parts)
    rows = rows[rng.permutation(rows.height)]
    numbers = "KF" + padded(np.arange(rows.height) + chunk.start * 4 + 1, 8)
    return rows.select(numbers.alias("记录编号"), pl.all())


def _filled(
    rng: np.random.Generator, people: pl.DataFrame, texts: dict[str, list[str]], lead: str, state: str
) -> pl.DataFrame:
    draw = rng.integers(0, 1 << 30, people.height)
    text = pl.lit("")
    for language, options in texts.items():
        text = (
            pl.when(pl.col("language") == language)
            .then(pl.Series(options).gather(draw % len(options)))
            .otherwise(text)
        )
    people = people.with_columns(text=lead + text).with_columns(
        text=pl.when(pl.col("text").str.contains("{id}", literal=True) & pl.col("resident_id").is_null())
        .then(pl.lit("咨询|会员来店核对积分")).otherwise("text")
    )  # fmt: skip
    for blank, column in {
        "phone": "phone",
        "name": "name",
        "email": "email",
        "address": "address",
        "id": "resident_id",
    }.items():
        people = people.with_columns(
            text=pl.col("text").str.replace_all(
                f"{{{blank}}}", pl.col(column).fill_null("（未留）"), literal=True
            )
        )
    return _rows(rng, people, state)


def _planted(rng: np.random.Generator, members: pl.DataFrame) -> pl.DataFrame:
    """The notes of the planted people, whose words stand nowhere else."""
    words = {s.name: "|".join(NOTES[s.situation]) for s in SENTINELS if s.situation in NOTES}
    told = members.filter(pl.col("name").is_in(list(words)))
    return _rows(
        rng, told.with_columns(text=pl.col("name").replace_strict(words, return_dtype=pl.String)), "已结"
    )


def _rows(rng: np.random.Generator, people: pl.DataFrame, state: str) -> pl.DataFrame:
    said = pl.col("text").str.splitn("|", 2).struct
    size = people.height
    start = pl.col("registered").cast(pl.Datetime("ms"))
    span = pl.lit("2026-10-31").str.to_date().cast(pl.Datetime("ms")) - start
    at = start + (span.dt.total_milliseconds() * pl.Series(rng.random(size))).cast(pl.Int64).cast(
        pl.Duration("ms")
    )
    return people.select(
        pl.col("member_no").alias("会员编号"),
        at.dt.strftime("%Y-%m-%dT%H:%M:%S+08:00").alias("时间"),
        said.field("field_0").alias("类型"),
        pl.Series(["电话", "微信", "门店", "邮件"]).gather(rng.integers(0, 4, size)).alias("渠道"),
        pl.lit(state).alias("状态"),
        said.field("field_1").alias("备注"),
        pl.Series(["A01", "A03", "B02", "B07"]).gather(rng.integers(0, 4, size)).alias("坐席"),
    )
