"""Reference of novation.toml: each table, each key, its values and its default."""

from __future__ import annotations

from typing import Any

from builder.markdown import code, page, table
from builder.settings_words import TABLES, Key, Table
from novation.messages import Language

WORDS: dict[str, Any] = {
    "en": {
        "title": "Settings: novation.toml",
        "intro": "One file a project, in TOML, written by people; commands only add to it. It is checked whenever it is read, and a "
        "mistake is told with its place ([`project.settings-invalid`](errors.md#project)). Everything in it that decides is part of the "
        "plan: change it after the plan was made, and `seal` and `destroy` refuse (`plan.stale`) until `novation run` has made a new one. "
        "Only signers may be added later. Values are explained in the [glossary](../glossary.md).",
        "head": ("key", "what it is", "values", "default"),
        "required": "required",
        "example": "All keys at once",
    },
    "zh": {
        "title": "设置：novation.toml",
        "intro": "每个项目一个 TOML 文件，由人填写，命令只往里添加。每次读取都会检查，错在哪里会写明"
        "（[`project.settings-invalid`](errors.zh-CN.md#project)）。其中起决定作用的内容都属于方案：方案做出之后再改，`seal` 和 `destroy` 会拒绝（`plan.stale`），"
        "须由 `novation run` 重做方案。只有签名人可以事后添加。取值的含义见[词汇表](../glossary.zh-CN.md)。",
        "head": ("键", "含义", "取值", "默认"),
        "required": "必填",
        "example": "所有的键",
    },
}


def render(language: Language) -> str:
    words = WORDS[language]
    blocks = [f"# {words['title']}", str(words["intro"])]
    for entry in TABLES:
        rows = [
            (
                code(k.name),
                k.text.in_(language),
                _values(k),
                words["required"] if k.required else code(k.default),
            )
            for k in entry.keys
        ]
        heading = code(_bracketed(entry)) if entry.name else entry.text.in_(language)
        blocks += [
            f"## {heading}",
            entry.text.in_(language) if entry.name else "",
            table(words["head"], rows),
        ]
    blocks += [f"## {words['example']}", "```toml\n" + example() + "```"]
    return page(language, *blocks)


def example() -> str:
    """A document with every key; reads without an error."""
    lines: list[str] = []
    for entry in TABLES:
        lines += ["", _bracketed(entry)] if entry.name else []
        lines += [f"{k.name} = {k.example}" for k in entry.keys]
    return "\n".join(lines) + "\n"


def _bracketed(entry: Table) -> str:
    return f"[[{entry.name}]]" if entry.repeated else f"[{entry.name}]"


def _values(key: Key) -> str:
    return ", ".join(code(member.value) for member in key.values) if key.values else ""
