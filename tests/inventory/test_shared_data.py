"""Judged by data that nobody on this project wrote; skipped where it is not beside the checkout."""

from __future__ import annotations

import csv
import json
from collections import defaultdict

import pyarrow as pa

from novation.inventory import scan_table
from novation.inventory.detectors import loaded
from novation.inventory.values import Values
from novation.terms import Category

IDENTIFIERS = {Category.GOVERNMENT_ID, Category.FINANCIAL, Category.CONTACT, Category.ACCOUNT}


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def scan_file(path):
    rows = read(path)
    table = pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in rows[0]})
    return {c.name: c for c in scan_table(path.name, path.stem, table.schema, table.to_batches()).columns}


def test_chinese_number_cases_are_decided_as_published(shared):
    detectors = {one.detector.kind: one.detector for one in loaded()}
    names = {"CN_USCC": "cn.uscc", "CN_RIC": "cn.resident-id"}
    cases = [
        json.loads(line) for line in (shared / "suites/cn_number_cases.jsonl").read_text("utf-8").splitlines()
    ]
    for case in cases:
        marked = detectors[names[case["kind"]]].match_values(Values.of(pa.array([case["value"]])))
        assert bool(marked.any()) == case["valid"], case["why"]
    assert len(cases) > 200


def test_decoys_are_never_taken_for_identifiers_with_or_without_their_header(shared):
    columns = defaultdict(list)
    for row in read(shared / "columns/cn_decoy_values.csv"):
        columns[row["table"], row["column"]].append(row["value"])
    for (table, column), values in columns.items():
        for name, within in ((column, table), ("col_1", "t1")):
            batch = pa.record_batch({name: pa.array(values, pa.string())})
            found = scan_table("x", within, batch.schema, [batch]).columns[0]
            assert found.category not in IDENTIFIERS, (table, column, found.kind)
            assert found.kind != "person.name", (table, column)


def test_northwind_is_classified_sensibly(shared):
    customers = {n: c.kind for n, c in scan_file(shared / "northwind/customers.csv").items()}
    assert customers == {
        "CustomerID": "key.customer",
        "CompanyName": "org.name",
        "ContactName": "person.name",
        "ContactTitle": "person.occupation",
        "Address": "place.address",
        "City": "place.city",
        "Region": "place.region",
        "PostalCode": "place.postcode",
        "Country": "place.country",
        "Phone": "generic.phone",
        "Fax": "generic.phone",
    }
    orders = {n: c.kind for n, c in scan_file(shared / "northwind/orders.csv").items()}
    assert (orders["OrderID"], orders["CustomerID"], orders["EmployeeID"]) == (
        "key.order",
        "key.customer",
        "key.employee",
    )
    assert (orders["OrderDate"], orders["ShipAddress"], orders["Freight"]) == (
        "time.order",
        "place.address",
        "order.amount",
    )
    employees = {n: c.kind for n, c in scan_file(shared / "northwind/employees.csv").items()}
    assert (employees["BirthDate"], employees["HireDate"]) == ("person.birth-date", "time.other")
    assert (employees["Title"], employees["Notes"], employees["PhotoPath"]) == (
        "person.occupation",
        "text.free",
        "person.photo",
    )
    for name in ("products", "categories", "region", "territories"):
        found = scan_file(shared / f"northwind/{name}.csv").values()
        assert {c.category for c in found} == {Category.NONE}, name


LABELS = {
    "ACCOUNT_NAME": {"account.login", "person.name"},
    "ADDRESS": {"place.address"},
    "ADDRESS_REGION": {"place.region", "place.city", "place.country"},
    "BALANCE": {"order.amount", "preference"},
    "BIRTHDATE": {"person.birth-date"},
    "EMAIL": {"generic.email"},
    "FREE_TEXT_STAFF": {"text.free"},
    "FREE_TEXT_USER": {"text.free"},
    "GENDER": {"person.gender"},
    "ID_NUMBER": {"cn.resident-id"},
    "INVOICE_TITLE": {"org.name"},
    "MEMBER_NO": {"key.customer"},
    "OCCUPATION": {"person.occupation"},
    "ORG_NAME": {"org.name"},
    "PERSON_NAME": {"person.name"},
    "PHONE": {"cn.mobile", "cn.landline", "generic.phone"},
    "PLATFORM_ID": {"account.login", "cn.wechat", "finance.account"},
    "SPEND_HISTORY": {"order.amount"},
}


def test_headers_of_real_chinese_exports_are_understood(shared):
    layouts = defaultdict(dict)
    for row in read(shared / "columns/cn_export_headers_gold_dev.csv"):
        layouts[row["layout"]][row["header"]] = row["label"]
    right = total = 0
    for layout, headers in layouts.items():
        found = scan_table(layout, layout, pa.schema([(name, pa.string()) for name in headers]), [])
        for column in found.columns:
            label = headers[column.name]
            if label != "NONE":
                total += 1
                right += column.kind in LABELS[label]
    assert right / total >= 0.97
