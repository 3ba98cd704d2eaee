"""Finds where the data plane puts something into SQL text, and what it puts there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "novation"
ROOMS = ("destruction", "disposition", "engine", "handover", "inventory", "linkage", "protection", "seal")
STATEMENT = re.compile(
    r"\b(select\b.*\bfrom\b|delete\s+from\b|insert\s+into\b|update\b.+\bset\b"
    r"|(create|drop)\s+(or\s+replace\s+)?(temp\s+)?(table|view)\b)",
    re.IGNORECASE | re.DOTALL,
)
QUOTING = frozenset({"quote_identifier", "quote_text", "quoted"})
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*\Z")

LITERAL = re.compile(STATEMENT.pattern + r"|\b(WHEN|DATE|TIMESTAMP) ", re.IGNORECASE | re.DOTALL)

SqlText = ast.JoinedStr | ast.BinOp
Parts = dict[str, dict[str, set[str]]]
"""By module and function: what stands in its SQL and is neither quoted there, nor a constant, nor printed as a number."""


def parts_of_sql() -> Parts:
    found: Parts = {}
    for path in _modules():
        if parts := parts_of(ast.parse(path.read_text("utf-8"))):
            found[path.relative_to(SOURCE).as_posix()] = parts
    return found


def parts_of(module: ast.Module) -> dict[str, set[str]]:
    """By function, of one module."""
    found: dict[str, set[str]] = {}
    for function, text in _texts(module, ""):
        if STATEMENT.search(_plain(text)) and (parts := set(_parts(text))):
            found.setdefault(function, set()).update(parts)
    return found


def _modules() -> Iterator[Path]:
    for room in ROOMS:
        yield from sorted((SOURCE / room).rglob("*.py"))


def in_quotation_marks() -> set[tuple[str, str]]:
    """Module and part wherever an f-string that is SQL sets something between quotation marks itself."""
    found = set()
    for path in _modules():
        for _, text in _texts(ast.parse(path.read_text("utf-8")), ""):
            if isinstance(text, ast.JoinedStr) and LITERAL.search(_plain(text)):
                found |= {(path.relative_to(SOURCE).as_posix(), part) for part in _between_marks(text)}
    return found


def _texts(node: ast.AST, function: str) -> Iterator[tuple[str, SqlText]]:
    """F-strings, and texts put together with `+` or `%`, with the function they stand in."""
    for child in ast.iter_child_nodes(node):
        inside = function
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            inside = f"{function}.{child.name}".lstrip(".")
        if isinstance(child, ast.JoinedStr) or _is_put_together(child):
            yield function or "(module)", child  # type: ignore[misc]
        yield from _texts(child, inside)


def _is_put_together(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Add | ast.Mod)
        and isinstance(node.left, ast.Constant)
        and isinstance(node.left.value, str)
    )


def _plain(text: SqlText) -> str:
    if isinstance(text, ast.BinOp):
        return str(text.left.value) + "{}" if isinstance(text.left, ast.Constant) else ""
    return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in text.values)


def _parts(text: SqlText) -> Iterator[str]:
    if isinstance(text, ast.BinOp):
        if not (isinstance(text.right, ast.Constant) or _is_quoted(text.right)):
            yield ast.unparse(text.right)
        return
    for one in text.values:
        if isinstance(one, ast.FormattedValue) and not _is_safe(one):
            yield ast.unparse(one.value)


def _is_safe(part: ast.FormattedValue) -> bool:
    if part.format_spec is not None and ast.unparse(part.format_spec).strip("f'\"") == "d":
        return True
    return _is_quoted(part.value)


def _is_quoted(value: ast.expr) -> bool:
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in QUOTING:
        return True
    return isinstance(value, ast.Name) and CONSTANT.match(value.id) is not None


def _between_marks(text: ast.JoinedStr) -> Iterator[str]:
    for before, part, after in zip(text.values, text.values[1:], text.values[2:], strict=False):
        if isinstance(part, ast.FormattedValue) and not _is_safe(part):
            ends = (_end(before, -1), _end(after, 0))
            if ends in (("'", "'"), ('"', '"')):
                yield ast.unparse(part.value)


def _end(text: ast.expr, at: int) -> str:
    return str(text.value)[at] if isinstance(text, ast.Constant) else ""
