"""Runs commands as a reader would type them, one after the other, and tells what each printed; a program of its own.

Reads a JSON list of command lines, writes a JSON list of `[exit status, standard output]`. A plain `novation …` runs in
this process (starting Python forty times over costs more than the work); anything with the shell in it goes to bash.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys

SHELL = re.compile(r"[$|><;&*`]")


def run(command: str) -> tuple[int, str]:
    if command.startswith("novation ") and not SHELL.search(command):
        return _novation(shlex.split(command)[1:])
    done = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout


def _novation(arguments: list[str]) -> tuple[int, str]:
    from novation.cli.app import app

    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        try:
            status = app(arguments, standalone_mode=False)
        except SystemExit as left:
            status = left.code
    return int(status or 0), printed.getvalue()


if __name__ == "__main__":
    answers = [run(command) for command in json.load(sys.stdin)]
    json.dump(answers, sys.stdout, ensure_ascii=False)
