"""The `novation` program: loads the one command that the line names, and runs it."""

from __future__ import annotations

import sys

from novation.cli.assembly import COMMANDS, GROUPS, assemble


def main() -> None:
    named = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    assemble({named} & {*COMMANDS, *GROUPS})()


if __name__ == "__main__":
    main()
