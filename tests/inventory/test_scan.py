"""The judgement of columns: values before headers, tables as a whole, notes, and nothing personal in the finding."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from novation.errors import NovationError
from novation.inventory import TableFinding, TableScanner, scan_table
from novation.terms import Category, Sensitivity

N = 300


@pytest.fixture
def members(invented):
    return {
        "hybh": [f"HY{i:06d}" for i in range(N)],
        "xm": [invented.name() for _ in range(N)],
        "xb": [invented.random.choice("男女") for _ in range(N)],
        "sjh": [invented.mobile() for _ in range(N)],
        "sfzh": [invented.resident_id() for _ in range(N)],
        "csrq": [invented.day(1950, 2010) for _ in range(N)],
        "dz": [invented.address() for _ in range(N)],
        "yhkh": [invented.card() for _ in range(N)],
        "国家/地区": [invented.random.choice(("中国", "德国", "日本")) for _ in range(N)],
        "备注": [invented.note() for _ in range(N)],
    }


KINDS_OF_MEMBERS = [
    "key.customer",
    "person.name",
    "person.gender",
    "cn.mobile",
    "cn.resident-id",
    "person.birth-date",
    "place.address",
    "generic.bank-card",
    "place.country",
    "text.free",
]


def test_a_member_list_with_pinyin_headers_is_understood(scan, members):
    finding = scan(members, "会员")
    assert [c.kind for c in finding.columns] == KINDS_OF_MEMBERS
    assert all(c.confidence >= 0.8 for c in finding.columns)
    assert finding.rows == N


def test_the_same_list_without_headers_is_understood_by_its_values(scan, members):
    finding = scan({f"col_{i}": values for i, values in enumerate(members.values())})
    assert [c.kind for c in finding.columns] == KINDS_OF_MEMBERS


def test_a_header_does_not_overrule_values(scan):
    mails = [f"u{i}@example.com" for i in range(50)]
    column = scan({"手机号": mails}).column("手机号")
    assert column.kind == "generic.email"
    assert any("不符" in sentence.zh for sentence in column.evidence)


def test_a_header_alone_earns_little_where_values_could_prove_it(scan):
    numbers = [f"{i:018d}" for i in range(50)]
    for column in scan(
        {"身份证号": numbers, "银行卡号": numbers, "手机号": [str(n)[:9] for n in numbers]}
    ).columns:
        assert column.confidence <= 0.6
    assert scan({"身份证号": [""] * 9}).columns[0].confidence <= 0.6


def test_a_few_broken_values_do_not_hide_a_column(scan, invented):
    values = [invented.mobile() if i % 4 else "不详" for i in range(200)]
    assert scan({"sjh": values}).columns[0].kind == "cn.mobile"


def test_damaged_and_masked_numbers_keep_their_kind_with_little_trust(scan):
    damaged = scan({"身份证号": ["1.10105E+17"] * 5 + ["3.10101E+17"] * 5}).columns[0]
    masked = scan({"手机号": [f"138****{i:04d}" for i in range(50)]}).columns[0]
    assert damaged.category is Category.GOVERNMENT_ID
    assert masked.category is Category.CONTACT
    assert max(damaged.confidence, masked.confidence) <= 0.6


@pytest.mark.parametrize(
    "values",
    [
        [f"C{i:08d}" for i in range(300)],
        [str(13800000000 + i) for i in range(300)],
        [f"20250101{i:010d}" for i in range(300)],
        [f"{i * 7 % 100}.{i % 10}0" for i in range(300)],
        [f"SKU-{i:05d}-A" for i in range(300)],
        [f"v{i % 9}.{i % 7}.{i % 5}" for i in range(300)],
    ],
    ids=["running code", "running eleven digits", "order number", "amount", "sku", "version"],
)
def test_numbers_that_only_look_personal_are_not(scan, values):
    assert scan({"col_1": values}).columns[0].category is Category.NONE


def test_a_phone_list_sorted_by_number_is_still_a_phone_list(scan, invented):
    phones = sorted({invented.mobile() for _ in range(300)})
    assert scan({"col_1": phones}).columns[0].kind == "cn.mobile"


def test_notes_count_what_stands_in_them_and_become_sensitive(scan, members):
    column = scan({"备注": members["备注"], "xm": members["xm"]}).column("备注")
    held = "".join(members["备注"])
    assert column.inside["cn.resident-id"] == held.count("身份证")
    assert column.inside["cn.mobile"] == held.count("改手机")
    assert column.sensitivity is Sensitivity.SENSITIVE
    assert column.category is Category.SERVICE


def test_names_and_addresses_in_notes_are_counted_with_the_identifiers(scan, invented):
    notes = [
        f"客户王建国来电，要求改送到{invented.address()}，电话{invented.mobile()}，已登记。"
        for _ in range(40)
    ]
    column = scan({"备注": notes, "xm": [invented.name() for _ in notes]}).column("备注")
    assert column.kind == "text.free"
    assert column.inside["cn.mobile"] == 40
    assert column.inside["person.name"] >= 36
    assert column.inside["place.address"] >= 30


def test_harmless_notes_stay_private(scan, invented):
    notes = [f"要求换货，第{i}次联系；已同意。" for i in range(60)]
    column = scan({"备注": notes, "姓名": [invented.name() for _ in notes]}).column("备注")
    assert column.sensitivity is Sensitivity.PRIVATE


def test_a_product_table_is_about_nobody(scan):
    finding = scan(
        {
            "id": [str(i) for i in range(40)],
            "商品名称": ["铅笔", "球拍"] * 20,
            "价格": ["3.50", "88.00"] * 20,
        },
        "商品",
    )
    assert {c.category for c in finding.columns} == {Category.NONE}


def test_plain_words_mean_what_the_table_is_about(scan, invented):
    columns = {
        "id": [str(i) for i in range(50)],
        "status": ["given", "withdrawn"] * 25,
        "date": [invented.day(2020, 2025) for _ in range(50)],
        "purpose": ["marketing", "transfer"] * 25,
    }
    kinds = {c.name: c.kind for c in scan(columns, "consents").columns}
    assert kinds == {
        "id": "key.other",
        "status": "consent.state",
        "date": "consent.at",
        "purpose": "consent.purpose",
    }
    assert scan({"id": columns["id"]}, "customers").columns[0].kind == "key.customer"


def test_types_are_read_from_the_values(scan, invented):
    finding = scan(
        {
            "数量": [str(i % 5) for i in range(40)],
            "单价": [f"{i}.50" for i in range(40)],
            "下单时间": [f"{invented.day(2020, 2025)} 10:2{i % 9}" for i in range(40)],
            "下单日期": [invented.day(2020, 2025) for _ in range(40)],
            "是否退订": ["是", "否"] * 20,
            "空": [""] * 40,
            "邮编": [f"{i:06d}" for i in range(40)],
        },
        "订单",
    )
    types = {c.name: c.type for c in finding.columns}
    assert types == {
        "数量": "integer",
        "单价": "decimal",
        "下单时间": "timestamp",
        "下单日期": "date",
        "是否退订": "boolean",
        "空": "empty",
        "邮编": "string",
    }


def test_typed_columns_and_the_row_number_need_no_text():
    schema = pa.schema(
        [("_row", pa.int64()), ("phone", pa.int64()), ("birthday", pa.date32()), ("vip", pa.bool_())]
    )
    batch = pa.record_batch(
        [
            pa.array(range(200)),
            pa.array([13800000000 + i * 977_771 for i in range(200)]),
            pa.array([i * 60 for i in range(200)], pa.date32()),
            pa.array([True, False] * 100),
        ],
        schema=schema,
    )
    finding = scan_table("a.parquet", "people", schema, [batch])
    assert [(c.name, c.kind, c.type) for c in finding.columns] == [
        ("phone", "cn.mobile", "integer"),
        ("birthday", "person.birth-date", "date"),
        ("vip", "none", "boolean"),
    ]


def test_no_value_leaves_the_scan_unmasked(scan, members):
    said = json.dumps(scan(members, "会员").as_dict(), ensure_ascii=False)
    for name in ("xm", "sjh", "sfzh", "yhkh", "dz", "备注"):
        assert not [value for value in members[name] if value in said]


def test_the_way_the_table_is_cut_into_batches_changes_nothing(scan, members):
    whole = scan(members, "会员", batch=N)
    parts = scan(members, "会员", batch=37)
    assert [(c.kind, c.category, c.type, c.distinct, c.inside) for c in whole.columns] == [
        (c.kind, c.category, c.type, c.distinct, c.inside) for c in parts.columns
    ]


def test_a_finding_survives_its_json_form(scan, members):
    finding = scan(members, "会员")
    assert TableFinding.from_dict(json.loads(json.dumps(finding.as_dict()))) == finding


def test_no_rows_at_all_is_a_finding_too(scan):
    finding = scan({"姓名": [], "x": []})
    assert finding.rows == 0
    assert [c.kind for c in finding.columns] == ["person.name", "none"]


def test_a_batch_with_other_columns_is_refused():
    scanner = TableScanner("a.csv", "a", pa.schema([("x", pa.string())]))
    with pytest.raises(NovationError) as caught:
        scanner.feed(pa.record_batch({"y": ["1"]}))
    assert caught.value.code == "inventory.columns-changed"


def test_a_cell_of_two_megabytes_is_looked_at(scan, invented):
    long = "备注" * 350_000 + invented.mobile() + "。"
    column = scan({"备注": [long, "好的，谢谢，再见。"]}).columns[0]
    assert column.inside["cn.mobile"] == 1
