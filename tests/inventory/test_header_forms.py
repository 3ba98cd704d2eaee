"""Headers by their form, and headers that the values refute."""

from __future__ import annotations

import random

import pytest

from novation.inventory.headers import read_header

N = 120
CHANCE = random.Random(17)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("民族代码", "ethnicity"),
        ("gender_cd", "person.gender"),
        ("Passport Nr.", "cn.passport"),
        ("Phone nbr", "generic.phone"),
        ("7、您的年龄？", "person.age"),
        ("体温℃", "health"),
        ("掌静脉特征串", "biometric"),
        ("finger_print_tpl", "biometric"),
        ("favourite_colour", "preference"),
        ("喜欢的颜色", "preference"),
        ("适合性别", "none"),
        ("targetGender", "none"),
        ("depot_lat", "none"),
        ("门店纬度", "none"),
    ],
)
def test_a_header_is_read_by_its_form(header, kind):
    assert read_header(header)[0].kind == kind


def test_machines_around_the_body_are_no_bodies():
    assert all(cue.kind != "biometric" or cue.strength < 0.5 for cue in read_header("指纹机状态"))


def test_a_role_is_a_cue_only_where_the_values_are_names(scan, invented):
    staff = [invented.name() for _ in range(5)]
    beside = {"姓名": [invented.name() for _ in range(N)]}
    people = scan({"推拿技师": [staff[i % 5] for i in range(N)], **beside})
    systems = scan({"处理客服": [f"bot-{i % 4}" for i in range(N)], **beside})
    assert people.column("推拿技师").kind == "person.name"
    assert systems.column("处理客服").kind != "person.name"


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("地址", [f"R{i % 9}-{i:02d}-{i % 4}" for i in range(N)]),
        (
            "联系人",
            [
                f"{a}{b}"
                for a in ("宏达", "永兴", "鼎盛", "百川")
                for b in ("建材", "五金机电", "印刷包装", "餐饮管理")
            ]
            * 8,
        ),
        ("薪资编号", [f"X{i:04d}" for i in range(N)]),
        ("level", ["INFO", "WARN", "ERROR"] * 40),
        ("size", [f"{i}.5MB" for i in range(N)]),
        ("性别", ["男款", "女款", "中性"] * 40),
        ("老税号", [f"3201049{i:08d}" for i in range(N)]),
    ],
    ids=["shelves", "companies", "payroll numbers", "log levels", "files", "goods", "old tax numbers"],
)
def test_a_header_that_the_values_refute_makes_nothing_personal(scan, header, values):
    column = scan({header: values}).column(header)
    assert column.kind.startswith(("none", "key.", "org.", "order."))


def test_the_evidence_says_that_the_values_refute_the_header(scan):
    column = scan({"地址": [f"R{i % 9}-{i:02d}-{i % 4}" for i in range(N)]}).column("地址")
    assert any("不符" in said.zh for said in column.evidence)


def test_few_places_under_latitude_are_sites(scan, invented):
    places = [("31.20", "30.65", "22.54")[i % 3] + "1234" for i in range(300)]
    names = [invented.name() for _ in range(300)]
    assert scan({"lat": places, "姓名": names}).column("lat").kind != "generic.gps"
