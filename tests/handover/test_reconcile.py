"""Reconciling names exactly which rows are missing, added or changed, and in which columns; the answer follows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from .story import Ran, Story, novation


@pytest.fixture
def buyer(story: Story, tmp_path: Path) -> Path:
    return story.copy("received", tmp_path / "buyer")


def opened(buyer: Path, category: str = "contact") -> Path:
    """The part of a category with the most rows."""
    folder = next((buyer / "quarantine").iterdir())
    return max((folder / category).glob("*.parquet"), key=lambda p: pq.read_metadata(p).num_rows)


def reconcile(buyer: Path) -> dict[str, Any]:
    ran = novation("reconcile", "-p", buyer, "--json")
    record: dict[str, Any] = ran.value
    assert ran.status == (1 if record["differences"] else 0)
    return record


def of(record: dict[str, Any], part: Path) -> dict[str, Any]:
    """What was said about one part; nothing else may be said about any other."""
    own = [t for t in record["tables"] if (t["category"], t["table"]) == (part.parent.name, part.stem)]
    others = [t for t in record["tables"] if t is not own[0]]
    assert not any(t["missing"] + t["added"] + t["changed"] + t["unexplained"] for t in others)
    return own[0]


def test_what_arrived_unchanged_has_no_differences(buyer: Path) -> None:
    record = reconcile(buyer)
    assert record["differences"] == 0
    assert len(record["tables"]) > 20
    assert all(t["expected"] == t["received"] > 0 for t in record["tables"])


def test_dropped_rows_are_named(buyer: Path) -> None:
    part = opened(buyer)
    table = pq.read_table(part)
    gone = [0, table.num_rows // 2, table.num_rows - 1]
    kept = [i for i in range(table.num_rows) if i not in gone]
    pq.write_table(table.take(kept), part)
    said = of(reconcile(buyer), part)
    assert (said["missing"], said["added"], said["changed"], said["unexplained"]) == (3, 0, 0, 0)
    wanted = {(table["_row"][i].as_py(), table["subject_ref"][i].as_py()) for i in gone}
    assert {(r["row"], r["subject_ref"]) for r in said["rows"] if r["state"] == "missing"} == wanted


def test_an_added_row_is_named(buyer: Path) -> None:
    part = opened(buyer)
    table = pq.read_table(part)
    extra = table.slice(0, 1).set_column(
        0, table.schema.field("_row"), pa.array([999_999], table.schema.field("_row").type)
    )
    pq.write_table(pa.concat_tables([table, extra]), part)
    said = of(reconcile(buyer), part)
    assert (said["missing"], said["added"], said["changed"]) == (0, 1, 0)
    assert [r["row"] for r in said["rows"]] == [999_999]


def test_an_edited_cell_is_named_with_its_column_and_nothing_of_its_content(buyer: Path) -> None:
    part = opened(buyer)
    table = pq.read_table(part)
    name = next(
        c
        for c in table.schema.names
        if c not in ("_row", "subject_ref") and pa.types.is_string(table.schema.field(c).type)
    )
    values = table[name].to_pylist()
    values[4] = "13912345678"
    place = table.schema.get_field_index(name)
    pq.write_table(table.set_column(place, table.schema.field(name), pa.array(values, pa.string())), part)
    said = of(reconcile(buyer), part)
    assert (said["missing"], said["added"], said["changed"]) == (0, 0, 1)
    assert said["rows"] == [
        {
            "state": "changed",
            "row": table["_row"][4].as_py(),
            "subject_ref": table["subject_ref"][4].as_py(),
            "columns": [name],
        }
    ]
    assert b"13912345678" not in (buyer / "records" / "reconciliation.json").read_bytes()


def test_a_record_given_to_another_person_is_named(buyer: Path) -> None:
    part = opened(buyer)
    table = pq.read_table(part)
    refs = table["subject_ref"].to_pylist()
    refs[0], refs[1] = refs[1], refs[0]
    pq.write_table(
        table.set_column(
            1, table.schema.field("subject_ref"), pa.array(refs, table.schema.field("subject_ref").type)
        ),
        part,
    )
    said = of(reconcile(buyer), part)
    assert said["missing"] + said["added"] + said["changed"] >= 2


def test_rows_in_another_order_are_no_difference(buyer: Path) -> None:
    part = opened(buyer)
    table = pq.read_table(part)
    pq.write_table(table.take(list(reversed(range(table.num_rows)))), part)
    assert reconcile(buyer)["differences"] == 0


@pytest.mark.parametrize("category", ["contact", "none"])
def test_a_part_that_is_gone_is_named(buyer: Path, category: str) -> None:
    part = opened(buyer, category)
    part.unlink()
    record = reconcile(buyer)
    assert record["missing_parts"] == [f"{category}/{part.name}"]
    assert record["differences"] >= 1


def test_a_register_that_is_gone_or_changed_is_a_difference(buyer: Path) -> None:
    part = opened(buyer, "register")
    content = part.read_bytes()
    table = pq.read_table(part)
    pq.write_table(table.slice(1), part)
    assert reconcile(buyer)["differences"] >= 1
    part.write_bytes(content)
    assert reconcile(buyer)["differences"] == 0


def test_a_part_that_is_no_parquet_any_more_is_told_without_a_traceback(buyer: Path) -> None:
    part = opened(buyer)
    part.write_bytes(part.read_bytes()[:100])
    ran = novation("reconcile", "-p", buyer, "--json")
    assert ran.status != 0
    assert part.name in ran.out


def test_a_dropped_or_renamed_column_is_a_difference(buyer: Path) -> None:
    part = opened(buyer)
    table = pq.read_table(part)
    name = table.schema.names[-1]
    pq.write_table(table.drop_columns([name]), part)
    ran = novation("reconcile", "-p", buyer, "--json")
    assert ran.status != 0
    assert name in ran.out or part.name in ran.out


def answer(story: Story, buyer: Path, *options: object) -> Ran:
    return novation("receipt", "-p", buyer, "--key", story.keys / "receiver", "--json", *options)


def test_with_differences_only_a_reservation_or_a_rejection_can_be_answered(
    story: Story, buyer: Path
) -> None:
    part = opened(buyer)
    pq.write_table(pq.read_table(part).slice(1), part)
    assert reconcile(buyer)["differences"] == 1
    refused = answer(story, buyer, "--answer", "accept")
    assert (refused.value["error"]["code"], refused.status) == ("receipt.differences", 4)
    assert not (buyer / "records" / "receipt.json").exists()
    assert answer(story, buyer, "--answer", "accept-with-reservation").status == 2
    given = answer(
        story, buyer, "--answer", "accept-with-reservation", "--reservation", "一行未到，三日内补齐"
    )
    assert given.status == 0
    assert (given.value["differences"], given.value["reservation"]) == (1, "一行未到，三日内补齐")


def test_a_reservation_is_kept_and_lets_the_seller_destroy(story: Story, tmp_path: Path, buyer: Path) -> None:
    seller = story.copy("sealed", tmp_path / "seller")
    reconcile(buyer)
    assert answer(story, buyer, "--answer", "accept-with-reservation", "--reservation", "x").status == 0
    taken = novation("receipt", "-p", seller, "--import", buyer / "records" / "receipt.json", "--json")
    assert taken.value["reservation"] == "x"
    assert novation("destroy", "-p", seller, "--json").status == 0


@pytest.mark.slow
def test_after_a_rejection_a_new_package_can_be_made_received_and_answered(
    story: Story, tmp_path: Path, buyer: Path
) -> None:
    seller = story.copy("sealed", tmp_path / "seller")
    reconcile(buyer)
    assert answer(story, buyer, "--answer", "reject").status == 0
    receipt = buyer / "records" / "receipt.json"
    assert novation("receipt", "-p", seller, "--import", receipt).status == 0
    again = tmp_path / "again"
    sealed = novation("seal", again, "-p", seller, "--key", story.keys / "hander-over", "--json")
    assert sealed.status == 0, sealed.err
    received = novation("receive", again, "-i", story.keys / "buyer.age", "-p", buyer, "--json")
    assert received.status == 0, received.err
    assert answer(story, buyer, "--answer", "accept").value["error"]["code"] == "receipt.not-reconciled"
    assert reconcile(buyer)["differences"] == 0
    given = answer(story, buyer, "--answer", "accept")
    assert given.status == 0, given.err
    taken = novation("receipt", "-p", seller, "--import", receipt, "--json")
    assert taken.status == 0, taken.err
    assert taken.value["package"] == sealed.value["package"]
    assert novation("verify", again, seller, buyer).status == 0
