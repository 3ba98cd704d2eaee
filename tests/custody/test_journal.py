"""The journal: whole entries or none, neutral references only, and every change shows against a checkpoint."""

from __future__ import annotations

import json
import multiprocessing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novation.custody.entries import is_neutral
from novation.custody.journal import Journal
from novation.errors import NovationError
from novation.evidence import checkpoint, merkle, sshsig

KEY = sshsig.load_private_key(sshsig.generate_private_key())
OTHER = sshsig.load_private_key(sshsig.generate_private_key())
ORIGIN = "novation.example/seller"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DIGEST = "sha256:" + "0123456789abcdef" * 4


def filled(folder: Path, count: int = 5) -> Journal:
    journal = Journal(folder / "journal.jsonl", clock=lambda: NOON)
    for number in range(count):
        journal.append("source.scanned", by="owner", table=f"t{number:02}", rows=number, digest=DIGEST)
    return journal


def codes(journal: Journal, *notes: str, key: Any = KEY.public) -> list[str]:
    return [problem.code for problem in journal.verify(notes, ORIGIN, key)]


def test_entries_come_back_in_another_object_as_they_were_written(tmp_path: Path) -> None:
    journal = filled(tmp_path)
    again = Journal(journal.path)
    assert again.entries() == journal.entries()
    assert again.head() == journal.head()
    assert again.head().as_dict()["size"] == 5
    assert [entry.index for entry in again.entries()] == [0, 1, 2, 3, 4]


def test_a_line_is_canonical_json_and_the_leaf_is_its_hash(tmp_path: Path) -> None:
    journal = filled(tmp_path, 1)
    line = journal.path.read_bytes()
    assert line == (
        b'{"at":"2026-11-21T12:00:00Z","by":"owner","index":0,'
        b'"refs":{"digest":"' + DIGEST.encode() + b'","rows":0,"table":"t00"},"tag":"source.scanned"}\n'
    )
    assert journal.head().root == merkle.leaf_hash(line[:-1])


def test_an_empty_journal_has_a_head_and_a_checkpoint(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    assert (journal.entries(), journal.head().root) == ([], merkle.EMPTY_ROOT)
    assert codes(journal, journal.checkpoint(KEY, ORIGIN)) == []
    assert not journal.path.exists()


def test_inclusion_and_consistency_are_proven_at_every_size(tmp_path: Path) -> None:
    journal = filled(tmp_path, 9)
    roots = [merkle.root(entry.leaf for entry in journal.entries()[:size]) for size in range(10)]
    for size in range(1, 10):
        assert merkle.verify_consistency(size, roots[size], 9, roots[9], journal.consistency(size))
        for index in range(size):
            one = journal.inclusion(index, size)
            assert merkle.verify_inclusion(one.leaf, index, size, one.proof, roots[size])


def test_a_crash_at_any_byte_of_an_append_leaves_the_old_or_the_new_state(tmp_path: Path) -> None:
    journal = filled(tmp_path, 2)
    old, old_entries = journal.path.read_bytes(), journal.entries()
    journal.append("package.sealed", package="p1")
    new, new_entries = journal.path.read_bytes(), journal.entries()
    for length in range(len(old), len(new) + 1):
        path = tmp_path / f"cut-{length}.jsonl"
        path.write_bytes(new[:length])
        after = Journal(path, clock=lambda: NOON)
        assert after.entries() == (new_entries if length == len(new) else old_entries)
        assert (after.torn() is not None) == (len(old) < length < len(new))
        after.append("package.received", package="p1")
        assert path.read_bytes().startswith(new if length == len(new) else old)
        assert codes(after) == []
        assert len(after.entries()) == len(new_entries) + (length == len(new))


def test_a_torn_last_line_is_cut_off_and_reported(tmp_path: Path) -> None:
    journal = filled(tmp_path, 2)
    with journal.path.open("ab") as file:
        file.write(b'{"at":"2026-')
    journal = Journal(journal.path)
    torn = journal.torn()
    assert torn is not None
    assert (torn.code, torn.values) == ("journal.torn-last-line", {"count": 12})
    assert codes(journal) == ["journal.torn-last-line"]
    assert journal.append("plan.approved").index == 2
    assert [problem.values for problem in journal.repaired] == [{"count": 12}]
    assert codes(journal) == []


def append_many(path: Path, count: int) -> None:
    journal = Journal(path)
    for number in range(count):
        journal.append("row.counted", number=number)


def test_several_writers_never_mix_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=append_many, args=(path, 20)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    entries = Journal(path).entries()
    assert [entry.index for entry in entries] == list(range(60))


def test_two_open_journals_see_each_others_entries(tmp_path: Path) -> None:
    one, two = Journal(tmp_path / "j"), Journal(tmp_path / "j")
    assert [one.append("plan.made").index, two.append("plan.approved").index] == [0, 1]
    assert one.append("package.sealed").index == 2
    assert len(two.entries()) == 3


def edited(journal: Journal, change: Any) -> Journal:
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(b"".join(change(lines)))
    return Journal(journal.path)


def test_an_edited_entry_shows_against_a_checkpoint_and_the_earlier_one_narrows_it_down(
    tmp_path: Path,
) -> None:
    journal = filled(tmp_path, 2)
    early = journal.checkpoint(KEY, ORIGIN)
    filled_more = filled(tmp_path, 3)
    late = filled_more.checkpoint(KEY, ORIGIN)
    assert codes(filled_more, early, late) == []
    changed = edited(
        journal, lambda lines: [*lines[:3], lines[3].replace(b'"rows":1', b'"rows":9'), *lines[4:]]
    )
    problems = changed.verify([late, early], ORIGIN, KEY.public)
    assert [(p.code, p.values) for p in problems] == [
        ("journal.checkpoint-mismatch", {"size": 5, "first": 2})
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda lines: lines[:-1], ["journal.entries-removed"]),
        (lambda lines: [*lines[:2], *lines[3:]], ["journal.index-wrong"] * 2 + ["journal.entries-removed"]),
        (
            lambda lines: [lines[1], lines[0], *lines[2:]],
            ["journal.index-wrong"] * 2 + ["journal.checkpoint-mismatch"],
        ),
        (
            lambda lines: [*lines[:4], lines[4].replace(b":", b": ")],
            ["journal.line-malformed", "journal.checkpoint-mismatch"],
        ),
        (lambda lines: [*lines, b"\n"], ["journal.line-malformed"]),
        (lambda lines: [b"", *lines], []),
        (lambda lines: [], ["journal.entries-removed"]),
    ],
)
def test_every_way_of_changing_the_file_is_named(tmp_path: Path, change: Any, expected: list[str]) -> None:
    journal = filled(tmp_path)
    note = journal.checkpoint(KEY, ORIGIN)
    assert codes(edited(journal, change), note) == expected


