"""Writes the generated pages of the documentation; `--sessions` also runs the worked examples and pastes what they print.

    python docs/build.py              reference pages from the code
    python docs/build.py --sessions   and the output in README, tutorial, in both languages (about a minute)
    python docs/build.py --check      changes nothing; says what is out of date, and fails if anything is
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from builder import pages, sessions


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--sessions", action="store_true")
    asked = parser.parse_args()
    if asked.check:
        changed = pages.stale()
    else:
        changed = pages.write()
        if asked.sessions:
            changed += [name for name in sessions.PAGES if sessions.refresh(name)]
    sys.stdout.write("".join(f"{name}\n" for name in changed))
    return 1 if asked.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
