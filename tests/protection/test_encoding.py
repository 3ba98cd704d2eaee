"""From cells to codes and back to words: what is released of a person always holds what the source says of them."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from novation.engine import Engine
from novation.protection import Limits, recode
from novation.protection.encoding import Quasi, encode
from novation.protection.forms import Form
from novation.protection.scales import ANY, NOTHING, OTHER
from novation.protection.tuples import grouped
from novation.protection.values import value_sql

PEOPLE = 400
CITY = ("杭州市", "宁波市", "南京市", "石家庄市")


def rows() -> list[dict[str, str | None]]:
    chance = random.Random(3)  # noqa: S311 - invented people, the same every time
    return [
        {
            "born": None if n % 37 == 0 else f"{chance.randint(1951, 2006)}-{chance.randint(1, 12):02}-17",
            "age": str(chance.randint(18, 77)),
            "spent": f"{chance.choice((0, 3, 40, 700, 15_000))}.50",
            "city": "莫斯科" if n == 5 else chance.choice(CITY),
            "tier": f"独一无二 {n}" if n == 7 else chance.choice(("金卡", "银卡", "普通")),
            "post": f"3{chance.randint(1, 3)}00{chance.randint(10, 99)}",
        }
        for n in range(PEOPLE)
    ]


FORMS = {
    "born": Form.MONTH,
    "age": Form.AGE,
    "spent": Form.AMOUNT,
    "city": Form.PLACE,
    "tier": Form.WORDS,
    "post": Form.POSTCODE,
}


@pytest.fixture
def engine(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Engine(tmp_path) as opened:
        table = pa.Table.from_pylist([{"person": n, **row} for n, row in enumerate(rows())])
        opened.register_arrow("people", table)
        yield opened


def test_of_every_person_what_is_released_holds_what_the_source_says(engine: Engine) -> None:
    columns = [Quasi(name, form, value_sql(form, name)) for name, form in FORMS.items()]
    encoded = encode(engine, "SELECT * FROM people", columns, 5)
    table = encoded.of("people")
    codes = encoded.matrix(table)
    assert table["person"].to_pylist() == list(range(PEOPLE))
    for n, row in enumerate(rows()):
        finest = {s.name: s.words(int(c), int(c)) for s, c in zip(encoded.scales, codes[n], strict=True)}
        assert finest["born"] == (row["born"] or "")[:7] or (
            row["born"] is None and finest["born"] == NOTHING
        )
        assert finest["age"] == row["age"] and finest["post"] == str(row["post"])[:3]
        assert finest["city"] == ("~" if n == 5 else row["city"]) and OTHER == "~"
        assert finest["tier"] == (OTHER if n == 7 else row["tier"])
        low, _, high = finest["spent"].replace(",", "").partition(" – < ")
        spent = float(str(row["spent"]))
        assert (float(low) <= spent < float(high)) if high else spent < 1


def test_a_released_range_holds_the_value_of_everybody_in_its_class(engine: Engine) -> None:
    columns = [Quasi(name, FORMS[name], value_sql(FORMS[name], name)) for name in ("born", "age", "city")]
    encoded = encode(engine, "SELECT * FROM people", columns, 5)
    tuples, of_row = grouped(encoded.matrix(encoded.of("people")), encoded.scales)
    found = recode(tuples, encoded.scales, Limits(10))
    assert found is not None
    born, age, city = (found.words(n) for n in range(3))
    number = found.number[of_row]
    assert np.bincount(number[number >= 0]).min() >= 10
    for row, n in zip(rows(), number.tolist(), strict=True):
        if n < 0:
            continue
        assert age[n] == ANY or _between(age[n], str(row["age"]))
        if born[n] not in (ANY, NOTHING):
            assert _between(born[n], str(row["born"])[:7])
        assert city[n] in (ANY, OTHER, row["city"], "浙江省", "江苏省", "河北省")


def _between(words: str, value: str) -> bool:
    low, _, high = words.partition("–")
    return low <= value[: len(low)] and value[: len(high or low)] <= (high or low)


def test_everybody_is_counted_once_and_nothing_stays_in_the_engine(engine: Engine) -> None:
    encoded = encode(engine, "SELECT * FROM people", [Quasi("age", Form.AGE, value_sql(Form.AGE, "age"))], 5)
    assert encoded.population().rows == PEOPLE
    encoded.close()
    assert engine.fetch_arrow(
        "SELECT count(*) AS n FROM duckdb_tables() WHERE table_name LIKE 'protection%'"
    )["n"].to_pylist() == [0]
