"""The finest form that is ever released: months, ages, bands, places; nothing of an address but its city."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from novation.engine import Engine
from novation.protection.forms import Form
from novation.protection.values import band_words, month_words, value_sql


def values(folder: Path, form: Form, cells: list[str | None], *, address: bool = False) -> list[object]:
    with Engine(folder) as engine:
        engine.register_arrow(
            "t", pa.table({"v": pa.array(cells, pa.string()), "n": list(range(len(cells)))})
        )
        sql = value_sql(form, "v", address=address)
        return engine.fetch_arrow(f"SELECT {sql} AS p FROM t ORDER BY n")["p"].to_pylist()


def test_of_an_address_only_the_city_or_the_province_is_told(tmp_path: Path) -> None:
    cells = [
        "浙江省杭州市西湖区文三路 1 号",
        "杭州市西湖区",
        "浙江某地",
        "王小明家对面超市",
        "12 High St, Leeds",
        "",
        None,
    ]
    assert values(tmp_path, Form.PLACE, cells, address=True) == [
        "杭州市",
        "杭州市",
        "浙江",
        None,
        None,
        None,
        None,
    ]


def test_a_column_of_places_says_what_it_says(tmp_path: Path) -> None:
    cells = ["杭州", "杭州市", "浙江省", "浙江杭州", "Leeds", "北京市"]
    assert values(tmp_path, Form.PLACE, cells) == ["杭州市", "杭州市", "浙江", "杭州市", "Leeds", "北京"]


@pytest.mark.parametrize(
    ("cell", "band"),
    [
        ("0", "< 1"),
        ("1.5", "1 – < 2"),
        ("¥99", "50 – < 100"),
        ("1,000", "1,000 – < 2,000"),
        ("7", "5 – < 10"),
    ],
)
def test_amounts_are_told_in_bands(tmp_path: Path, cell: str, band: str) -> None:
    (found,) = values(tmp_path, Form.AMOUNT, [cell])
    assert band_words(found, found) == band  # type: ignore[arg-type]


def test_dates_are_told_by_the_month_and_ages_only_where_they_can_be(tmp_path: Path) -> None:
    (month, none) = values(tmp_path, Form.MONTH, ["2024年03月11日", "soon"])
    assert month_words(month, month) == "2024-03" and none is None  # type: ignore[arg-type]
    assert values(tmp_path, Form.AGE, ["34", "34岁", "3400", "x", "130"]) == [34, 34, None, None, None]
    assert values(tmp_path, Form.POSTCODE, ["310012", "SW1A 1AA"]) == ["310", None]
    assert values(tmp_path, Form.LENGTH, ["", "短", "长" * 50]) == [0, 1, 2]
