"""Invented values for the tests of the scan: every number and name here is made up by a seeded generator."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow as pa
import pytest

from novation.inventory import TableFinding, scan_table

SURNAMES = "王李张刘陈杨黄赵吴周徐孙"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英"
REGIONS = ("110105", "310101", "440305", "510104", "330106")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Invented:
    """A seeded source of invented people."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)

    def digits(self, count: int) -> str:
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def name(self) -> str:
        return self.random.choice(SURNAMES) + "".join(
            self.random.choices(GIVEN, k=self.random.choice((1, 2, 2)))
        )

    def mobile(self) -> str:
        return self.random.choice(("138", "139", "150", "186", "199", "177")) + self.digits(8)

    def day(self, first: int, last: int) -> str:
        return f"{self.random.randint(first, last)}-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"

    def resident_id(self) -> str:
        body = self.random.choice(REGIONS) + self.day(1995, 2009).replace("-", "") + self.digits(3)
        return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, _ID_WEIGHTS, strict=True)) % 11]

    def card(self) -> str:
        body = "622202" + self.digits(12)
        total = 0
        for place, sign in enumerate(reversed(body + "0")):
            value = int(sign) * (2 if place % 2 else 1)
            total += value - 9 if value > 9 else value
        return body + str(-total % 10)

    def address(self) -> str:
        area = self.random.choice(
            ("北京市朝阳区", "上海市徐汇区", "浙江省杭州市西湖区", "广东省深圳市南山区")
        )
        return area + self.random.choice(("建国路", "漕溪北路", "文三路")) + self.digits(3) + "号"

    def note(self) -> str:
        return self.random.choice(
            (
                f"客户{self.name()}来电，要求改手机{self.mobile()}，已登记。",
                "孩子对花粉过敏，请勿推荐，谢谢！",
                "尺码偏小，要求换货；已同意。",
                f"身份证{self.resident_id()}已核验，可以发货。",
            )
        )


@pytest.fixture
def invented() -> Invented:
    return Invented()


def scan(columns: dict[str, list[str]], table: str = "t1", batch: int = 150) -> TableFinding:
    made = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    return scan_table(f"{table}.csv", table, made.schema, made.to_batches(max_chunksize=batch))


@pytest.fixture(name="scan")
def _scan():
    return scan


@pytest.fixture
def shared() -> Path:
    """The folder of outside test data beside the checkout; tests that need it skip where it is absent."""
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("../shared/data is not beside this checkout")
    return folder
