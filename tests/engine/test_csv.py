"""CSV as shops really export it, and as it should never have been exported."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from reading import codes, read, rows_of, skip_codes, table_of

from novation.engine.sources import open_source
from novation.errors import NovationError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "export.csv"


def written(file: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return file


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_encoding_is_found(file: Path, encoding: str) -> None:
    table = table_of(written(file, "姓名,手机\r\n张三,1\r\n李四,2\r\n", encoding))
    assert rows_of(table) == [(0, "张三", "1"), (1, "李四", "2")]
    assert not table.remarks


def test_the_encoding_is_found_by_the_whole_file_not_its_beginning(file: Path) -> None:
    plain = "name,note\n" + "Smith,ok\n" * 300_000
    table = table_of(written(file, plain.encode() + "张三,好\n".encode("gb18030")))
    assert read(table).slice(300_000).to_pylist() == [{"_row": 300_000, "name": "张三", "note": "好"}]


@pytest.mark.parametrize(
    ("encoding", "word"), [("big5", "電話"), ("shift_jis", "電話カナ"), ("cp1252", "café")]
)
def test_a_declared_encoding_is_used(file: Path, encoding: str, word: str) -> None:
    written(file, f"a,b\n{word},1\n", encoding)
    assert rows_of(table_of(file, encoding=encoding)) == [(0, word, "1")]


def test_a_declared_encoding_is_verified_over_the_whole_file(file: Path) -> None:
    body = b"a,b\n" + b"x,y\n" * 600_000
    written(file, body + "张,三\n".encode("gb18030"))
    with pytest.raises(NovationError) as wrong:
        open_source(file, name="s", encoding="utf-8").tables()
    assert wrong.value.code == "sources.encoding-mismatch"
    assert wrong.value.values["offset"] == len(body)


def test_an_encoding_nobody_knows_is_an_error(file: Path) -> None:
    with pytest.raises(NovationError) as unknown:
        open_source(written(file, "a\n1\n"), name="s", encoding="gb-99").tables()
    assert unknown.value.code == "sources.encoding-not-known"


def test_a_file_in_no_certain_encoding_is_skipped_and_the_possible_ones_named(file: Path) -> None:
    source = open_source(written(file, "name;town\ncafé;Orléans\n", "cp1252"), name="s")
    assert skip_codes(source) == ["sources.encoding-unfound"]
    assert "cp1252" in source.skipped[0].reason.zh


def test_an_encoding_that_may_be_another_is_remarked(file: Path) -> None:
    table = table_of(written(file, "姓名,備註\n" + "陳小華,歡迎光臨台灣體育用品\n" * 5, "big5"))
    assert "csv.encoding-unsure" in codes(table)
    assert any("big5" in remark.text.en for remark in table.remarks)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_the_delimiter_is_found(file: Path, delimiter: str) -> None:
    lines = [["姓名", "备注", "金额"], ["张三", '"a，b,c;d|e\tf"', "1"], ["李四", "", "2"]]
    table = table_of(written(file, "\n".join(delimiter.join(line) for line in lines)))
    assert rows_of(table) == [(0, "张三", "a，b,c;d|e\tf", "1"), (1, "李四", "", "2")]
    assert table.dialect and table.dialect.delimiter == delimiter


def test_values_led_by_tabs_stay_and_names_lose_them(file: Path) -> None:
    table = table_of(
        written(file, "\ufeff\t订单号,\t 手机\u3000\r\n\t001,\t138\r\n\t002, 139 \r\n", "gb18030")
    )
    assert table.schema.names == ["_row", "订单号", "手机"]
    assert rows_of(table) == [(0, "\t001", "\t138"), (1, "\t002", " 139 ")]


def test_title_lines_above_the_header_are_kept_apart(file: Path) -> None:
    table = table_of(
        written(file, "导出时间:2024-01-01 10:00\n会员列表,,\n\n姓名,手机,城市\n张三,1,2\n李四,3,4\n")
    )
    assert table.schema.names == ["_row", "姓名", "手机", "城市"]
    assert codes(table) == {"csv.title-lines": 2}
    assert table.dialect and table.dialect.titles == ("导出时间:2024-01-01 10:00", "会员列表,,")
    assert table.rows == 2


def test_a_header_typed_with_full_width_commas_is_split(file: Path) -> None:
    table = table_of(written(file, "姓名，手机\n张三,1\n李四,2\n"))
    assert table.schema.names == ["_row", "姓名", "手机"]
    assert "csv.header-delimiter" in codes(table)


def test_data_in_the_first_line_never_become_column_names(file: Path) -> None:
    table = table_of(written(file, "张三,13800138000,a@example.com\n李四,13900139000,b@example.com\n"))
    assert table.schema.names == ["_row", "column_1", "column_2", "column_3"]
    assert table.rows == 2
    assert "csv.no-header" in codes(table)


def test_empty_repeated_and_reserved_names_become_unique(file: Path) -> None:
    table = table_of(written(file, "姓名,姓名,,Name,NAME,_row,姓名_2\na,b,c,d,e,f,g\n"))
    assert table.schema.names == ["_row", "姓名", "姓名_3", "column_3", "Name", "NAME_2", "_row_2", "姓名_2"]


def test_decomposed_names_are_composed_and_values_are_not(file: Path) -> None:
    table = table_of(written(file, "cafe\u0301,b\ncafe\u0301,1\n"))
    assert table.columns[0] == "caf\u00e9"
    assert rows_of(table)[0][1] == "cafe\u0301"


def test_ragged_rows_keep_their_place_and_lose_nothing(file: Path) -> None:
    table = table_of(written(file, '甲,乙\n1,2\n短\n\n长,2,3,"4,5"\n3,4\n尾\n', "gb18030"))
    assert rows_of(table) == [
        (0, "1", "2", None),
        (1, "短", None, None),
        (2, "长", "2", '3,"4,5"'),
        (3, "3", "4", None),
        (4, "尾", None, None),
    ]
    assert codes(table) == {"csv.short-rows": 2, "csv.long-rows": 1}


def test_ragged_rows_keep_their_place_across_blocks(file: Path) -> None:
    lines = [
        f"r{i}" if i % 1000 == 7 else f"r{i},{i},{i}" if i % 1000 == 500 else f"r{i},{i}"
        for i in range(200_000)
    ]
    found = read(table_of(written(file, "a,b\n" + "\n".join(lines))))
    assert found["_row"].to_pylist() == list(range(200_000))
    assert found["a"].to_pylist() == [f"r{i}" for i in range(200_000)]
    assert found["b"].null_count == 200


def test_only_ragged_rows_are_still_rows(file: Path) -> None:
    table = table_of(written(file, "a,b,c\n1,2,3\n" + "x\n" * 3))
    assert [row[0] for row in rows_of(table)] == [0, 1, 2, 3]


def test_nul_bytes_are_kept_and_counted(file: Path) -> None:
    table = table_of(written(file, b"a,b\nx\x00y,1\n\x00,2\n"))
    assert rows_of(table) == [(0, "x\0y", "1"), (1, "\0", "2")]
    assert codes(table) == {"csv.nul": 2}


def test_a_cell_of_ten_megabytes_is_read(file: Path) -> None:
    big = "长,文\n" * 2_500_000
    table = table_of(written(file, f'a,b\n1,2\n"{big}",x\n3,4\n'))
    assert rows_of(table) == [(0, "1", "2"), (1, big, "x"), (2, "3", "4")]


def test_an_open_quotation_mark_swallows_no_rows(file: Path) -> None:
    table = table_of(written(file, 'a,b\n"12寸,1\ny,2\nz,3\n'))
    assert rows_of(table) == [(0, '"12寸', "1"), (1, "y", "2"), (2, "z", "3")]
    assert "csv.quote-open" in codes(table)


def test_an_inch_sign_does_not_cost_the_quoting(file: Path) -> None:
    table = table_of(written(file, 'a,b\n5",1\n"x,y",2\n"两\n行",3\n'))
    assert rows_of(table) == [(0, '5"', "1"), (1, "x,y", "2"), (2, "两\n行", "3")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings(file: Path, ending: str) -> None:
    table = table_of(written(file, ending.join(["a,b", "1,2", '"x\ny",3'])))
    assert rows_of(table) == [(0, "1", "2"), (1, "x\ny", "3")]
    assert table.dialect and table.dialect.line_ending == ending


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n", b"\xff\xfe"])
def test_an_empty_file_is_skipped_with_its_reason(file: Path, content: bytes) -> None:
    assert skip_codes(open_source(written(file, content), name="s")) == ["sources.empty"]


@pytest.mark.parametrize("content", ["a,b", "a,b\n", "a,b\r\n\r\n"])
def test_a_header_alone_is_a_table_without_rows(file: Path, content: str) -> None:
    table = table_of(written(file, content))
    assert (table.schema.names, rows_of(table), table.rows) == (["_row", "a", "b"], [], 0)


def test_empty_fields_are_empty_text_not_null(file: Path) -> None:
    assert rows_of(table_of(written(file, 'a,b,c\n,"",NULL\n'))) == [(0, "", "", "NULL")]


def test_numbers_damaged_by_a_spreadsheet_are_counted(file: Path) -> None:
    assert codes(table_of(written(file, "证件号,n\n5.54E+15,1\n1.10101E+17,2\n"))) == {
        "csv.number-damaged": 2
    }


def test_the_dialect_tells_where_the_records_begin(file: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        written(file, "标题\n姓名,手机\n张三,1\n李四,2\n", encoding)
        dialect = table_of(file).dialect
        assert dialect
        assert file.read_bytes()[dialect.body_at :].decode(dialect.encoding) == "张三,1\n李四,2\n"


NAMES = st.lists(
    st.text(alphabet="姓名电话ABCxyz_ éß", min_size=1, max_size=6).filter(lambda n: n.strip()),
    min_size=1,
    max_size=5,
)
CELLS = st.text(
    alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from(list(',;\t|，"\n\r\0张 =')),
    max_size=12,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data(), encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]), quote_all=st.booleans())
def test_any_table_of_text_comes_back_exactly(
    tmp_path: Path, data: st.DataObject, encoding: str, quote_all: bool
) -> None:
    names = data.draw(NAMES)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names)), max_size=8))
    # One bare column whose values hold a sign that may as well separate is two readings of the same file.
    others = not set(";\t|，").isdisjoint("".join(map("".join, rows)))
    assume(len(names) > 1 or quote_all or not others)
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL)
    writer.writerows([names, *rows])
    table = table_of(written(tmp_path / "t.csv", text.getvalue(), encoding), encoding=encoding)
    assert [list(row[1:]) for row in rows_of(table)] == rows
    assert [row[0] for row in rows_of(table)] == list(range(len(rows)))
