"""A person's facts in one number: whatever goes in comes out, and it fits."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novation.disposition import packing
from novation.disposition.table_facts import HELD, RAISABLE, category_bit
from novation.engine import Engine

FACTS = st.fixed_dictionaries(
    {
        **{name: st.integers(0, len(words) - 1) for name, words in packing.VOCABULARIES.items()},
        "held": st.integers(0, (1 << len(HELD)) - 1),
        "raised": st.integers(0, (1 << len(RAISABLE)) - 1),
    }
)


def test_the_number_fits_into_64_bits_with_its_sign() -> None:
    assert packing.BITS <= 63


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=FACTS)
def test_what_sql_packs_comes_out_again_in_sql_and_in_python(engine: Engine, facts: dict[str, int]) -> None:
    packed = packing.packed_sql({name: str(code) for name, code in facts.items()})
    reads = ", ".join(f"{packing.field_sql(name)} AS {name}" for name in packing.LAYOUT)
    words = ", ".join(f"{packing.word_sql(name)} AS word_{name}" for name in packing.FACT_COLUMNS)
    row = engine.fetch_arrow(f"SELECT key, {reads}, {words} FROM (SELECT {packed} AS key)").to_pylist()[0]
    assert {name: row[name] for name in facts} == facts
    assert all(
        row[f"word_{name}"] == packing.VOCABULARIES[name][facts[name]] for name in packing.FACT_COLUMNS
    )
    found = packing.fields(np.array([row["key"]], np.int64))
    assert all(found[name][0] == facts[name] for name in packing.FACT_COLUMNS)
    assert found["held"][0] == sum(category_bit(c) for n, c in enumerate(HELD) if facts["held"] >> n & 1)
    assert found["raised"][0] == sum(
        category_bit(c) for n, c in enumerate(RAISABLE) if facts["raised"] >> n & 1
    )
