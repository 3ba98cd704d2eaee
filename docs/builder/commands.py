"""Reference of the commands: name, arguments and options, as the command line itself tells them."""

from __future__ import annotations

from typing import Any

from builder.cli_tree import tree
from builder.markdown import code, page, table
from novation.messages import Language

WORDS: dict[str, Any] = {
    "en": {
        "title": "Commands",
        "intro": "Results go to standard output, words and progress to standard error; `--json` prints the result as "
        "JSON. `NOVATION_LANG=en` or `zh` sets the language; without it the locale does. What a command "
        "returns is in [exit codes](exit-codes.md), what can go wrong in [errors](errors.md).",
        "head": ("option", "values", "default", "what it is"),
        "required": "required",
        "repeatable": "repeatable",
        "flag": "switch",
        "file": "commands.md",
    },
    "zh": {
        "title": "命令",
        "intro": "结果写到标准输出，说明文字和进度写到标准错误；`--json` 以 JSON 输出结果。语言由 `NOVATION_LANG=zh` 或 `en` 设定，"
        "未设定时取系统区域。退出码见[退出码](exit-codes.md)，可能的错误见[错误](errors.zh-CN.md)。",
        "head": ("选项", "取值", "默认", "含义"),
        "required": "必填",
        "repeatable": "可多次",
        "flag": "开关",
        "file": "commands.zh-CN.md",
    },
}


def render(language: Language) -> str:
    words = WORDS[language]
    found = tree(language)
    blocks = [f"# {words['title']}", f"{found['help']}", words["intro"], _list(found["commands"])]
    for command in found["commands"]:
        if not command["group"]:
            blocks.append(_command(command, words))
    return page(language, *blocks)


def _list(commands: list[dict[str, Any]]) -> str:
    lines = []
    for command in commands:
        name = f"novation {command['name']}"
        link = f"`{name}`" if command["group"] else f"[`{name}`](#{name.replace(' ', '-')})"
        indent = "  " if " " in command["name"] else ""
        lines.append(f"{indent}- {link}: {command['help']}")
    return "\n".join(lines)


def _command(command: dict[str, Any], words: Any) -> str:
    rows = [_row(p, words) for p in command["parameters"]]
    usage = " ".join([f"novation {command['name']}", *map(_usage, command["parameters"])])
    return "\n\n".join(
        [f"## novation {command['name']}", command["help"], f"```\n{usage}\n```", table(words["head"], rows)]
    )


def _usage(parameter: dict[str, Any]) -> str:
    name = parameter["names"][0]
    word = name if not parameter["option"] else name if parameter["flag"] else f"{name} …"
    if not parameter["option"]:
        word = word.upper()
    word += "…" if parameter["repeatable"] and not parameter["option"] else ""
    return word if parameter["required"] else f"[{word}]"


def _row(parameter: dict[str, Any], words: Any) -> tuple[str, str, str, str]:
    name = parameter["names"][0].upper() if not parameter["option"] else ", ".join(parameter["names"])
    values = words["flag"] if parameter["flag"] else ", ".join(map(code, parameter["choices"]))
    if parameter["repeatable"]:
        values = ", ".join(filter(None, [values, words["repeatable"]]))
    default = words["required"] if parameter["required"] else code(parameter["default"])
    if parameter["envvar"]:
        default = ", ".join(filter(None, [default, code("$" + parameter["envvar"])]))
    return code(name), values, default, parameter["help"]
