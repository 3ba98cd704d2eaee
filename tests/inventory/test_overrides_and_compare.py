"""The user's word over the scan's, kept with its reason; and what changed between two scans."""

from __future__ import annotations

import pytest

from novation.errors import NovationError
from novation.inventory import Override, apply_overrides, compare
from novation.terms import Category, Sensitivity


@pytest.fixture
def finding(scan):
    return scan({"代号": ["a1", "b2", "c3"], "姓名": ["王伟", "李芳", "张敏"]}, "会员")


def test_an_override_stands_with_its_reason_after_every_scan(finding, scan):
    said = Override("会员", "代号", "内部健康分级", kind="health")
    for scanned in (finding, scan({"代号": ["d4"], "姓名": ["赵勇"]}, "会员")):
        column = apply_overrides(scanned, [said]).column("代号")
        assert (column.kind, column.category, column.confidence) == ("health", Category.HEALTH, 1.0)
        assert column.overridden == "内部健康分级"
        assert column.sensitivity is Sensitivity.SENSITIVE
    assert apply_overrides(finding, [said]).column("姓名") == finding.column("姓名")


def test_category_and_sensitivity_can_be_set_apart_from_the_kind(finding):
    column = apply_overrides(
        finding, [Override("会员", "姓名", "艺名，已公开", sensitivity="public")]
    ).column("姓名")
    assert (column.kind, column.category, column.sensitivity) == (
        "person.name",
        Category.IDENTITY,
        Sensitivity.PUBLIC,
    )


def test_an_override_of_another_table_or_source_leaves_this_one_alone(finding):
    others = [
        Override("订单", "代号", "x", kind="health"),
        Override("会员", "代号", "x", source="b.csv", kind="health"),
    ]
    assert apply_overrides(finding, others) == finding


@pytest.mark.parametrize(
    ("override", "code"),
    [
        (Override("会员", "代号", "x", kind="nothing"), "inventory.override-unknown-word"),
        (Override("会员", "代号", "x", category="secret"), "inventory.override-unknown-word"),
        (Override("会员", "代号", " ", kind="health"), "inventory.override-no-reason"),
        (Override("会员", "不存在", "x", kind="health"), "inventory.override-no-column"),
    ],
)
def test_a_wrong_override_is_refused_with_a_code(finding, override, code):
    with pytest.raises(NovationError) as caught:
        apply_overrides(finding, [override])
    assert caught.value.code == code
    assert caught.value.hint("zh") and caught.value.hint("en")


def test_two_scans_of_the_same_table_do_not_differ(finding):
    assert compare([finding], [finding]) == []


def test_compare_names_what_came_what_went_and_what_turned(finding, scan):
    new = scan({"姓名": ["a@example.com", "b@example.com"], "电话": ["13812345678", "13912345678"]}, "会员")
    changes = {(c.column, c.what) for c in compare([finding], [new])}
    assert {("", "rows"), ("代号", "column-removed"), ("电话", "column-added"), ("姓名", "kind")} <= changes
    assert [c.what for c in compare([finding], [])] == ["table-removed"]
    assert [c.what for c in compare([], [finding])] == ["table-added"]
    assert all(c.text.zh and c.text.en for c in compare([finding], [new]))
