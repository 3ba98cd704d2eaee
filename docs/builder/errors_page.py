"""Reference of the errors: every code of the catalogue with its text, its hint and its statuses."""

from __future__ import annotations

import importlib
import pkgutil
from itertools import groupby
from typing import Any

import novation.errors
from builder.markdown import code, page, table
from novation.errors import CATALOGUE, ErrorKind
from novation.messages import Language

WORDS: dict[str, Any] = {
    "en": (
        "Errors",
        "A code never changes its meaning. A field in braces is filled when the error is told: a file, a column, a line, "
        "a digest; never a cell of anybody's data. With `--json` a command prints the error as JSON, in both "
        "languages. The exit statuses are explained in [exit codes](exit-codes.md).",
        ("code", "what it says", "what to do", "exit", "HTTP"),
    ),
    "zh": (
        "错误",
        "错误代码的含义不会改变。花括号里的内容在报错时填入：文件、列、行号、摘要；绝不是任何人的数据。加 `--json` 时，"
        "错误以 JSON 输出，两种语言都有。退出状态见[退出码](exit-codes.md)。",
        ("代码", "内容", "怎么办", "退出", "HTTP"),
    ),
}


def catalogue() -> list[ErrorKind]:
    """All errors, by code; every module of `novation.errors` is imported first."""
    for module in pkgutil.iter_modules(novation.errors.__path__):
        importlib.import_module(f"novation.errors.{module.name}")
    return [CATALOGUE[name] for name in sorted(CATALOGUE)]


def render(language: Language) -> str:
    title, intro, headings = WORDS[language]
    blocks = [f"# {title}", intro]
    for area, kinds in groupby(catalogue(), key=lambda kind: kind.code.split(".")[0]):
        rows = [
            (code(k.code), k.text.in_(language), k.hint.in_(language), int(k.exit_status), k.http_status)
            for k in kinds
        ]
        blocks += [f"## {area}", table(headings, rows)]
    return page(language, *blocks)
