"""Files that the software was not written for: the Northwind traders, from `init` to a verified receipt."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from novation.handover import checking
from novation.handover.findings import holds

from .story import authorise, make_keys, novation, open_project


@pytest.fixture(scope="module")
def seller(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A merger in 1998, when the customers were active, by today's law; every notice was given long ago."""
    exports = shared_data / "northwind"
    if not exports.is_dir():
        pytest.skip("needs ../shared/data/northwind beside the checkout")
    root = tmp_path_factory.mktemp("northwind")
    exports = Path(shutil.copytree(exports, root / "exports"))
    make_keys(root / "keys")
    open_project(root / "seller", exports, root / "keys", deal="merger", closing="1998-06-01")
    ran = novation("run", "-p", root / "seller", "--json")
    assert ran.status == 0, ran.err
    authorise(root / "seller", root / "keys")
    return root / "seller"


def record(seller: Path, name: str) -> Any:
    return json.loads((seller / "records" / name).read_bytes())


def test_every_file_is_read(seller: Path) -> None:
    scan = record(seller, "scan.json")
    assert not scan["skipped"]
    rows = {t["source"]: t["rows"] for t in scan["tables"]}
    assert (rows["customers.csv"], rows["orders.csv"], rows["order_details.csv"]) == (91, 830, 2155)


def test_names_telephones_and_addresses_are_found(seller: Path) -> None:
    tables = {t["source"]: t for t in record(seller, "scan.json")["tables"]}
    categories = {c["category"] for c in tables["customers.csv"]["columns"]}
    assert {"identity", "contact"} <= categories
    assert {"identity", "contact"} <= {c["category"] for c in tables["employees.csv"]["columns"]}


def test_order_lines_follow_their_orders(seller: Path) -> None:
    links = {t["id"]: t for t in record(seller, "plan.json")["tables"]}
    by_source = {t["source"]: t for t in links.values()}
    assert by_source["order_details.csv"]["by"] == "event"
    assert by_source["order_details.csv"]["orphans"] == 0
    assert by_source["orders.csv"]["orphans"] == 0


def test_every_employee_has_a_verdict_of_an_employee(seller: Path) -> None:
    decisions = record(seller, "decisions.json")
    assert any("employee" in c["facts"].get("relationship", "") for c in decisions["classes"])


def test_closing_today_nothing_passes_for_everybody_has_been_gone_for_decades(
    seller: Path, tmp_path: Path
) -> None:
    keys = seller.parent / "keys"
    open_project(tmp_path / "late", seller.parent / "exports", keys, deal="asset-sale")
    assert novation("run", "-p", tmp_path / "late").status == 0
    authorise(tmp_path / "late", keys)
    sealed = novation(
        "seal", tmp_path / "package", "-p", tmp_path / "late", "--key", keys / "hander-over", "--json"
    )
    assert sealed.value["error"]["code"] == "plan.nothing-passes"
    assert not (tmp_path / "package").exists()


def test_it_is_sealed_received_and_reconciled_without_differences(seller: Path) -> None:
    root = seller.parent
    sealed = novation(
        "seal", root / "package", "-p", seller, "--key", root / "keys" / "hander-over", "--json"
    )
    assert sealed.status == 0, sealed.err
    assert holds(checking.verify([root / "package", seller]))
    buyer = root / "buyer"
    assert novation("receive", root / "package", "-i", root / "keys" / "buyer.age", "-p", buyer).status == 0
    reconciled = novation("reconcile", "-p", buyer, "--json")
    assert (reconciled.status, reconciled.value["differences"]) == (0, 0)
    passed = {(t["table"], t["category"]): t["received"] for t in reconciled.value["tables"]}
    assert passed
