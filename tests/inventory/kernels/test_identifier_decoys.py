"""Values of real shop systems that are nobody's data: nothing may be found in them."""

from __future__ import annotations

import polars as pl

from novation.inventory.spans import find_spans


def test_no_identifier_is_found_in_values_of_real_shop_systems(shared_data):
    values = pl.read_csv(shared_data / "columns" / "cn_decoy_values.csv", infer_schema=False)["value"]
    spans = find_spans(values, names=False)
    assert [values[int(row)] for row in spans.rows] == []
