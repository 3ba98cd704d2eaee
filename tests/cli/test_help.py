"""Help in Chinese and in English: every command and option has a text, and none has a word of the other language."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

DUMP = """
import json, sys
import typer
from novation.cli.app import app

def look(command, path):
    found = [{"path": path, "help": command.help or "", "options": [
        {"name": "/".join([*p.opts]), "help": getattr(p, "help", None) or "", "hidden": getattr(p, "hidden", False)}
        for p in command.params]}]
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        found += look(inner, [*path, name])
    return found

from typer.testing import CliRunner
tree = look(typer.main.get_command(app), [])
for entry in tree:
    entry["shown"] = CliRunner().invoke(app, [*entry["path"], "--help"]).stdout
json.dump(tree, sys.stdout, ensure_ascii=False)
"""
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ENGLISH = re.compile(r"[A-Za-z]{3,}")
TYPER = {"--install-completion", "--show-completion", "--help"}
"""Options that come with Typer, in its own words."""
WORDS = {  # names, formats and values that are written alike in both languages
    "age", "json", "csv", "excel", "parquet", "html", "openssh", "novation", "toml", "novation.toml", "allowed_signers",
    "yyyy", "subject_ref", "subject", "ref", "allowed", "signers", "sha", "seal", "destroy", "cn", "pipl", "gdpr", "duckdb", "utc",
    "merger", "division", "dissolution", "bankruptcy", "share", "asset", "deal", "witness", "receiver", "key", "customer",
    "rfc", "sheet", "mobile", "lac", "names", "shipped", "closing", "events", "icalendar", "schema",
    "pack", "rules", "scenarios", "retention", "obligations", "clocks", "notices", "controls", "thresholds", "export", "localisation",
    "oscal", "odrl", "fideslang", "dpv", "turtle", "ld", "iso", "iec", "ts", "kantara", "jwt", "lines",
}  # fmt: skip


@cache
def tree(language: str) -> list[dict[str, Any]]:
    env = {**os.environ, "NOVATION_LANG": language, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run([sys.executable, "-c", DUMP], env=env, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return list(json.loads(ran.stdout))


def texts(language: str) -> list[tuple[str, str]]:
    """Where a text stands, and the text."""
    found = []
    for entry in tree(language):
        where = " ".join(entry["path"]) or "novation"
        found.append((where, entry["help"]))
        found += [
            (f"{where} {o['name']}", o["help"])
            for o in entry["options"]
            if o["name"] not in TYPER and not o["hidden"]
        ]
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_and_option_says_what_it_is_for(language: str) -> None:
    found = texts(language)
    assert len(found) > 80
    assert not [where for where, text in found if not text.strip()]


def test_english_help_has_no_chinese() -> None:
    assert not [where for where, text in texts("en") if CHINESE.search(text)]
    assert not [" ".join(e["path"]) for e in tree("en") if CHINESE.search(e["shown"])]


def test_chinese_help_has_no_english_but_names() -> None:
    strange = {
        where: left
        for where, text in texts("zh")
        if (left := [w for w in ENGLISH.findall(text) if w.lower() not in WORDS])
    }
    assert not strange


def test_chinese_help_is_chinese() -> None:
    plain = [where for where, text in texts("zh") if not CHINESE.search(text) and " " in text]
    assert not plain


def test_every_command_of_the_issue_is_there() -> None:
    found = {" ".join(entry["path"]) for entry in tree("en")}
    asked = (
        "init|source add|scan|link|decide|plan|explain|authorise|seal|inspect|verify|receive|reconcile|receipt|destroy|"
        "certificate|report|law list|law show|law lint|run"
    )
    assert set(asked.split("|")) <= found


def test_every_command_that_has_a_result_gives_it_as_json_if_asked() -> None:
    lacking = [
        " ".join(e["path"])
        for e in tree("en")
        if e["path"] and "commands" not in e and not any("--json" in o["name"] for o in e["options"])
    ]
    groups = {"source", "law", "consent", "key", "journal", "person"}
    assert set(lacking) - groups <= {
        "sign", "notice", "report", "key sign", "key open", "key add", "override",
        "journal extend", "journal prove", "journal sign",  # these print a proof or a note as it is
        "law schema",  # prints nothing but JSON
    }, lacking  # fmt: skip
