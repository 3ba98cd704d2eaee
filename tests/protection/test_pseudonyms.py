"""Pseudonyms: the same in every table under one key, unlike under another, of the same shape only where asked."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.engine import Engine
from novation.protection.pseudonyms import derived_key, pseudonym_sql, shaped_sql

KEY = bytes(range(32))


def made(folder: Path, sql: str, *tables: list[str]) -> list[list[str]]:
    with Engine(folder) as engine:
        found = []
        for values in tables:
            engine.register_arrow(
                "t", pa.table({"v": pa.array(values, pa.string()), "n": list(range(len(values)))})
            )
            found.append(engine.fetch_arrow(f"SELECT {sql} AS p FROM t ORDER BY n")["p"].to_pylist())
            engine.unregister("t")
        return found


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["欧阳青竹", "13800138207", "a@b.example", "M001"]), min_size=1, max_size=6))
def test_two_tables_have_the_same_pseudonym_for_the_same_value_and_no_value_shows(
    tmp_path_factory: pytest.TempPathFactory, values: list[str]
) -> None:
    sql = pseudonym_sql("v", KEY)
    one, other = made(tmp_path_factory.mktemp("p"), sql, values, values[::-1])
    assert one == other[::-1] and len(set(one)) == len(set(values))
    assert not any(value in pseudonym for value in values for pseudonym in one)


def test_keys_of_different_purposes_give_pseudonyms_that_cannot_be_laid_side_by_side(tmp_path: Path) -> None:
    one, other = derived_key(KEY, "package"), derived_key(KEY, "sample")
    assert one != other != KEY and len(one) == 32
    first, second = (made(tmp_path / k.hex()[:4], pseudonym_sql("v", k), ["M001"]) for k in (one, other))
    assert first != second


def test_a_pseudonym_of_the_same_shape_keeps_length_and_signs_and_reaches_nobody(tmp_path: Path) -> None:
    ((mobile, again, plate, long, empty),) = made(
        tmp_path / "m",
        shaped_sql("v", KEY, "cn.mobile"),
        ["13800138207", " 13800138207", "浙A-12345x", "9" * 90, ""],
    )
    assert mobile == again and len(mobile) == 11 and mobile.isdigit() and mobile[:2] == "12"
    assert (
        len(plate) == 9 and plate[0] == "某" and plate[2] == "-" and plate[1].isupper() and plate[8].islower()
    )
    assert len(long) == 64 and empty == ""
    ((mail,),) = made(tmp_path / "e", shaped_sql("v", KEY, "generic.email"), ["a@b.example"])
    assert mail.endswith("@example.invalid") and "a@b" not in mail
