"""Writes the generated pages of the documentation, and runs the worked examples to paste what they print.

python docs/build.py            reference pages, and the output shown in README and tutorial (a minute or two)
python docs/build.py --quick    reference pages only
python docs/build.py --check    changes nothing; says which reference pages are out of date, and fails if any is
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from builder import pages, sessions


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only say what is out of date")
    parser.add_argument("--quick", action="store_true", help="don't run the worked examples")
    asked = parser.parse_args()
    if asked.check:
        changed = pages.stale()
    else:
        changed = pages.write()
        if not asked.quick:
            changed += [name for name in sessions.PAGES if sessions.refresh(name)]
    sys.stdout.write("".join(f"{name}\n" for name in changed))
    return 1 if asked.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
