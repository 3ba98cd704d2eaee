"""Pseudonyms in SQL are HMAC-SHA-256 and stay the same in every table."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from novation.engine import Engine
from novation.handover.pseudonyms import load_or_create_key, pseudonym_sql

KEY = bytes(range(32))


def _pseudonyms(tmp: Path, values: list[str | None], key: bytes = KEY) -> list[str | None]:
    with Engine(tmp) as engine:
        engine.register_arrow(
            "t", pa.table({"v": pa.array(values, pa.string()), "n": list(range(len(values)))})
        )
        return engine.fetch_arrow(f"SELECT {pseudonym_sql('v', key)} AS p FROM t ORDER BY n")["p"].to_pylist()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1), min_size=1, max_size=8)
)
def test_a_pseudonym_is_the_hmac_of_the_plain_value(tmp_path_factory, values: list[str]) -> None:
    ascii_only = [v for v in values if v.isascii()] or ["x"]
    found = _pseudonyms(tmp_path_factory.mktemp("p"), list(ascii_only))
    assert found == ["p_" + hmac.digest(KEY, v.encode(), "sha256").hex()[:32] for v in ascii_only]


def test_the_same_number_however_written_has_one_pseudonym_and_another_key_another(tmp_path: Path) -> None:
    one, other = _pseudonyms(tmp_path / "a", ["13912345678", "\t１３９１２３４５６７８ "])
    assert one == other
    assert _pseudonyms(tmp_path / "b", ["13912345678"], hashlib.sha256(b"k").digest())[0] != one


def test_nothing_stays_nothing(tmp_path: Path) -> None:
    assert _pseudonyms(tmp_path, [None, ""]) == [None, ""]


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = load_or_create_key(tmp_path)
    assert key == load_or_create_key(tmp_path)
    assert len(key) == 32
    assert (tmp_path / "pseudonym-key").stat().st_mode & 0o077 == 0
