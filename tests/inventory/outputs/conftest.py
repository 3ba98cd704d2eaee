"""A table of invented people, scanned, and every value that must not come out again."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from novation.inventory import TableFinding

from ..conftest import Invented, scan

N = 200


@dataclass(frozen=True)
class Scanned:
    """`tables` as found; `planted` are the personal values in them."""

    tables: list[TableFinding]
    planted: set[str]


@pytest.fixture(scope="session")
def scanned() -> Scanned:
    made = Invented(11)
    people = {
        "会员编号": [f"HY{i:06d}" for i in range(N)],
        "姓名": [made.name() for _ in range(N)],
        "手机": [made.mobile() for _ in range(N)],
        "身份证": [made.resident_id() for _ in range(N)],
        "地址": [made.address() for _ in range(N)],
        "银行卡": [made.card() for _ in range(N)],
        "民族": [made.random.choice(("汉族", "回族", "满族", "壮族")) for _ in range(N)],
        "备注": [made.note() for _ in range(N)],
    }
    goods = {"货号": [f"SKU-{i:05d}" for i in range(N)], "颜色": ["红", "蓝"] * (N // 2)}
    planted = {v for name in ("姓名", "手机", "身份证", "地址", "银行卡", "备注") for v in people[name]}
    return Scanned([scan(people, "会员 名册"), scan(goods, "goods")], planted)
