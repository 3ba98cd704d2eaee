"""Foreign keys, notes about columns together, samples, and schemas without values."""

from __future__ import annotations

import json

import pyarrow as pa

from novation.inventory import (
    ColumnDescription,
    TableFinding,
    TableScanner,
    apply_overrides,
    classify_columns,
    compare,
    find_relations,
    scan_table,
)
from novation.inventory.overrides import Override


def scanned(name, columns):
    table = pa.table({n: pa.array(v, pa.string()) for n, v in columns.items()})
    scanner = TableScanner("db", name, table.schema)
    for batch in table.to_batches():
        scanner.feed(batch)
    return scanner, scanner.finish()


def test_a_foreign_key_is_found_by_its_values_and_strangers_are_not(invented):
    keys = [f"C{i * 37:06d}" for i in range(400)]
    members = scanned("members", {"member_no": keys, "name": [invented.name() for _ in keys]})
    orders = scanned(
        "orders",
        {
            "order_no": [f"2024{i:012d}" for i in range(900)],
            "member_no": [invented.random.choice(keys) for _ in range(900)],
            "other_no": [f"X{invented.digits(6)}" for _ in range(900)],
        },
    )
    found = [(r.table, r.column, r.other_table, r.other_column) for r in find_relations([members, orders])]
    assert found == [("orders", "member_no", "members", "member_no")]


def test_small_running_numbers_of_unrelated_tables_are_no_foreign_keys():
    goods = scanned("goods", {"id": [str(i) for i in range(300)], "price": ["3.50"] * 300})
    stores = scanned("stores", {"code": [str(i) for i in range(80)], "city": ["杭州市", "上海市"] * 40})
    assert find_relations([goods, stores]) == []


def test_notes_name_identifiers_quasi_identifiers_and_what_is_sensitive_together(invented):
    rows = range(120)
    finding = scanned(
        "患者",
        {
            "病历号": [f"MZ{i * 13:06d}" for i in rows],
            "姓名": [invented.name() for _ in rows],
            "性别": [invented.random.choice("男女") for _ in rows],
            "出生日期": [invented.day(1940, 2015) for _ in rows],
            "诊断": [invented.random.choice(["高血压", "2型糖尿病", "慢性胃炎"]) for _ in rows],
        },
    )[1]
    by_what = {note.what: note for note in finding.notes}
    assert by_what["identifier"].columns == ("病历号",)
    assert set(by_what["quasi-identifier"].columns) == {"性别", "出生日期"}
    assert {"姓名", "诊断"} <= set(by_what["sensitive-together"].columns)
    assert all(note.text.zh and note.text.en for note in finding.notes)
    assert TableFinding.from_dict(json.loads(json.dumps(finding.as_dict()))) == finding


def test_every_row_is_looked_at_unless_a_sample_is_asked_for_and_then_it_says_so(invented):
    table = pa.table({"电话": pa.array([invented.mobile() for _ in range(1000)])})
    whole = scan_table("a", "a", table.schema, table.to_batches())
    some = scan_table("a", "a", table.schema, table.to_batches(), sample=100)
    assert (whole.looked, some.looked, some.rows) == (1000, 100, 1000)
    assert some.columns[0].kind == "cn.mobile"
    assert any("100/1,000" in sentence.en for sentence in some.columns[0].evidence)
    assert not any("sample:" in sentence.en for sentence in whole.columns[0].evidence)


def test_a_finding_of_an_older_scan_without_the_new_fields_is_still_read():
    old = {"source": "a", "table": "b", "rows": 3, "columns": []}
    assert TableFinding.from_dict(old) == TableFinding("a", "b", 3, (), 3, ())


def test_a_rescan_keeps_overrides_and_names_what_changed(scan):
    said = Override("会员", "代号", "内部健康分级", kind="health")
    first = apply_overrides(scan({"代号": ["a1", "b2"], "姓名": ["王伟", "李芳"]}, "会员"), [said])
    again = apply_overrides(
        scan({"代号": ["a1", "b2", "c3"], "姓名": ["王伟", "李芳", "张敏"]}, "会员"), [said]
    )
    assert again.column("代号").overridden == "内部健康分级"
    assert [(c.column, c.what) for c in compare([first], [again])] == [("", "rows")]


def test_a_schema_without_values_is_judged_by_name_type_comment_and_table():
    columns = [
        ColumnDescription("ums_member", "f1", "varchar(64)", "会员手机号码", "会员表"),
        ColumnDescription("ums_member", "icon", "varchar(500)", "头像", "会员表"),
        ColumnDescription("ums_member", "remark_flag", "int(1)", "是否有备注", "会员表"),
        ColumnDescription("sys_role", "name", "varchar(30)", "角色名称", "角色表"),
        ColumnDescription("pms_address", "xxdz", "varchar(200)", "", "会员收货地址"),
    ]
    member, role, address = classify_columns(columns)
    assert [c.kind for c in member.columns] == ["cn.mobile", "person.photo", "none"]
    assert any("comment" in sentence.en for sentence in member.column("f1").evidence)
    assert role.columns[0].kind == "none"
    assert address.columns[0].kind == "place.address"
    assert member.column("f1").confidence <= 0.85


def test_names_and_identifiers_in_notes_are_counted_in_every_row_also_where_texts_come_again(scan, invented):
    told = [f"客户王小明来电，要求改手机{invented.mobile()}，已登记。" for _ in range(60)]
    notes = [invented.random.choice(told) for _ in range(900)]
    inside = scan({"备注": notes}, "t1").column("备注").inside
    assert inside["cn.mobile"] == 900
    assert inside["person.name"] == 900
    assert scan({"备注": notes}, "t1", batch=97).column("备注").inside == inside


def test_one_identifier_hidden_among_many_remarks_is_found(scan):
    remarks = [f"第{i}件货已经发出，请客户留意查收。" for i in range(5000)]
    remarks[3777] = "第3777件货已经发出，证号11010519491231002X，请留意。"
    assert scan({"备注": remarks}, "t1", batch=5000).column("备注").inside["cn.resident-id"] == 1
