"""Text that is damaged, mixed or in an encoding that nobody declared: read, and what is odd is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from reading import codes, rows_of, table_of

from novation.engine.sources import open_source
from novation.engine.sources.codecs_mended import MIXED, MixedDecoder

HEADER = "姓名,备注\n".encode()
GOOD = "赵六,要退款\n".encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


def test_invalid_bytes_in_the_middle_cost_only_their_place(file: Path) -> None:
    file.write_bytes(HEADER + GOOD * 2000 + "孙".encode() + b"\xff\xfe,x\n" + GOOD * 2000)
    table = table_of(file)
    rows = rows_of(table)
    assert len(rows) == 4001
    assert rows[2000] == (2000, "孙\ufffd\ufffd", "x")
    assert rows[1999][1:] == rows[2001][1:] == ("赵六", "要退款")
    assert codes(table) == {"text.invalid-bytes": 1}


def test_a_character_cut_off_at_the_end_of_the_file_is_said(file: Path) -> None:
    file.write_bytes(HEADER + GOOD * 50 + "孙七,谢".encode()[:-1])
    table = table_of(file)
    assert rows_of(table)[-1][1] == "孙七"
    assert codes(table) == {"text.invalid-bytes": 1}


def test_rows_in_two_encodings_are_both_read(file: Path) -> None:
    foreign = "孙七,来电两次，未接\n".encode("gb18030")
    file.write_bytes(HEADER + GOOD * 100 + foreign * 3 + GOOD * 100 + foreign)
    table = table_of(file)
    found = [row[1] for row in rows_of(table)]
    assert found.count("赵六") == 200
    assert found.count("孙七") == 4
    assert codes(table) == {"text.mixed-encodings": 8}


def test_two_encodings_in_one_row_are_both_read(file: Path) -> None:
    file.write_bytes(HEADER + GOOD * 50 + "赵六,".encode() + "孙七\n".encode("gb18030"))
    assert rows_of(table_of(file))[-1][1:] == ("赵六", "孙七")


def test_the_dialect_finds_the_records_of_a_mixed_file(file: Path) -> None:
    head = "导出：门店\n".encode("gb18030") + HEADER
    file.write_bytes(head + GOOD * 100)
    dialect = table_of(file).dialect
    assert dialect is not None
    assert (dialect.encoding, dialect.body_at) == (MIXED, len(head))


@pytest.mark.parametrize(("encoding", "mark"), [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")])
def test_half_a_surrogate_pair_is_replaced_and_counted(file: Path, encoding: str, mark: bytes) -> None:
    lone = "赵\ud83d六,x\n".encode(encoding, "surrogatepass")
    file.write_bytes(mark + "姓名,备注\n".encode(encoding) + lone)
    table = table_of(file)
    assert rows_of(table) == [(0, "赵\ufffd六", "x")]
    assert codes(table) == {"text.invalid-bytes": 1}


def test_surrogates_written_as_utf8_are_replaced_and_counted(file: Path) -> None:
    file.write_bytes(HEADER + GOOD * 9 + b"a\xed\xa0\xbd\xed\xb8\x80,x\n")
    table = table_of(file)
    assert rows_of(table)[-1][2] == "x"
    assert set(codes(table)) == {"text.invalid-bytes"}


def test_half_a_surrogate_pair_in_json_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"a": "x\\ud83d", "b": "1"}\n{"a": "y", "b": "2"}\n')
    table = table_of(tmp_path / "a.jsonl")
    assert codes(table) == {"jsonl.broken-lines": 1}
    assert [row[1:3] for row in rows_of(table)] == [(None, None), ("y", "2")]


TAIWAN = "姓名,備註\n陳小華,歡迎光臨台灣體育用品，電話請洽總公司\n林志明,已退貨，貨款尚未退還\n"
JAPAN = (
    "氏名,備考\n田中太郎,お問い合わせありがとうございます\n佐藤花子,ポイントカードの再発行をお願いします\n"
)


@pytest.mark.parametrize(("encoding", "text"), [("big5", TAIWAN), ("shift_jis", JAPAN)])
def test_big5_and_shift_jis_are_found_and_the_rivals_named(file: Path, encoding: str, text: str) -> None:
    file.write_bytes(text.encode(encoding))
    table = table_of(file)
    assert [row[1] for row in rows_of(table)] == [line.split(",")[0] for line in text.splitlines()[1:]]
    assert open_source(file, name="s").encoding == encoding
    assert set(codes(table)) <= {"csv.encoding-unsure"}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_sound_text_is_not_taken_for_damaged(file: Path, encoding: str) -> None:
    file.write_bytes((TAIWAN + JAPAN).encode(encoding))
    assert not {c for c in codes(table_of(file)) if c.startswith("text.")}


def test_damaged_lines_of_text_and_json_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes('{"a": "赵六"}\n'.encode() * 20 + b'{"a": "x\xff"}\n')
    (tmp_path / "a.md").write_bytes("赵六来电\n".encode() * 20 + b"x\xff\n")
    for name in ("a.jsonl", "a.md"):
        table = table_of(tmp_path / name)
        assert rows_of(table)[-1][-1] == "x\ufffd"
        assert codes(table)["text.invalid-bytes"] == 1


@given(
    pieces=st.lists(st.binary(max_size=40) | st.text(max_size=20).map(str.encode)), size=st.integers(1, 17)
)
def test_the_mending_decoder_never_fails_and_does_not_depend_on_cuts(pieces: list[bytes], size: int) -> None:
    whole = b"\n".join(pieces)
    one, other = MixedDecoder(), MixedDecoder()
    text = one.decode(whole, final=True)
    cut = "".join(other.decode(whole[at : at + size]) for at in range(0, len(whole), size))
    cut += other.decode(b"", final=True)
    text.encode()
    try:
        assert text == whole.decode()
    except UnicodeDecodeError:
        assert text.count("\n") == whole.count(b"\n")
    assert cut.count("\n") == text.count("\n")


def test_a_cell_of_a_hundred_megabytes_is_read(file: Path) -> None:
    with file.open("wb") as out:
        out.write(b"id,note\n")
        for number in range(1):
            out.write(b"%d," % number + b"x" * (100 << 20) + b"\n")
    table = table_of(file)
    sizes = [len(c) for b in table.batches() for c in b.column("note").cast("binary").to_pylist()]
    assert sizes == [100 << 20]
