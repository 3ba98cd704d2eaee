"""Checkpoints and extracts exchanged with the other side: whoever rewrites the journal is found out."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from novation.custody.checkpoints import CheckpointFolder
from novation.custody.extract import check_extract, make_extract, read_extract
from novation.custody.journal import Journal
from novation.errors import NovationError
from novation.evidence import sshsig

KEY = sshsig.load_private_key(sshsig.generate_private_key())
ORIGIN = "novation.example/seller"


def grown(path: Path, count: int, first: int = 0) -> Journal:
    journal = Journal(path)
    for number in range(first, first + count):
        journal.append("table.sealed", number=number)
    return journal


def refused(folder: CheckpointFolder, note: str, **more: Any) -> str:
    with pytest.raises(NovationError) as caught:
        folder.receive(note, origin=ORIGIN, key=KEY.public, **more)
    return caught.value.code


def test_each_checkpoint_must_be_proven_to_continue_the_last(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path / "checkpoints")
    journal = grown(tmp_path / "j", 3)
    folder.receive(journal.checkpoint(KEY, ORIGIN), origin=ORIGIN, key=KEY.public)
    grown(journal.path, 4)
    later = journal.checkpoint(KEY, ORIGIN)
    assert refused(folder, later) == "exchange.unproven"
    assert refused(folder, later, proof=journal.consistency(2)) == "exchange.inconsistent"
    assert folder.receive(later, origin=ORIGIN, key=KEY.public, proof=journal.consistency(3)).size == 7
    latest = folder.latest(ORIGIN, KEY.public)
    assert latest is not None
    assert latest.size == 7
    assert journal.verify(folder.notes(ORIGIN), ORIGIN, KEY.public) == []


def test_a_checkpoint_that_comes_late_must_lead_to_the_next_one_known(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path / "checkpoints")
    journal = grown(tmp_path / "j", 3)
    early = journal.checkpoint(KEY, ORIGIN)
    grown(journal.path, 4)
    folder.receive(journal.checkpoint(KEY, ORIGIN), origin=ORIGIN, key=KEY.public)
    assert refused(folder, early) == "exchange.unproven"
    assert folder.receive(early, origin=ORIGIN, key=KEY.public, proof=journal.consistency(3)).size == 3
    assert len(folder.notes(ORIGIN)) == 2


def test_a_rewritten_journal_is_a_split_view_or_inconsistent(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path / "checkpoints")
    folder.receive(grown(tmp_path / "j", 3).checkpoint(KEY, ORIGIN), origin=ORIGIN, key=KEY.public)
    rewritten = grown(tmp_path / "k", 3, first=9)
    assert refused(folder, rewritten.checkpoint(KEY, ORIGIN)) == "exchange.split-view"
    grown(rewritten.path, 2)
    note, proof = rewritten.checkpoint(KEY, ORIGIN), rewritten.consistency(3)
    assert refused(folder, note, proof=proof) == "exchange.inconsistent"
    assert len(folder.notes(ORIGIN)) == 1


def test_the_same_checkpoint_twice_and_an_empty_first_one_are_no_matter(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path / "checkpoints")
    journal = Journal(tmp_path / "j")
    folder.receive(journal.checkpoint(KEY, ORIGIN), origin=ORIGIN, key=KEY.public)
    journal.append("plan.made")
    for _ in range(2):
        folder.receive(journal.checkpoint(KEY, ORIGIN), origin=ORIGIN, key=KEY.public)
    assert len(folder.notes(ORIGIN)) == 2


def test_an_origin_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder = CheckpointFolder(tmp_path / "checkpoints")
    note = grown(tmp_path / "j", 1).checkpoint(KEY, "../../../tmp/x")
    folder.receive(note, origin="../../../tmp/x", key=KEY.public)
    assert len(list((tmp_path / "checkpoints").iterdir())) == 1
    assert folder.notes("..-..-..-tmp-x") == []


def test_an_extract_proves_its_entries_and_no_altered_part_passes(tmp_path: Path) -> None:
    journal = grown(tmp_path / "j", 9)
    extract = make_extract(journal, [7, 2], KEY, ORIGIN)
    head, entries = read_extract(extract, ORIGIN, KEY.public)
    assert (head.size, entries) == (9, [journal.entries()[2], journal.entries()[7]])
    assert check_extract(extract, ORIGIN, KEY.public) == []

    def code(change: Any) -> str:
        altered = copy.deepcopy(extract)
        change(altered)
        return check_extract(altered, ORIGIN, KEY.public)[0].code

    assert code(lambda x: x["entries"][0]["entry"]["refs"].update(number=3)) == "extract.entry-unproven"
    assert code(lambda x: x["entries"][0].update(proof=x["entries"][1]["proof"])) == "extract.entry-unproven"
    assert code(lambda x: x["entries"][0]["proof"].pop()) == "extract.entry-unproven"
    assert code(lambda x: x["entries"][0]["entry"].update(index=3)) == "extract.entry-unproven"
    assert code(lambda x: x["entries"][0]["entry"].update(index=True)) == "extract.malformed"
    assert code(lambda x: x["entries"][0].update(proof=["zz"])) == "extract.malformed"
    assert code(lambda x: x["entries"][0].pop("entry")) == "extract.malformed"
    assert code(lambda x: x.update(type="other")) == "extract.malformed"
    assert code(lambda x: x.update(checkpoint="x")) == "note.malformed"