def test_no_altered_byte_under_a_checkpoint_goes_unnoticed(tmp_path: Path) -> None:
    journal = filled(tmp_path, 2)
    note, data = journal.checkpoint(KEY, ORIGIN), journal.path.read_bytes()
    for at in range(len(data)):
        altered = bytearray(data)
        altered[at] ^= 1
        journal.path.write_bytes(bytes(altered))
        assert codes(Journal(journal.path), note), f"byte {at}"


def test_a_damaged_journal_is_not_appended_to(tmp_path: Path) -> None:
    journal = edited(filled(tmp_path), lambda lines: [lines[1], *lines[1:]])
    before = journal.path.read_bytes()
    with pytest.raises(NovationError) as caught:
        journal.append("plan.approved")
    assert caught.value.code == "journal.index-wrong"
    assert journal.path.read_bytes() == before


def test_checkpoints_by_others_forged_ones_and_noise_are_told_apart(tmp_path: Path) -> None:
    journal = filled(tmp_path)
    note = journal.checkpoint(KEY, ORIGIN)
    assert codes(journal, journal.checkpoint(OTHER, ORIGIN)) == ["journal.checkpoint-by-another"]
    assert codes(journal, journal.checkpoint(KEY, "novation.example/b")) == ["journal.checkpoint-by-another"]
    assert codes(journal, note.replace("\n5\n", "\n4\n")) == ["journal.checkpoint-forged"]
    assert codes(journal, "noise") == ["journal.checkpoint-unreadable"]
    assert checkpoint.peek(note).size == 5


NEUTRAL = [
    0,
    -5,
    True,
    2**53 - 1,
    "t01-members",
    "cn-pipl/22-notice",
    DIGEST,
    "2026-11-21T12:00:00Z",
    "SHA256:f2DPFykbop4lvaeFSVsYXGlGzQ4rIMHdncJZZFpAl1w",
]
TELLING = [
    "",
    "li.na@example.org",
    "李娜",
    "Li Na",
    "13800138000",
    "138-0013-8000",
    "192.168.100.100",
    "11010519491231002X",
    "sha256:13800138000",
    "a" * 201,
    "line\nend",
    2**53,
    1.5,
    None,
    ["x"],
    b"x",
]


@pytest.mark.parametrize("value", NEUTRAL)
def test_references_counts_and_digests_are_taken(tmp_path: Path, value: Any) -> None:
    journal = Journal(tmp_path / "j")
    journal.append("plan.made", value=value)
    assert Journal(journal.path).entries()[0].refs == {"value": value}


@pytest.mark.parametrize("value", TELLING)
def test_what_may_be_personal_data_is_refused_and_not_repeated(tmp_path: Path, value: Any) -> None:
    journal = Journal(tmp_path / "j")
    with pytest.raises(NovationError) as caught:
        journal.append("plan.made", value=value)
    assert caught.value.code == "journal.reference-not-neutral"
    assert caught.value.values == {"name": "value"}
    assert not journal.path.exists()


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), min_size=1))
def test_no_chinese_text_is_neutral(text: str) -> None:
    assert not is_neutral(text)


@pytest.mark.parametrize(
    "tag", ["", "plan", "plan.approve", "Plan.approved", "plan approved", "plan.", "张三.approved"]
)
def test_a_tag_is_a_noun_and_a_past_participle(tmp_path: Path, tag: str) -> None:
    with pytest.raises(NovationError) as caught:
        Journal(tmp_path / "j").append(tag)
    assert caught.value.code == "journal.tag-malformed"
    assert "张" not in str(caught.value)


@pytest.mark.parametrize(
    "tag", ["plan.approved", "consent.withdrawn", "working-copy.erased", "receipt.sent", "plan.made-again"]
)
def test_the_tags_of_the_main_job_are_taken_or_refused_as_said(tmp_path: Path, tag: str) -> None:
    journal = Journal(tmp_path / "j")
    if tag == "plan.made-again":
        with pytest.raises(NovationError):
            journal.append(tag)
    else:
        assert journal.append(tag).tag == tag


def test_the_clock_is_written_in_utc_whole_seconds(tmp_path: Path) -> None:
    shanghai = timezone(timedelta(hours=8))
    journal = Journal(
        tmp_path / "j", clock=lambda: datetime(2026, 11, 21, 20, 0, 0, 999_999, tzinfo=shanghai)
    )
    assert journal.append("plan.made").at == "2026-11-21T12:00:00Z"
    assert json.loads(journal.path.read_text())["at"] == "2026-11-21T12:00:00Z"
