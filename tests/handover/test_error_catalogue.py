"""The catalogue of errors: both languages everywhere, and every caller fills the fields that the texts have."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import string
from pathlib import Path

import pytest

import novation
import novation.errors
from novation.errors import CATALOGUE, ErrorKind, Exit

SOURCES = Path(novation.__file__).parent
for _module in pkgutil.iter_modules(novation.errors.__path__):
    importlib.import_module(f"novation.errors.{_module.name}")

KINDS = sorted(CATALOGUE.values(), key=lambda kind: kind.code)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_an_error_says_what_is_wrong_and_what_to_do_in_both_languages(kind: ErrorKind) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*", kind.code)
    for text in (kind.text, kind.hint):
        assert CHINESE.search(text.zh)
        assert not CHINESE.search(text.en)
        assert re.search(r"[a-z]{3}", text.en)
        assert fields(text.zh.replace("_zh}", "}")) == fields(text.en.replace("_en}", "}")), text
    assert kind.exit_status in set(Exit) - {Exit.OK}
    assert 400 <= kind.http_status < 600


def test_no_code_is_defined_twice() -> None:
    assert len(CATALOGUE) == len({kind.code for kind in KINDS}) > 100


def names_of_kinds() -> dict[str, dict[str, ErrorKind]]:
    """For each module of `novation.errors` the kinds by the name of their constant."""
    found = {}
    for module in pkgutil.iter_modules(novation.errors.__path__):
        values = vars(importlib.import_module(f"novation.errors.{module.name}"))
        found[module.name] = {name: kind for name, kind in values.items() if isinstance(kind, ErrorKind)}
    return found


def imported(tree: ast.Module) -> dict[str, ErrorKind | dict[str, ErrorKind]]:
    """What names stand for in a module: a kind, or a module of kinds."""
    kinds = names_of_kinds()
    found: dict[str, ErrorKind | dict[str, ErrorKind]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "novation.errors":
            for name in node.names:
                if name.name in kinds:
                    found[name.asname or name.name] = kinds[name.name]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("novation.errors."):
            area = kinds[(node.module or "").rpartition(".")[2]]
            found |= {n.asname or n.name: area[n.name] for n in node.names if n.name in area}
    return found


def calls() -> list[tuple[str, ErrorKind, set[str]]]:
    """Every `KIND.error(field=…)` in the source: where, which kind, which fields; calls with `**` are left out."""
    result = []
    for path in sorted(SOURCES.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        known = imported(tree)
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "error"
            ):
                continue
            owner = node.func.value
            kind: object = None
            if isinstance(owner, ast.Name):
                kind = known.get(owner.id)
            elif isinstance(owner, ast.Attribute) and isinstance(owner.value, ast.Name):
                area = known.get(owner.value.id)
                kind = area.get(owner.attr) if isinstance(area, dict) else None
            if isinstance(kind, ErrorKind) and all(k.arg for k in node.keywords):
                result.append((f"{path.name}:{node.lineno}", kind, {str(k.arg) for k in node.keywords}))
    return result


def test_every_caller_gives_exactly_the_fields_that_the_texts_have() -> None:
    found = calls()
    assert len(found) > 100
    wrong = []
    for where, kind, given in found:
        wanted = set().union(*(fields(t) for text in (kind.text, kind.hint) for t in (text.zh, text.en)))
        if wanted - given:
            wrong.append(f"{where}: {kind.code} lacks {sorted(wanted - given)}")
    assert not wrong, "\n".join(wrong)


def test_every_error_of_the_catalogue_is_raised_or_told_somewhere() -> None:
    text = "\n".join(
        path.read_text("utf-8")
        for path in SOURCES.rglob("*.py")
        if "errors" not in path.relative_to(SOURCES).parts
    )
    unused = [
        f"{area}.{name}"
        for area, kinds in names_of_kinds().items()
        for name in kinds
        if not re.search(rf"\b{name}\b", text)
    ]
    assert not unused, unused


def test_an_error_with_braces_in_a_value_is_still_told() -> None:
    kind = CATALOGUE["project.not-found"]
    assert "{x}" in kind.error(folder="{x}").message("en")
