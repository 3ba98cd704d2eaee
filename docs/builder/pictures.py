"""Takes the pictures of the report in README: headless Chromium, the first screen.

    python docs/builder/pictures.py build/demo     (after `make demo`; needs Chromium on the path)

Not part of `make docs`: a browser is not needed for anything else, and pixels differ from machine to machine.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "pictures"
WIDTH, HEIGHT = 1200, 900
LARGEST = 250_000  # bytes


def take(folder: Path, language: str) -> int:
    """Writes `report-<language>.png`; returns its size in bytes."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto((folder / f"report.{language}.html").resolve().as_uri())
        target = PICTURES / f"report-{language}.png"
        page.screenshot(path=target)
        browser.close()
    return target.stat().st_size


def main() -> int:
    PICTURES.mkdir(exist_ok=True)
    sizes = {language: take(Path(sys.argv[1]), language) for language in ("zh", "en")}
    for language, size in sizes.items():
        sys.stdout.write(f"report-{language}.png {size:,} bytes\n")
    return 0 if max(sizes.values()) <= LARGEST else 1


if __name__ == "__main__":
    sys.exit(main())
