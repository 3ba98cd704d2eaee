"""The quick pass over a CSV file: it agrees with the parser and the codec, or leaves the file to them."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from reading import codes, read, rows_of, table_of

from novation.engine.sources import csv_head, csv_kernel, csv_shape, csv_survey, encoding
from novation.engine.sources.encoding import find_encoding
from novation.engine.sources.naming import unique_names

PIECES = ["a", ",", ",", "\n", "\r\n", "\r", '"', '""', "王小明", "5.54E+15", "1.2E+1", "\0", "é", "😀", "E+1", "ab\ncd", "x" * 40, ";"]  # fmt: skip
FIELDS = ["", "a", "王小明", '"a,b"', '"x\n""y"', "5.54E+15", 'b"', '"q"r']
regular = st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(FIELDS)), max_size=20).map(
    lambda rows: "".join(f"{one},{two}\n" for one, two in rows)
)
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), regular)
MESSY_BYTES = st.lists(st.sampled_from([b"a", b",", b"\n", b"\xe7\x8e\x8b", b"\xe7\x8e", b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xf0\x9f\x98\x80", b"\x80", b"\xe0\x80\x80", b"\xc2\xa9"]), max_size=20).map(b"".join)  # fmt: skip


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is surveyed, in blocks so small that they cut whatever can be cut."""
    monkeypatch.setattr(csv_head, "QUICK_FROM", 0)
    monkeypatch.setattr(csv_survey, "BLOCK_BYTES", 7)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("survey") / "export.csv"


@settings(deadline=None, max_examples=150)
@given(raw=MESSY_BYTES, size=st.integers(1, 9))
def test_it_takes_exactly_what_the_codec_takes(file: Path, raw: bytes, size: int) -> None:
    file.write_bytes(raw)
    try:
        raw.decode()
        valid = True
    except UnicodeDecodeError:
        valid = False
    whole, csv_survey.BLOCK_BYTES = csv_survey.BLOCK_BYTES, size
    try:
        assert (csv_survey.survey_file(file) is not None) == valid
    finally:
        csv_survey.BLOCK_BYTES = whole


@settings(deadline=None, max_examples=200)
@given(body=texts, size=st.integers(1, 60))
def test_it_counts_what_the_parser_counts(file: Path, body: str, size: int) -> None:
    file.write_bytes(("name,note\n" + body).encode())
    plain = csv_head._read(file, find_encoding(file))
    if not plain.is_plain:
        return
    before, csv_survey.BLOCK_BYTES = csv_survey.BLOCK_BYTES, size
    try:
        found = csv_survey.survey_file(file, plain.layout.delimiter, plain.body_at, plain.layout.width)
    finally:
        csv_survey.BLOCK_BYTES = before
    assert found is not None
    slow = plain.encoding
    assert (found.size, found.nuls, found.quotes) == (slow.size, slow.nuls, slow.quotes)
    assert found.scientific <= slow.scientific  # a number is missed only where a line is longer than a block
    assert size < max(map(len, body.encode().split(b"\n"))) or found.scientific == slow.scientific
    head = csv_head.Head(file, slow, plain.text, plain.layout, plain.body_at, found)
    quick = csv_shape._surveyed(head)
    if quick is not None:
        names = unique_names(plain.layout.header, plain.layout.width)
        exact = csv_shape.measure(plain, names)
        assert (quick.rows, quick.ragged, quick.how.quoting) == (exact.rows, exact.ragged, exact.how.quoting)


@settings(deadline=None, max_examples=100)
@given(body=texts)
def test_a_file_reads_the_same_with_and_without_it(file: Path, body: str) -> None:
    file.write_bytes(("name,note\n" + body).encode())
    slow = table_of(file)
    before = csv_head.QUICK_FROM
    csv_head.QUICK_FROM = 0
    try:
        fast = table_of(file)
    finally:
        csv_head.QUICK_FROM = before
    assert (fast.schema, fast.rows, fast.dialect) == (slow.schema, slow.rows, slow.dialect)
    assert rows_of(fast) == rows_of(slow)
    assert codes(fast) == codes(slow)


def test_compiled_and_plain_kernel_do_the_same() -> None:
    rng = random.Random(5)
    kinds = csv_kernel.classes(ord(","))
    for _ in range(60):
        block = np.frombuffer(bytearray("".join(rng.choices(PIECES, k=rng.randrange(40))), "utf-8"), np.uint8)
        compiled, plain = csv_kernel.fresh_state(), csv_kernel.fresh_state()
        last = rng.random() < 0.5
        ends = [f(block, kinds, 2, s, last) for f, s in ((csv_kernel.survey, compiled), (csv_kernel.survey.py_func, plain))]  # fmt: skip
        assert ends[0] == ends[1]
        assert compiled.tolist() == plain.tolist()


@pytest.mark.usefixtures("quick")
def test_rows_longer_than_a_block_are_still_read(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n1," + "长" * 500_000 + "\n2,x\n", "utf-8")
    table = table_of(path)
    assert pa.compute.utf8_length(read(table)["b"]).to_pylist() == [500_000, 1]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("declared", ["utf-8", "utf-8-sig"])
def test_a_declared_utf8_is_surveyed_too(
    tmp_path: Path, declared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "marked.csv"
    path.write_bytes('\ufeff姓名,备注\r\n王,"a\r\nb"\r\n'.encode())
    monkeypatch.setattr(encoding, "find_encoding", None)
    table = table_of(path, encoding=declared)
    assert rows_of(table) == [(0, "王", "a\r\nb")]
    assert table.dialect is not None and table.dialect.bom
