"""Every scalar stays as written, and hostile files fail early, with file and line."""

from __future__ import annotations

import time

import pytest
import yaml

from novation.errors import NovationError
from novation.law import strict_yaml
from novation.law.strict_yaml import MAX_BYTES, Mapping, Scalar, Sequence, parse


@pytest.fixture(params=["SafeLoader", "CSafeLoader"], autouse=True)
def _with_either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML may come without its C parser; what is refused, and at which line, must not depend on that."""
    if not hasattr(yaml, request.param):
        pytest.skip("this PyYAML was built without libyaml")
    monkeypatch.setattr(strict_yaml, "_LOADER", getattr(yaml, request.param))


def refused(text: str | bytes) -> NovationError:
    with pytest.raises(NovationError) as caught:
        parse(text.encode() if isinstance(text, str) else text, "p/rules/r.yaml")
    assert caught.value.code == "law.pack-invalid"
    assert caught.value.values["file"] == "p/rules/r.yaml"
    return caught.value


@pytest.mark.parametrize(
    "word",
    ["on", "NO", "yes", "2026-01-01", "1e3", "0x10", "010", "1_000", "12:30:45", ".inf", "=", "<<", "true"],
)
def test_no_scalar_changes_its_type(word: str) -> None:
    node = parse(f"{word}: {word}\n".encode(), "f")
    assert isinstance(node, Mapping)
    assert [(key.text, value.text) for key, value in node.entries if isinstance(value, Scalar)] == [
        (word, word)
    ]


def test_lines_are_counted_from_one() -> None:
    node = parse(b"a: 1\nb:\n  - x\n  - y\n", "f")
    assert isinstance(node, Mapping)
    inner = node.entries[1][1]
    assert isinstance(inner, Sequence)
    assert [item.line for item in inner.items] == [3, 4]


def test_an_absent_value_differs_from_an_empty_string_in_quotes() -> None:
    node = parse(b"a:\nb: ''\nc: ~\nd: '~'\n", "f")
    assert isinstance(node, Mapping)
    assert [value.null for _, value in node.entries if isinstance(value, Scalar)] == [
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "duplicate"),
        ("x:\n  {a: 1, 'a': 2}\n", 2, "duplicate"),
        ("a: &x 1\n", 1, "anchors"),
        ("a: 1\nb: *x\n", 2, "alias"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "tags"),
        ("a: 1\nb: !!str x\n", 2, "tags"),
        ("%YAML 1.1\n---\na: 1\n", 1, "tags"),
        ("a: 1\n---\nb: 2\n", 2, "document"),
        ("a: 1\n? [x, y]\n: 2\n", 2, "plain word"),
        ("a: [1, 2\nb: 3\n", 2, "syntax"),
        ("a: 1\n\tb: 2\n", 2, "syntax"),
        ("", 1, "empty"),
        ("# nothing but a remark\n", 1, "empty"),
        ("a: 1\nb: \x00\n", 2, "control"),
        (b"a: 1\nb: \xff\xfe\n", 2, "UTF-8"),
    ],
)
def test_what_a_pack_has_no_use_for_is_refused_at_its_line(text: str | bytes, line: int, word: str) -> None:
    error = refused(text)
    assert error.values["line"] == line
    assert word in error.message("en")
    assert error.message("zh")
    assert error.hint("zh")


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    started = time.monotonic()
    assert refused("\n".join(lines)).values["line"] == 1
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
def test_a_tower_of_brackets_is_refused_before_it_can_overflow(bracket: str) -> None:
    assert "deeper" in refused(bracket * 100_000).message("en")


def test_a_file_with_too_many_nodes_is_refused() -> None:
    assert "more than" in refused("[" + "x," * 60_000 + "]").message("en")


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert "larger" in refused(b"#" * (MAX_BYTES + 1)).message("en")


def test_an_error_shows_no_more_than_a_short_piece_of_the_file() -> None:
    error = refused(f"{'k' * 5000}: 1\n{'k' * 5000}: 2\n")
    assert len(error.message("en")) < 200


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\u200b", "\u00ad", "x\ufeff"])
def test_what_cannot_be_seen_or_turns_the_text_round_is_refused(hidden: str) -> None:
    assert refused(f"a: 1\nb: no {hidden} other use\n").values["line"] == 2
    escaped = hidden.encode("ascii", "backslashreplace").decode().replace("\\xad", "\\u00ad")
    assert refused(f'a: 1\nb: "no {escaped} other use"\n').values["line"] == 2


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\a", "\\x7f", "\\ud800"])
def test_control_characters_are_refused_as_escapes_too(escape: str) -> None:
    refused(f'a: "x{escape}y"\n')
