"""Texts to take time on: notes full of personal data, from the generator of examples/qingsong, and text with hardly any."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import polars as pl
from benchmarks.discovery.notes import Note
from benchmarks.measuring import ROOT

sys.path.insert(0, str(ROOT / "examples" / "qingsong"))

from shop.people import Chunk, draw  # noqa: E402

NOTES = (
    "客户{name}来电{phone}，收货地址改为{address}，已登记",
    "{name}要求补开发票，邮箱{email}，回电{phone}；上次的球拍已穿线",
    "核对实名信息：{name}，身份证{resident_id}，本人到店，会员卡余额已转出",
    "退款到{name}的卡{bank_card}，三个工作日内到账，短信发{phone}",
    "换货：球鞋尺码偏小，寄回{address}，联系人{name} {phone}",
    "{name}的孩子报名周六羽毛球班，紧急联系{phone}，邮箱 {email}",
    "Called about a late parcel, {name}, number {phone}, deliver to {address}",
    "投诉快递慢，已致歉并补偿优惠券一张，{name}表示满意，电话{phone}",
)
_FIELDS = ("name", "phone", "address", "email", "resident_id", "bank_card")
_QUIET = ROOT / "training" / "discovery" / "notes"


def dense(path: Path, size: int, people: int = 20_000, seed: int = 11) -> None:
    """Writes about `size` bytes of one note a line, two or three spans in each, names in nearly all."""
    frame = draw(Chunk(seed, 0, people)).filter(pl.col("phone").is_not_null())
    frame = frame.with_columns(pl.col(f).cast(pl.String).fill_null("（未留）") for f in _FIELDS)
    written = pl.concat(frame.with_columns(note=pl.lit(note)).select(_filled()) for note in NOTES)
    block = "\n".join(written.sample(fraction=1, shuffle=True, seed=seed)["note"]) + "\n"
    _repeat(path, block, size)


def _filled() -> pl.Expr:
    text = pl.col("note")
    for field in _FIELDS:
        text = text.str.replace_all(f"{{{field}}}", pl.col(field), literal=True)
    return text


def sparse(path: Path, size: int, more: list[Note], seed: int = 12) -> None:
    """Writes about `size` bytes of paragraphs without personal data: authors' lines without slots, and notes without labels."""
    lines = [
        line for file in sorted(_QUIET.glob("nothing*.txt")) for line in file.read_text("utf-8").splitlines()
    ]
    lines = [line for line in lines if line and "{" not in line]
    lines += [note.text.replace("\n", " ") for note in more if not note.personal]
    rng = random.Random(seed)
    _repeat(path, "\n".join("。".join(rng.sample(lines, 6)) for _ in range(4000)) + "\n", size)


def _repeat(path: Path, block: str, size: int) -> None:
    times = max(1, round(size / len(block.encode())))
    path.write_text((block * times).removesuffix("\n"), "utf-8")
