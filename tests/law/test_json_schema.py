"""The schemas for editors accept every shipped pack and refuse what the reader refuses for its shape."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from novation.law.json_schema import FILES, schema_of
from novation.law.lint_hints import HINTS
from novation.law.loading import SHIPPED
from novation.law.strict_yaml import Mapping, Node, Scalar, Sequence, parse

VALIDATORS = {name: jsonschema.Draft202012Validator(schema_of(name)) for name in FILES}
PLAIN_TRUTH = {"true": True, "false": False}


def as_an_editor_reads(node: Node) -> Any:
    """YAML 1.2's core types, which editors use."""
    if isinstance(node, Mapping):
        return {key.text: as_an_editor_reads(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [as_an_editor_reads(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.null:
        return None
    if node.text in PLAIN_TRUTH:
        return PLAIN_TRUTH[node.text]
    if re.fullmatch(r"-?\d+", node.text) and not re.fullmatch(r"0\d+", node.text):
        return int(node.text)
    return float(node.text) if re.fullmatch(r"\d+\.\d+", node.text) else node.text


def name_of(path: Path) -> str:
    return path.parent.name if path.parent.name in ("rules", "scenarios") else path.stem


@pytest.mark.parametrize("pack", sorted(p.name for p in SHIPPED.iterdir() if p.is_dir()))
def test_every_file_of_a_shipped_pack_is_valid(pack: str) -> None:
    for path in sorted((SHIPPED / pack).rglob("*.yaml")):
        document = as_an_editor_reads(parse(path.read_bytes(), path.name))
        if document is None:
            continue
        problems = [error.message[:200] for error in VALIDATORS[name_of(path)].iter_errors(document)]
        assert problems == [], path.name


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_itself_valid_and_refuses_an_unknown_key(name: str) -> None:
    schema = schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    entry = {"surprise": 1}
    document: Any = [entry] if schema.get("type") == "array" else entry
    assert any("surprise" in error.message for error in VALIDATORS[name].iter_errors(document))


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("rules", [{"id": "A b"}]),
        ("rules", [{"when": {"age": "old"}}]),
        ("clocks", [{"due": {"days": 1, "months": 1}}]),
        ("clocks", [{"starts": "someday"}]),
        ("pack", {"id": "xx", "title": {"zh": "x", "en": "x"}, "version": "2026-1-1", "kind": "statute"}),
        ("thresholds", [{"at_least": "many"}]),
    ],
)
def test_a_wrong_word_or_shape_is_refused(name: str, document: Any) -> None:
    paths = [list(error.absolute_path) for error in VALIDATORS[name].iter_errors(document)]
    assert any(len(path) > (0 if name == "pack" else 1) for path in paths)


def test_every_kind_of_finding_says_what_to_do() -> None:
    room = Path(SHIPPED).parent
    text = "".join((room / name).read_text("utf-8") for name in ("lint.py",))
    codes = set(
        re.findall(
            r"[a-z]+(?:-[a-z]+)+|gap|silent|overlap|expired|contradiction",
            text.split("Codes:", 1)[1].split('"""', 1)[0],
        )
    )
    assert codes == set(HINTS)
