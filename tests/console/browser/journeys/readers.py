"""People before their browsers, as the journeys send them through the console."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.console.browser.looking import faults

DONE = {"zh": "已完成", "en": "Done"}
WAITS = {"zh": "等人用自己的钥匙办理", "en": "Waiting for somebody’s own key"}
JOB_MILLISECONDS = 120_000
PAGE_MILLISECONDS = 30_000
"""Long, so that a busy machine fails no journey."""


class Reader:
    """Somebody before their browser: where they go, what they press, and what axe says of each page they meet."""

    def __init__(self, page: Any, language: str, case: str) -> None:
        self.page, self.language, self.case = page, language, case
        self.live: list[str] = []
        page.set_default_timeout(PAGE_MILLISECONDS)
        page.on("request", lambda sent: self.live.append(sent.url) if _asked_by_page(sent) else None)

    def see(self, path: str = "") -> None:
        """Opens a page of the case, and looks at it."""
        self.page.goto(f"/cases/{self.case}/{path}")
        self.look()

    def look(self) -> None:
        found = faults(self.page)
        assert not found, "\n".join(found)

    @property
    def title(self) -> str:
        return str(self.page.get_by_role("heading", level=1).inner_text())

    @property
    def told(self) -> str:
        return str(self.page.locator("main").inner_text())

    def press(self, words: str) -> None:
        """A button, or a link that looks like one."""
        found = self.page.locator("main").get_by_role("button", name=words, exact=True)
        found = found.or_(self.page.locator("main").get_by_role("link", name=words, exact=True))
        found.first.click()

    def send(self, **values: str) -> None:
        """Fills the form of a deed in and does it."""
        for name, value in values.items():
            field = self.page.locator(f"form.form [name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        self.page.click("form.form button.primary")

    def follow_job(self) -> str:
        """Opens the newest job and waits for its end, which the page tells by itself; gives the state in words."""
        self.see("jobs/")
        self.page.locator("main table tbody a").first.click()
        self.page.wait_for_selector("#job:not([hx-get])", timeout=JOB_MILLISECONDS)
        self.look()
        return str(self.page.locator("#job h2").first.inner_text())

    def run(self, words: str) -> None:
        """Presses a step's button and sees it done."""
        self.press(words)
        state = self.follow_job()
        assert state == DONE[self.language], self.told


def _asked_by_page(sent: Any) -> bool:
    return sent.headers.get("hx-request") == "true"


def reference(address: str) -> str:
    """The reference of the case in an address."""
    found = re.search(r"/cases/(ca_\w+)/", address)
    assert found is not None, address
    return found[1]


def carry_out(reader: Reader, home: Path, *, key: Path) -> None:
    """Runs the very command that the page of a waiting job shows, as the holder of the key does on their own machine."""
    shown = reader.page.locator("#job pre").inner_text().split()
    assert shown[0] == "novation", shown
    words = [str(key) if word in ("KEY", "FILE") else word for word in shown[1:]]
    program = "from novation.cli.entry import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=home, capture_output=True, text=True, timeout=120
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
