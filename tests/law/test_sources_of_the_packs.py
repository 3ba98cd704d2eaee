"""Each entry of a shipped pack rests on a row of the facts file, and SOURCES.md owns up to what is unconfirmed."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from novation.law import Pack, load_packs
from novation.law.lint_entries import Cited, cited
from novation.messages import Text

PACKS = {pack.id: pack for pack in load_packs()}
HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;:.!?()]+(?:[\u4e00-\u9fff]|$)")
CELL = re.compile(r"4\.[123]-[a-z]{2}-[a-z-]+")
"""What stands in place of a row where an entry rests on a cell of the table of dispositions alone."""


def entries(pack: Pack) -> tuple[Cited, ...]:
    return tuple(cited(pack))


def sources_of(pack: Pack) -> str:
    return files("novation.law").joinpath("packs", pack.id, "SOURCES.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_every_unconfirmed_entry_is_named_in_the_sources(pack: Pack) -> None:
    listed = sources_of(pack).split("## Unconfirmed", 1)[1].split("\n## ", 1)[0]
    for entry in entries(pack):
        assert (f"| `{entry.id.split('/', 1)[1]}` |" in listed) is not entry.citation.confirmed, entry.id


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_every_row_behind_a_pack_is_named_in_its_sources(pack: Pack) -> None:
    listed = sources_of(pack).split("## Rows of the facts file", 1)[1].split("\n## ", 1)[0].replace("\n", " ")
    named = {row.strip() for row in listed.split("behind the pack", 1)[1].split(",")}
    assert named == {entry.citation.fact for entry in entries(pack)}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_every_row_stands_in_the_facts_file(pack: Pack, shared_data: Path) -> None:
    facts = (shared_data.parent / "law" / "facts.md").read_text(encoding="utf-8")
    missing = {entry.citation.fact for entry in entries(pack) if f"| {entry.citation.fact} |" not in facts}
    assert not {fact for fact in missing if not CELL.fullmatch(fact)}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_both_languages_speak_their_own_script(pack: Pack) -> None:
    """A Chinese text has Chinese characters and no half-width punctuation; an English one has none."""
    for entry in entries(pack):
        texts = [
            entry.citation.text,
            *(getattr(entry, name, None) for name in ("title", "reason", "due", "what", "record")),
            *(item.text for item in getattr(entry, "items", ())),
        ]
        for text in (text for text in texts if isinstance(text, Text)):
            assert any("\u4e00" <= sign <= "\u9fff" for sign in text.zh), (entry.id, text.zh)
            assert not any("\u3000" <= sign <= "\u9fff" or sign in "，。；：（）" for sign in text.en), (
                entry.id,
                text.en,
            )
            assert not HALF_WIDTH.search(text.zh), (entry.id, text.zh)
            assert "控制者" not in text.zh, entry.id  # the controller is 个人信息处理者, in every law
