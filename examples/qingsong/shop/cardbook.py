"""会员卡名册.xlsx: the paper-card members kept by the branches, and the children of the sports classes.

In CSV mode the two sheets become two CSV files.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import polars as pl
import xlsxwriter

from shop import words
from shop.days import AS_OF
from shop.identifiers import padded
from shop.people import Chunk
from shop.sentinels import IS_PLANTED, SENTINELS
from shop.tables import CsvFile

NAME = "会员卡名册.xlsx"
SHEETS = ("会员卡", "少儿体训班")
EXCEL_ROWS = 1_048_575
DAMAGED = "5.54E+15"
REMARKS = {s.name: s.sports_class for s in SENTINELS if s.sports_class}


def card_rows(chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
    """One row a card; a few card and ID numbers are the ruins that Excel leaves of long numbers."""
    rng = chunk.stream("cards")
    cards = people.filter("in_card")
    size = cards.height
    broken = pl.Series(rng.random(size) < 0.012) & ~pl.col("email").fill_null("").str.ends_with(
        "@planted.example"
    )
    shops = pl.Series(["文三路店", "武林店", "滨江店", "余杭店"])
    phone = pl.col("phone").fill_null("")
    return cards.select(
        pl.when(broken).then(pl.lit(DAMAGED)).otherwise("card_no").alias("卡号"),
        pl.col("name").alias("xm"),
        pl.when(pl.Series(rng.random(size) < 0.25)).then(_spaced(phone)).otherwise(phone).alias("sjh"),
        pl.when(broken & pl.col("resident_id").is_not_null())
        .then(pl.lit("3.30102E+17"))
        .otherwise("resident_id")
        .alias("sfzh"),
        pl.when("birth_known").then("birth").alias("csrq"),
        pl.col("registered").alias("bkrq"),
        pl.Series(rng.integers(0, 60_000, size) / 100).alias("ye"),
        shops.gather(rng.integers(0, 4, size)).alias("门店"),
        pl.when(pl.Series(rng.random(size) < 0.1)).then(pl.lit("卡已换新")).otherwise(pl.lit("")).alias("bz"),
    )


def class_rows(chunk: Chunk, people: pl.DataFrame) -> pl.DataFrame:
    """Children: those who are members, and about one in a hundred who are in no other file."""
    rng = chunk.stream("classes")
    members = people.filter("sports_class").select("name", "birth", "member_no", "email")
    extra = max(2, people.height // 100)
    born = pl.Series(rng.integers(6 * 365, 14 * 365, extra))
    given = pl.Series(words.GIVEN_ZH)
    others = pl.DataFrame(
        {
            "name": pl.Series(words.SURNAMES_ZH).gather(rng.integers(0, len(words.SURNAMES_ZH), extra))
            + given.gather(rng.integers(0, len(given), extra))
            + given.gather(rng.integers(0, len(given), extra)),
            "birth": pl.Series([AS_OF - dt.timedelta(days=int(d)) for d in born], dtype=pl.Date),
        }
    ).with_columns(member_no=pl.lit(None, pl.String), email=pl.lit(None, pl.String))
    children = pl.concat([members, others], how="diagonal")
    size = children.height
    adults = people.filter((pl.col("place") == "cn") & pl.col("phone").is_not_null() & (pl.col("birth") < AS_OF.replace(year=AS_OF.year - 25))
                           & ~IS_PLANTED)  # fmt: skip
    guardian = adults[rng.integers(0, adults.height, size)]
    health = pl.Series(words.ALLERGIES).gather(rng.integers(0, len(words.ALLERGIES), size))
    return children.select(
        pl.Series(padded(np.arange(size) + chunk.start * 2 + 70_001, 6)).alias("学员号"),
        pl.col("name").alias("学员姓名"),
        pl.col("birth").alias("出生日期"),
        pl.col("member_no").fill_null("").alias("会员编号"),
        guardian["name"].alias("监护人姓名"),
        guardian["phone"].alias("监护人手机"),
        pl.Series(["父亲", "母亲", "祖父母"]).gather(rng.integers(0, 3, size)).alias("与学员关系"),
        pl.Series(words.CLASSES).gather(rng.integers(0, len(words.CLASSES), size)).alias("班级"),
        pl.when(pl.Series(rng.random(size) < 0.15)).then(health).otherwise(pl.lit("")).alias("健康备注"),
    ).with_columns(健康备注=pl.col("学员姓名").replace_strict(REMARKS, default=pl.col("健康备注")))


def _spaced(phone: pl.Expr) -> pl.Expr:
    return phone.str.replace(r"^(\d{3})(\d{4})(\d{4})$", "$1 $2 $3")


class CardBook:
    """Takes the rows of both sheets chunk by chunk and writes them as a workbook or as two CSV files."""

    def __init__(self, folder: Path, *, excel: bool, title: bool = True) -> None:
        self.rows = dict.fromkeys(SHEETS, 0)
        self._title = title
        self._book: xlsxwriter.Workbook | None = None
        self._csv = (
            {}
            if excel
            else {sheet: CsvFile(folder / f"{sheet}.csv", bom=True, eol="\r\n") for sheet in SHEETS}
        )
        if excel:
            self._book = xlsxwriter.Workbook(folder / NAME, {"default_date_format": "yyyy-mm-dd"})
            self._book.set_properties(
                {"created": dt.datetime(2026, 11, 1, 8, 40), "company": "青松文体用品有限公司"}
            )
            self._sheets = {sheet: self._book.add_worksheet(sheet) for sheet in SHEETS}

    def append(self, sheet: str, frame: pl.DataFrame) -> None:
        if self._book is None:
            self._csv[sheet].append(frame)
        else:
            self._append_cells(sheet, frame)
        self.rows[sheet] += frame.height

    def _append_cells(self, sheet: str, frame: pl.DataFrame) -> None:
        page, at = self._sheets[sheet], self.rows[sheet]
        lead = int(self._title)
        if at == 0:
            if self._title:
                page.write_string(0, 0, f"青松文体 {sheet}名册（2026 年 11 月）")
            page.write_row(lead, 0, frame.columns)
            page.set_column(0, frame.width - 1, 18)
        for number, name in enumerate(frame.columns):
            cells = frame[name].to_list()
            if name == "sjh":  # some staff typed telephone numbers as numbers
                cells = [int(cell) if cell.isdecimal() and cell.endswith("7") else cell for cell in cells]
            page.write_column(lead + 1 + at, number, cells)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._book is not None:
            self._book.close()
        for file in self._csv.values():
            file.__exit__(kind, error, trace)
