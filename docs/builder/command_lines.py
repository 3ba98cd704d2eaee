"""Finds the `novation …` lines in the pages and says what is wrong with them against the commands that exist."""

from __future__ import annotations

import re
import shlex
from typing import Any

from builder.cli_tree import tree

_BLOCK = re.compile(r"^ *```(?:console|bash|sh)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_ASSIGNMENT = re.compile(r"[A-Z_]+=\S*")
_ENDS = {"|", ">", ">>", "&&", ";", "2>"}


def lines_of(text: str) -> list[str]:
    """Each `novation …` line in a fenced shell block, continuations joined, prompt and comment taken off."""
    found = []
    for block in _BLOCK.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            bare = line.strip().removeprefix("$ ")
            words = bare.split()
            while words and _ASSIGNMENT.fullmatch(words[0]):
                words.pop(0)
            if words and words[0] == "novation":
                found.append(bare)
    return found


def faults(line: str) -> list[str]:
    """What is wrong with a command line: no such command or option, a value or an argument too many or too few."""
    words = _words(line)
    commands = {c["name"]: c for c in tree("en")["commands"]}
    name = next((n for n in (" ".join(words[:2]), words[0] if words else "") if n in commands), None)
    if name is None:
        return [f"no such command: {' '.join(words[:2])}"] if words != ["--version"] else []
    if commands[name]["group"]:
        return [f"a command is missing after: {name}"]
    return _arguments(words[len(name.split()) :], commands[name]["parameters"])


def _words(line: str) -> list[str]:
    words = shlex.split(line, comments=True)
    while words and words[0] != "novation":
        words.pop(0)
    words = words[1:]
    ends = [i for i, word in enumerate(words) if word in _ENDS]
    return words[: ends[0]] if ends else words


def _arguments(words: list[str], parameters: list[dict[str, Any]]) -> list[str]:
    options = {name: p for p in parameters if p["option"] for name in p["names"]}
    places = [p for p in parameters if not p["option"]]
    found: list[str] = []
    given: set[str] = set()
    values = 0
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            values += 1
        elif word not in options:
            found.append(f"no such option: {word}")
        else:
            option = options[word]
            given.update(option["names"])
            if not option["flag"]:
                found += _value(word, next(rest, None), option["choices"])
    if values > len(places) and not any(p["repeatable"] for p in places):
        found.append("too many arguments")
    if values < sum(p["required"] for p in places):
        found.append("an argument is missing")
    wanted = [p["names"][0] for p in parameters if p["option"] and p["required"]]
    return found + [f"option is missing: {name}" for name in wanted if name not in given]


def _value(option: str, value: str | None, choices: list[str]) -> list[str]:
    if value is None:
        return [f"no value after {option}"]
    return [f"{option} can't be {value}"] if choices and value not in choices else []
