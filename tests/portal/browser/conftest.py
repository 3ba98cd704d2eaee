"""The portal's own process with an invented house, a second process for what staff do meanwhile, and a browser."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import find_program
from tests.console.browser.looking import faults

HERE, ROOT = Path(__file__).parent, Path(__file__).resolve().parents[3]
LOOKS = {"zh": ((375, "light"), (1280, "dark")), "en": ((1280, "light"), (375, "dark"))}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


@dataclass
class Site:
    """`cases`: by name (`home`: the shop under Chinese law, `british-zh`, `british-en`) reference and links by customer number."""

    address: str
    home: Path
    cases: dict[str, dict[str, Any]]
    staff: subprocess.Popen[str]

    def link(self, case: str, number: str) -> str:
        """The address of an unused link."""
        return f"/{self.cases[case]['ref']}/k/{self.cases[case]['tokens'][number].pop()}/"

    def do(self, deed: str, **given: Any) -> Any:
        """Something that staff or the worker do, in a process of their own."""
        assert self.staff.stdin and self.staff.stdout
        self.staff.stdin.write(json.dumps({"deed": deed, **given}) + "\n")
        self.staff.stdin.flush()
        told = json.loads(self.staff.stdout.readline() or '{"error": "the process of staff ended"}')
        assert "error" not in told, told["error"]
        return told["done"]

    def digits(self, contact: str, before: int) -> str:
        """The code of the newest message to a contact, of which there were `before` already."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            found = self.messages(contact)
            if len(found) > before and (code := re.search(r"\b\d{6}\b", found[-1])):
                return code[0]
            time.sleep(0.2)
        raise AssertionError("no message came")

    def messages(self, contact: str) -> list[str]:
        """A backend that writes files puts several messages of a connection into one."""
        files = sorted((self.home / "mail").glob("*"), key=lambda one: one.stat().st_mtime_ns)
        parts = [part for one in files for part in one.read_text("utf-8").split("-" * 79)]
        return [part for part in parts if f"To: {contact}" in part]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("portal")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NOVATION_")}
    environment = {
        **kept,
        "NOVATION_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "novation.settings.portal",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    seeding = [sys.executable, str(HERE / "seed.py")]
    subprocess.run(seeding, check=True, env=environment, cwd=home, timeout=300)
    with socket.create_server(("127.0.0.1", 0)) as listening, (home / "server.log").open("wb") as log:
        address, handle = f"http://127.0.0.1:{listening.getsockname()[1]}", listening.fileno()
        command = [sys.executable, "-m", "gunicorn", "novation.portal.wsgi", "--bind", f"fd://{handle}"]
        command += ["--threads", "4", "--log-level", "warning", "--no-control-socket"]
        server = subprocess.Popen(
            command, env=environment, cwd=home, pass_fds=(handle,), stdout=log, stderr=log
        )
        working = [sys.executable, str(HERE / "staff.py")]
        staff = subprocess.Popen(
            working,
            env=environment,
            cwd=home,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            _wait(f"{address}/health/live", server, home)
            yield Site(address, home, json.loads((home / "seeded.json").read_text("utf-8")), staff)
        finally:
            for process in (server, staff):
                process.terminate()
                process.wait(15)


def _wait(address: str, server: subprocess.Popen[bytes], home: Path) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError((home / "server.log").read_text("utf-8", "replace")[-2000:])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_program("chromium"))
        yield browser
        browser.close()


@dataclass
class Visit:
    """One customer's browser: every page that is looked at is looked at on a telephone and a desk, light and dark."""

    page: Any
    language: str
    problems: list[str] = field(default_factory=list)

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def look(self) -> None:
        """Once with every rule, once more for what depends on colours and width."""
        for again, (width, theme) in enumerate(LOOKS[self.language]):
            self.page.emulate_media(color_scheme=theme)
            self.page.set_viewport_size({"width": width, "height": 900})
            if shots := os.environ.get("PORTAL_SHOTS"):
                name = self.page.url.split("/", 4)[-1].strip("/").replace("/", "-")[:24] or "start"
                self.page.screenshot(path=f"{shots}/{name}-{self.language}-{width}.png", full_page=True)
            self.problems += faults(self.page, again=bool(again))

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def come_in(self, link: str) -> None:
        self.page.goto(link)
        self.page.locator("main form button").click()
        self.page.wait_for_url("**/me/")

    def press(self, zh: str, en: str, there: str) -> None:
        """A button, and the address it leads to."""
        self.page.get_by_role("button", name=self.say(zh, en)).first.click()
        self.page.wait_for_url(there)
        self.look()

    def heading(self) -> str:
        return str(self.page.get_by_role("heading", level=1).inner_text())

    def text(self) -> str:
        return str(self.page.locator("main").inner_text())


Visiting = Callable[[str], Any]


@pytest.fixture
def visit(site: Site, chromium: Any) -> Visiting:
    """`with visit("zh") as customer:` a browser whose owner reads that language; its faults are told at the end."""

    @contextmanager
    def visiting(language: str, expected: tuple[str, ...] = ()) -> Iterator[Visit]:
        context = chromium.new_context(base_url=site.address, locale=LOCALES[language])
        context.set_default_timeout(30_000)
        page = context.new_page()
        one = Visit(page, language)
        page.on("pageerror", lambda error: one.problems.append(str(error)))
        page.on("console", lambda said: one.problems.append(said.text) if said.type == "error" else None)
        yield one
        context.close()
        left = [problem for problem in one.problems if not any(word in problem for word in expected)]
        assert not left, "\n".join(left)

    return visiting
