"""SQL text is put together of quoted names, constants and numbers; whatever else goes in is on a list, with its reason."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from tests.engine.sql_text import in_quotation_marks, parts_of, parts_of_sql

LIST = Path(__file__).with_name("sql_parts.toml")

FIXED = {
    ("disposition/table_facts.py", "shape"): "patterns that stand in the module",
    ("engine/expressions.py", "f"): "formats of times that stand in the module",
    ("linkage/identifiers.py", "shape"): "patterns that stand in the module",
    ("seal/index.py", "kind"): "one of three words that stand in the module",
}
"""What stands between quotation marks and came through no `quote_text`, each with what it is."""


def test_whatever_goes_into_sql_text_is_quoted_or_on_the_list_with_its_reason() -> None:
    listed = tomllib.loads(LIST.read_text("utf-8"))
    assert all(entry.pop("because").strip() for entry in listed.values())
    found = {
        module: {function: sorted(parts) for function, parts in functions.items()}
        for module, functions in parts_of_sql().items()
    }
    new = {m: f for m, functions in found.items() if (f := _beyond(functions, listed.get(m, {})))}
    gone = {m: f for m, functions in listed.items() if (f := _beyond(functions, found.get(m, {})))}
    assert not new, f"goes into SQL text and is not on the list; quote it, or say why it need not be: {new}"
    assert not gone, f"on the list and not there any more: {gone}"


def _beyond(one: dict[str, list[str]], other: dict[str, list[str]]) -> dict[str, list[str]]:
    """What one has and the other has not."""
    left = {name: sorted(set(parts) - set(other.get(name, ()))) for name, parts in one.items()}
    return {name: parts for name, parts in left.items() if parts}


def test_nothing_is_set_between_quotation_marks_by_hand() -> None:
    assert in_quotation_marks() == set(FIXED)


def test_the_search_sees_a_hole() -> None:
    hole = """
def find(table, name, number):
    return f"SELECT * FROM {quote_identifier(table)} WHERE name = '{name}' LIMIT {number:d}"
"""
    assert parts_of(ast.parse(hole)) == {"find": {"name"}}
    put = "def drop(table):\n    run(f'DROP TABLE {table}')"
    assert parts_of(ast.parse(put)) == {"drop": {"table"}}
    joined = (
        "def find(name):\n    run('SELECT * FROM t WHERE n = ' + name)\n    run('SELECT * FROM %s' % name)"
    )
    assert parts_of(ast.parse(joined)) == {"find": {"name"}}
