"""A small shop with customers of every kind: with e-mail, with a telephone only, with an address only, with nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from novation.handover import deciding, scanning
from novation.handover.opening import add_sources, init
from novation.handover.project import Project
from novation.terms import DealForm, Party, Place

PLANTED = ("欧阳青竹", "司徒望舒", "Zebedee Quillfeather", "夏侯霁月")
COUNT = 40


def email(number: int) -> str:
    return f"customer{number:03}@mail.example"


def write_exports(folder: Path) -> None:
    """Of forty, every fourth has no e-mail, every eighth no telephone either; the last has no address in addition."""
    folder.mkdir(parents=True)
    lines = ["会员号,姓名,手机,邮箱,国家,收货地址,注册日期"]
    for number in range(1, COUNT + 1):
        name = PLANTED[number - 1] if number <= len(PLANTED) else f"王小{'一二三四五六七八九十'[number % 10]}"
        mail = "" if number % 4 == 0 else email(number)
        phone = "" if number % 8 == 0 else f"1380013{number:04}"
        street = "" if number == COUNT else f"杭州市西湖区文三路{number}号"
        lines.append(f"M{number:05},{name},{phone},{mail},中国,{street},2024-03-11")
    (folder / "members.csv").write_text("\n".join(lines) + "\n", "utf-8")
    orders = ["订单号,会员号,下单日期,金额"]
    orders += [f"D{n:06},M{n:05},2026-0{1 + n % 9}-15,{n * 13}.50" for n in range(1, COUNT + 1)]
    (folder / "orders.csv").write_text("\n".join(orders) + "\n", "utf-8")


def open_shop(folder: Path, form: DealForm = DealForm.MERGER) -> Project:
    """Scanned, linked and decided."""
    write_exports(folder / "exports")
    project = init(
        folder,
        deal_form=form,
        seller=Party("青松文体用品有限公司", Place.CN, "privacy@qingsong.example"),
        buyer=Party("海澜零售有限公司", Place.CN, "privacy@hailan.example"),
        closing_on=date(2027, 1, 15),
    )
    add_sources(project, sorted((folder / "exports").iterdir()))
    scanning.scan(project)
    deciding.link(project)
    deciding.decide_step(project)
    return project
