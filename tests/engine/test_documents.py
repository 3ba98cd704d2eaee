"""Documents as free text: .docx, .pdf, .eml, .txt and .md."""

from __future__ import annotations

import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

sys.path.insert(0, str(Path(__file__).parent))
from reading import codes, rows_of, skip_codes, table_of

from novation.engine.sources import open_source
from novation.errors import NovationError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(path: Path, parts: dict[str, str], more: dict[str, bytes] | None = None) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, body in parts.items():
            archive.writestr(name, f'<?xml version="1.0"?><w:x xmlns:w="{W}">{body}</w:x>')
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return path


def pdf(path: Path, pages: list[str], password: str = "") -> Path:
    writer = pypdf.PdfWriter()
    for text in pages:
        page = writer.add_blank_page(300, 300)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        held = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
        fonts = DictionaryObject({NameObject("/F1"): held})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 200 Td ({text}) Tj ET".encode() if text else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password)
    writer.write(path)
    return path


def pieces(path: Path) -> list[tuple[object, ...]]:
    return [row[1:] for row in rows_of(table_of(path))]


def test_a_word_document_gives_the_paragraphs_of_all_its_parts(tmp_path: Path) -> None:
    run = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    path = word(
        tmp_path / "合同.docx",
        {
            "word/document.xml": "<w:body><w:p><w:r><w:t>联系人：</w:t></w:r><w:r><w:tab/><w:t>赵六</w:t></w:r></w:p>"
            + "<w:p/><w:tbl><w:tc>" + run.format("格中") + "</w:tc></w:tbl>"
            + '<w:p><w:del w:author="孙七"><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p></w:body>',
            "word/header1.xml": run.format("页眉"),
            "word/comments.xml": f'<w:comment w:author="周八">{run.format("批注")}</w:comment>',
        },
        {"word/media/image1.png": b"x"},
    )  # fmt: skip
    assert pieces(path) == [
        ("document", "联系人：\t赵六"),
        ("document", "格中"),
        ("author", "孙七"),
        ("document", "删去的"),
        ("author", "周八"),
        ("comments", "批注"),
        ("header1", "页眉"),
    ]
    assert codes(table_of(path)) == {"document.embedded": 1}
    assert open_source(path, name="s").kind == "document"


def test_a_text_box_is_told_once(tmp_path: Path) -> None:
    box = "<w:p><w:r><w:t>外</w:t><w:box><w:p><w:r><w:t>内</w:t></w:r></w:p></w:box></w:r></w:p>"
    assert pieces(word(tmp_path / "a.docx", {"word/document.xml": box})) == [
        ("document", "内"),
        ("document", "外"),
    ]


def test_a_word_document_with_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><x>&a;</x>'
    path = word(tmp_path / "a.docx", {}, {"word/document.xml": bomb})
    assert skip_codes(open_source(path, name="s")) == ["sources.xml-bomb"]


def test_a_word_document_with_broken_markup_is_an_error_and_not_a_short_text(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", {}, {"word/document.xml": f'<w:x xmlns:w="{W}"><w:p>'.encode()})
    with pytest.raises(NovationError, match=r"sources\.broken-midway"):
        pieces(path)


def test_a_pdf_gives_its_pages_and_says_which_have_no_text(tmp_path: Path) -> None:
    table = table_of(pdf(tmp_path / "a.pdf", ["Call Zhao Liu 13800000000", ""]))
    assert [row[1:] for row in rows_of(table)] == [("page 1", "Call Zhao Liu 13800000000")]
    assert codes(table) == {"document.no-text": 1}


def test_a_pdf_that_cannot_be_read_is_skipped(tmp_path: Path) -> None:
    assert skip_codes(open_source(pdf(tmp_path / "a.pdf", ["x"], "secret"), name="s")) == [
        "sources.encrypted"
    ]
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\n" + b"\0\xff" * 100)
    assert skip_codes(open_source(tmp_path / "b.pdf", name="s")) == ["sources.broken"]


def test_a_message_gives_its_people_subject_and_texts(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "赵六 <zhao@example.com>"
    message["To"] = "sun@example.com"
    message["Subject"] = "退款"
    message.set_content("您好\n\n电话 1\n")
    message.add_alternative(
        "<style>p{}</style><p>您<b>好</b></p><a href='mailto:a@example.com'>信</a>", subtype="html"
    )
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="张三简历.pdf")
    (tmp_path / "a.eml").write_bytes(bytes(message))
    source = open_source(tmp_path / "a.eml", name="s")
    assert [row[1:] for row in rows_of(source.tables()[0])] == [
        ("from", "赵六 <zhao@example.com>"),
        ("to", "sun@example.com"),
        ("subject", "退款"),
        ("body", "您好"),
        ("body", "电话 1"),
        ("body", "您好"),
        ("body", "a@example.com 信"),
    ]
    assert [(s.source, s.code) for s in source.skipped] == [("s/#1", "sources.left-out")]
    assert "张三" not in repr(source.skipped)


def test_a_message_in_an_encoding_it_does_not_name_is_read(tmp_path: Path) -> None:
    head = (
        b"From: a@example.com\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    (tmp_path / "a.eml").write_bytes(head + "赵六来电".encode("gb18030"))
    assert pieces(tmp_path / "a.eml")[-1] == ("body", "赵六来电")


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_prose_is_read_line_by_line(tmp_path: Path, name: str, encoding: str) -> None:
    (tmp_path / name).write_bytes(
        "昨天，赵六来电, 说要退款。\n\n他的电话, 见上, 谢谢\n再见\n".encode(encoding)
    )
    assert pieces(tmp_path / name) == [
        ("body", "昨天，赵六来电, 说要退款。"),
        ("body", "他的电话, 见上, 谢谢"),
        ("body", "再见"),
    ]


def test_records_in_a_text_file_are_still_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("姓名\t手机\n赵六\t1\n", encoding="gbk")
    assert rows_of(table_of(tmp_path / "a.txt")) == [(0, "赵六", "1")]
