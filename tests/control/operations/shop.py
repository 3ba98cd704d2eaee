"""A tiny shop whose customers are planted by name, and its project as the data plane leaves it after the plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from novation.handover import deciding, planning, scanning
from novation.handover.opening import add_sources, init
from novation.handover.project import Project
from novation.handover.sampling.drawing import draw
from novation.handover.sampling.order import SampleOrder
from novation.terms import DealForm, Party, Place

PLANTED = ("欧阳青竹", "司徒望舒", "Zebedee Quillfeather")
PHONES = ("13800138207", "13900139316", "13700137425")
"""Names and telephone numbers that must stand on no page but an unmasked look, in no log and in no journal."""


def write_exports(folder: Path, more: int = 27) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    people = [*zip(PLANTED, PHONES, strict=True)]
    people += [(f"王小{'一二三四五六七八九十'[n % 10]}", f"1360000{n:04}") for n in range(more)]
    members = ["会员号,姓名,手机,国家,注册日期"]
    orders = ["订单号,会员号,下单日期,金额,收货地址"]
    for number, (name, phone) in enumerate(people, 1):
        members.append(f"M{number:05},{name},{phone},中国,2024-0{1 + number % 9}-11")
        day = f"2026-0{1 + number % 9}-15"
        orders.append(f"D{number:06},M{number:05},{day},{number * 13}.50,杭州市西湖区文三路{number}号")
    (folder / "members.csv").write_text("\n".join(members) + "\n", "utf-8")
    (folder / "orders.csv").write_text("\n".join(orders) + "\n", "utf-8")
    (folder / "old.bak").write_bytes(b"\x00\x01\x02 no format that anybody knows \xff\xfe")


def open_shop(
    folder: Path,
    case: str = "NV-2026-0001",
    form: DealForm = DealForm.ASSET_DEAL,
    people: int = 27,
    **more: Any,
) -> Project:
    """The project with its exports as sources, before any step."""
    write_exports(folder / "exports", people)
    project = init(
        folder,
        deal_form=form,
        seller=Party("Qingsong Stationery & Sports", Place("cn"), ""),
        buyer=Party("Hailan Retail", Place("cn"), ""),
        closing_on=date(2027, 1, 15),
        case=case,
        **more,
    )
    add_sources(project, sorted((folder / "exports").iterdir()))
    return project


def run_to_plan(folder: Path) -> Path:
    project = open_shop(folder)
    scanning.scan(project)
    deciding.link(project)
    deciding.decide_step(project)
    planning.plan(project)
    return folder


def sampled_shop(folder: Path) -> Path:
    """A shop of enough people for a sample, and one drawn."""
    project = open_shop(folder, people=400)
    scanning.scan(project)
    deciding.link(project)
    deciding.decide_step(project)
    draw(project, SampleOrder(rows=60, columns=4))
    return folder
