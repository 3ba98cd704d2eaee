"""The generated pages are what the code says now, and leave nothing out."""

from __future__ import annotations

import ast
import inspect
from dataclasses import fields
from pathlib import Path

import pytest
import tomlkit
from builder import pages, records, sessions, settings_page, vocabulary
from builder.exits import MEANING
from builder.settings_words import TABLES

import novation.terms as terms
from novation.errors import Exit, NovationError
from novation.handover import settings
from novation.terms import Term


@pytest.mark.parametrize("name", pages.PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (pages.DOCS / name).read_text("utf-8") == pages.PAGES[name](), "run `make docs`"


def test_every_exit_status_has_its_words() -> None:
    assert set(MEANING) == set(Exit)


def test_every_journal_tag_that_the_code_writes_has_its_words() -> None:
    assert records.tags_in_code() == set(records.TAGS)


def test_every_closed_vocabulary_is_in_the_glossary() -> None:
    shown = {vocabulary_class for _, _, vocabulary_class in vocabulary.VOCABULARIES}
    shared = {v for v in vars(terms).values() if inspect.isclass(v) and issubclass(v, Term) and v is not Term}
    assert shared <= shown


def test_the_settings_page_shows_an_example_that_is_read() -> None:
    document = tomlkit.parse(settings_page.example()).unwrap()
    found = settings.from_document(document)
    assert found.overrides and found.notices and found.signers and found.export_route
    assert found.case == document["case"]


def test_the_settings_page_has_every_table_that_is_read_and_no_other() -> None:
    tops = {k.name for k in TABLES[0].keys} | {t.name for t in TABLES[1:]}
    assert tops == settings._TOP


@pytest.mark.parametrize(
    ("table", "value"),
    [
        ("source", settings.SourceEntry), ("signer", settings.Signer),
        ("override", settings.Override), ("notice", settings.NoticeGiven),
        ("transfer_ground", settings.TransferGround),
    ],
)  # fmt: skip
def test_the_settings_page_has_every_key_of_a_repeated_table(table: str, value: type) -> None:
    documented = next(t for t in TABLES if t.name == table)
    assert {k.name for k in documented.keys} == {f.name for f in fields(value)}  # type: ignore[arg-type]


_READERS = {
    "text",
    "texts",
    "optional_text",
    "parsed",
    "day",
    "whole_number",
    "table",
    "tables",
    "_optional",
    "_roles",
}


def test_every_key_that_the_settings_read_is_on_the_page() -> None:
    """A key is the second argument of the functions that read an entry, where it is written out."""
    documented = {k.name for t in TABLES for k in t.keys} | {t.name for t in TABLES}
    read = set()
    for node in ast.walk(ast.parse(inspect.getsource(settings))):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).split(".")[-1] in _READERS
            and len(node.args) > 1
        ):
            key = node.args[1]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                read.add(key.value)
    assert len(read) > 20
    assert read - documented - {"c", "e", "r"} == set()


@pytest.mark.parametrize("table", [t.name for t in TABLES])
def test_a_key_that_is_not_on_the_page_is_refused(table: str) -> None:
    document = tomlkit.parse(settings_page.example()).unwrap()
    entry = document[table] if table else document
    (entry[0] if isinstance(entry, list) else entry)["surprise"] = "x"
    with pytest.raises(NovationError, match="surprise"):
        settings.from_document(document)


def test_pages_for_users_exist_in_both_languages(root: Path) -> None:
    english = [
        root / "README.md",
        *(root / "docs" / "tutorials").glob("*.md"),
        *(root / "docs" / "how-to").glob("*.md"),
    ]
    english += [root / "docs" / "glossary.md", root / "docs" / "explanation" / "threat-model.md"]
    missing = [p.name for p in english if ".zh-CN" not in p.name and not p.with_suffix(".zh-CN.md").is_file()]
    assert missing == []


@pytest.mark.parametrize("name", [n for n in sessions.PAGES if ".zh-CN" not in n])
def test_a_worked_example_has_the_same_commands_in_both_languages(name: str, root: Path) -> None:
    def commands(file: Path) -> list[str]:
        return [
            s.command.split(" --seller ")[0].split(" --name ")[0]
            for s in sessions.steps_of(file.read_text("utf-8"))
        ]

    page = root / name
    assert commands(page) == commands(page.with_suffix(".zh-CN.md"))
