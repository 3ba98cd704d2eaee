"""Help in both languages, for each command and each of its options."""

from __future__ import annotations

import re
from typing import Any

import pytest
from builder.cli_tree import tree

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_VALUES = re.compile(r"[\w\-]+(, [\w\-…]+)*")
"""A list of values or a form such as YYYY-MM-DD reads the same in both languages."""


def _texts(language: str) -> list[tuple[str, str]]:
    found = []
    for command in tree(language)["commands"]:
        found.append((command["name"], command["help"]))
        found += [(f"{command['name']} {p['names'][0]}", p["help"]) for p in command["parameters"]]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_and_every_option_has_a_help_text(language: str) -> None:
    assert [name for name, text in _texts(language) if not text.strip()] == []


def test_the_help_is_chinese_in_chinese() -> None:
    assert [n for n, text in _texts("zh") if not _CHINESE.search(text) and not _VALUES.fullmatch(text)] == []


def test_the_help_is_english_in_english() -> None:
    assert [name for name, text in _texts("en") if _CHINESE.search(text)] == []


def test_both_languages_have_the_same_commands_and_options() -> None:
    def shape(found: dict[str, Any]) -> list[Any]:
        return [
            (c["name"], [(p["names"], p["required"]) for p in c["parameters"]]) for c in found["commands"]
        ]

    assert shape(tree("zh")) == shape(tree("en"))
