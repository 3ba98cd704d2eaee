"""A shop with a handful of invented customers whose laws differ, as the data plane leaves it after the plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from novation.handover import deciding, planning, scanning
from novation.handover.opening import add_sources, append_entry, init
from novation.handover.people import build_index
from novation.handover.project import Project
from novation.terms import DealForm, Party, Place

MEMBERS = """会员号,姓名,手机,邮箱,国家,出生日期
M00001,沈青禾,13800138001,shen@example.com,中国,1987-03-05
M00002,Anna Muster,+4915123456789,anna@example.de,德国,1979-11-30
M00003,顾南乔,13800138003,family@example.com,中国,1985-06-01
M00004,顾小满,13800138004,family@example.com,中国,2015-09-09
M00005,陆时雨,13800138005,lu@example.com,中国,1990-01-20
M00006,王𠮷,13800138006,,中国,1970-02-02
M00007,Ng,13800138006,,中国,1972-03-03
"""
ORDERS = """订单号,会员号,下单日期,金额,收货地址
D000001,M00001,2026-09-15,13.50,杭州市西湖区文三路1号
D000002,M00002,2026-10-15,26.50,"Musterstraße 2, 50667 Köln"
D000003,M00003,2026-10-16,39.50,杭州市西湖区文三路3号
D000004,M00004,2026-10-17,52.50,杭州市西湖区文三路3号
D000005,M00005,2026-10-18,65.50,杭州市西湖区文三路5号
"""
PLANTED = ("沈青禾", "Anna Muster", "13800138001", "shen@example.com", "anna@example.de")
"""What must stand in no log, no journal and no address."""


def build_shop(folder: Path, place: Place = Place.CN, *, german: str = "德国") -> Project:
    """`place`: where both companies are; `german`: where the second customer lives."""
    exports = folder / "exports"
    exports.mkdir(parents=True)
    (exports / "members.csv").write_text(MEMBERS.replace("德国", german), "utf-8")
    (exports / "orders.csv").write_text(ORDERS, "utf-8")
    project = init(
        folder,
        deal_form=DealForm.ASSET_DEAL,
        seller=Party("Qingsong Stationery & Sports", place, "privacy@qingsong.example"),
        buyer=Party("Hailan Retail", place, "privacy@hailan.example"),
        closing_on=date(2027, 1, 15),
        case="NV-2026-0001",
    )
    add_sources(project, sorted(exports.iterdir()))
    for law in ("cn-pipl", "eu-gdpr", "uk-gdpr"):
        given = {"law": law, "given_on": date(2026, 6, 1), "evidence": "example"}
        append_entry(project, "notice", given, "notice.recorded")
    scanning.scan(project)
    deciding.link(project)
    deciding.decide_step(project)
    planning.plan(project)
    build_index(project)
    return project
