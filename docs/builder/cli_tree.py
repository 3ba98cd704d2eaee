"""The commands of the Typer app as plain values; run as a program it prints them for the language of NOVATION_LANG."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from enum import Enum
from functools import cache
from typing import Any

# The command line fixes its language when it is imported, so each language is asked in a process of its own.


def describe() -> dict[str, Any]:
    """`{"help", "commands": [{"name", "help", "parameters": […]}]}` of this process's language."""
    import typer

    from novation.cli.app import app

    root = typer.main.get_command(app)
    return {"help": root.help or "", "commands": list(_commands(root, ()))}


def _commands(command: Any, path: tuple[str, ...]) -> Any:
    for name, child in sorted(command.commands.items()) if path else command.commands.items():
        here = (*path, name)
        if hasattr(child, "commands"):
            yield {"name": " ".join(here), "help": child.help or "", "parameters": [], "group": True}
            yield from _commands(child, here)
        else:
            parameters = [_parameter(p) for p in child.params if not getattr(p, "hidden", False)]
            yield {
                "name": " ".join(here), "help": child.help or "", "parameters": parameters, "group": False,
            }  # fmt: skip


def _parameter(parameter: Any) -> dict[str, Any]:
    option = parameter.param_type_name == "option"
    kind = parameter.type_descriptor.annotation
    choices = list(kind) if isinstance(kind, type) and issubclass(kind, Enum) else []
    default = None if callable(parameter.default) else parameter.default
    return {
        "option": option,
        "names": [*parameter.opts, *parameter.secondary_opts] if option else [parameter.name],
        "flag": kind is bool,
        "repeatable": bool(getattr(parameter, "multiple", False)) or parameter.nargs == -1,
        "required": bool(parameter.required),
        "choices": [str(c.value) for c in choices],
        "default": _told(default),
        "envvar": parameter.envvar if isinstance(parameter.envvar, str) else "",
        "help": getattr(parameter, "help", "") or "",
    }


def _told(default: object) -> str:
    if default is None or default is False or default in ("", (), []):
        return ""
    return str(getattr(default, "value", default))


@cache
def tree(language: str) -> dict[str, Any]:
    """The commands as a person reads them in `language` ("zh" or "en")."""
    environment = {**os.environ, "NOVATION_LANG": language}
    run = subprocess.run(
        [sys.executable, __file__], env=environment, check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(run.stdout)
    return found


if __name__ == "__main__":
    json.dump(describe(), sys.stdout, ensure_ascii=False)
