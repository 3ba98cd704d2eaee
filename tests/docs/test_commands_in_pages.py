"""Commands that pages show exist, with these options; the worked examples print what the pages show."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builder import sessions
from builder.cli_tree import tree
from builder.command_lines import faults, lines_of

_INLINE = re.compile(r"`novation ([a-z][a-z-]*)( [a-z][a-z-]*)?[^`]*`")


def test_every_command_line_in_a_page_would_be_understood(page: Path) -> None:
    wrong = {line: found for line in lines_of(page.read_text("utf-8")) if (found := faults(line))}
    assert wrong == {}


def test_every_command_named_in_the_text_exists(page: Path) -> None:
    names = {c["name"] for c in tree("en")["commands"]}
    found = _INLINE.findall(page.read_text("utf-8"))
    assert [first for first, _ in found if first not in names] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("novation scam --project x", "no such command: scam --project"),
        ("novation scan --projekt x", "no such option: --projekt"),
        ("novation authorise --role king --name A --key k", "--role can't be king"),
        ("novation seal --key k", "an argument is missing"),
        ("novation notice --law eu-gdpr --given-on 2026-01-01", "option is missing: --evidence"),
        ("novation law", "a command is missing after: law"),
        ("novation inspect a b", "too many arguments"),
    ],
)
def test_a_wrong_command_line_is_found(line: str, fault: str) -> None:
    assert fault in faults(line)


@pytest.mark.parametrize("line", ["novation --version", "NOVATION_LANG=zh novation verify a b c | tail -n 3"])
def test_a_right_command_line_is_not_faulted(line: str) -> None:
    assert lines_of(f"```bash\n{line}\n```\n") == [line]
    assert faults(line) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sessions.PAGES)
def test_a_worked_example_prints_what_its_page_shows(name: str) -> None:
    answers = sessions.run(name)
    assert answers, "the page has no worked example"
    failed = [(step.command, status) for step, status, _ in answers if status]
    assert failed == []
    other = [f"$ {s.command}\n{printed}" for s, _, printed in answers if not s.agrees(printed)]
    assert other == [], "run `make docs` and read what changed"


def test_a_worked_example_notices_another_figure() -> None:
    (step,) = sessions.steps_of("```console\n$ novation run\n10 people in 44 classes\n```\n")
    assert step.agrees("10 people in 44 classes\n")
    assert not step.agrees("10 people in 45 classes\n")


def test_a_worked_example_passes_over_what_is_new_in_every_run() -> None:
    (step,) = sessions.steps_of(f"```console\n$ novation plan\nsha256:{'0' * 64}\n```\n")
    assert step.agrees(f"sha256:{'f' * 64}\n")
    assert not step.agrees("sha256:none\n")
