"""Headers in Chinese, English, pinyin and its initials, in snake and camel case."""

from __future__ import annotations

import pytest

from novation.inventory.headers import read_header
from novation.inventory.kinds import KINDS
from novation.inventory.table_names import read_table
from novation.inventory.tables import load


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("手机号", "cn.mobile"),
        ("sjh", "cn.mobile"),
        ("mobilePhone", "cn.mobile"),
        ("收货人/提货人手机号", "cn.mobile"),
        ("xm", "person.name"),
        ("客户姓名", "person.name"),
        ("ContactName", "person.name"),
        ("sfzh", "cn.resident-id"),
        ("身份证号码", "cn.resident-id"),
        ("csrq", "person.birth-date"),
        ("dateOfBirth", "person.birth-date"),
        ("hybh", "key.customer"),
        ("会员号（8位数字）", "key.customer"),
        ("cust_no", "key.customer"),
        ("ddh", "key.order"),
        ("OrderID", "key.order"),
        ("工号", "key.employee"),
        ("SupplierID", "key.supplier"),
        ("ShipPostalCode", "place.postcode"),
        ("余额(元)", "order.amount"),
        ("最近消费日期", "time.last-activity"),
        ("下单时间", "time.order"),
        ("joined_at", "time.registered"),
        ("是否同意转让", "consent.state"),
        ("opt-in", "marketing.state"),
        ("投诉状态", "hold.state"),
        ("病史", "health"),
        ("ＱＱ号", "cn.qq"),
    ],
)
def test_a_header_points_to_its_kind(header, kind):
    assert read_header(header)[0].kind == kind


@pytest.mark.parametrize("header", ["col_1", "column_3", "f7", "字段", "x"])
def test_a_header_without_meaning_gives_no_cue(header):
    assert read_header(header) == ()


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("t01-members", "customer"),
        ("会员表", "customer"),
        ("order_details", "order"),
        ("categories", "product"),
        ("客服日志", "service"),
    ],
)
def test_a_table_name_says_what_the_table_is_about(name, topic):
    assert read_table(name)[0] == topic


def test_a_table_about_levels_of_members_is_not_about_members():
    assert read_table("member_level")[0] == ""


def test_every_word_list_names_a_kind_that_exists():
    assert set(load("headers.yaml")) <= set(KINDS)
    assert set(load("vocabulary.yaml")["lists"]) - {"boolean"} <= set(KINDS)
