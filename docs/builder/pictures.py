"""Takes the pictures of the report in README: headless Chromium, the top of the summary page.

    python docs/builder/pictures.py build/demo     (after `make demo`; needs Chromium on the path)

Not part of `make docs`: a browser is needed for nothing else, and pixels differ from machine to machine.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import FloatRect, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "pictures"
WIDTH, HEIGHT, MARGIN = 1000, 850, 20  # CSS pixels
LARGEST = 250_000  # bytes


def take(folder: Path, language: str) -> int:
    """Writes `report-<language>.png`; returns its size in bytes."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    target = PICTURES / f"report-{language}.png"
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto((folder / f"report.{language}.html").resolve().as_uri())
        box = page.locator("#summary").bounding_box()
        if box is None:
            raise SystemExit("the report has no summary to take a picture of")
        top = box["y"] - MARGIN
        page.screenshot(path=target, full_page=True, clip=FloatRect(x=0, y=top, width=WIDTH, height=HEIGHT))
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
