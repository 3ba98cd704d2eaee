"""A customer's way with a real browser and the portal's own process: link, notice, refusal, receipt, data, request, leaving."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import find_program
from tests.console.browser.looking import faults

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[3]
LOOKS = {"zh": ((375, "light"), (1280, "dark")), "en": ((1280, "light"), (375, "dark"))}
WORDS = {
    "zh": {"no": "不同意", "save": "保存我的选择", "saved": "您的选择已保存", "show": "显示内容", "left": "您已离开"},
    "en": {"no": "I do not consent", "save": "Save my choices", "saved": "Your choices are saved",
           "show": "Show values", "left": "You have left"},
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    home = tmp_path_factory.mktemp("portal")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NOVATION_")}
    environment = {
        **kept,
        "NOVATION_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "novation.settings.portal",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    seed = Path(__file__).with_name("seed.py")
    subprocess.run([sys.executable, str(seed)], check=True, env=environment, cwd=home, timeout=300)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address, handle = f"http://127.0.0.1:{listening.getsockname()[1]}", listening.fileno()
        command = [sys.executable, "-m", "gunicorn", "novation.portal.wsgi", "--bind", f"fd://{handle}"]
        command += ["--threads", "4", "--log-level", "warning", "--no-control-socket"]
        with (home / "server.log").open("wb") as log:
            server = subprocess.Popen(
                command, env=environment, cwd=home, pass_fds=(handle,), stdout=log, stderr=log
            )
        try:
            _wait(f"{address}/health/live", server, home)
            yield {"address": address, **json.loads((home / "seeded.json").read_text("utf-8"))}
        finally:
            server.terminate()
            server.wait(15)


def _wait(address: str, server: subprocess.Popen[bytes], home: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError((home / "server.log").read_text("utf-8", "replace")[-2000:])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_program("chromium"))
        yield browser
        browser.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_link_over_a_refusal_and_its_receipt_to_leaving(
    site: dict[str, Any], chromium: Any, language: str
) -> None:
    words = WORDS[language]
    context = chromium.new_context(base_url=site["address"], locale="zh-CN" if language == "zh" else "en-GB")
    context.set_default_timeout(20_000)
    page, problems = context.new_page(), []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    case = f"/{site['case']}"
    for path in ("/", "/code/", "/documents/"):
        page.goto(case + path)
        problems += _looked(page, language)
    page.goto(f"{case}/k/{site['tokens'].pop()}/")
    problems += _looked(page, language)
    page.locator("main form button").click()
    page.wait_for_url(f"**{case}/me/")
    problems += _looked(page, language)
    page.get_by_text(words["no"], exact=True).first.click()
    page.get_by_role("button", name=words["save"]).click()
    page.wait_for_url("**/me/choices/?saved=1")
    assert page.get_by_role("heading", level=1).inner_text() == words["saved"]
    problems += _looked(page, language)
    page.goto(f"{case}/me/data/")
    page.get_by_role("button", name=words["show"]).click()
    page.wait_for_load_state()
    problems += _looked(page, language)
    page.goto(f"{case}/me/ask/delete/")
    problems += _looked(page, language)
    page.locator("input[name=behalf]").first.check()
    page.locator("main form button").click()
    page.wait_for_url("**/me/requests/rq_*/")
    problems += _looked(page, language)
    page.locator("footer form button").last.click()
    page.wait_for_url(f"**{case}/left/")
    assert page.get_by_role("heading", level=1).inner_text() == words["left"]
    context.close()
    assert not problems, "\n".join(problems)


def _looked(page: Any, language: str) -> list[str]:
    """Once with every rule, once more for what depends on colours and width."""
    said: list[str] = []
    for again, (width, theme) in enumerate(LOOKS[language]):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        if shots := os.environ.get("PORTAL_SHOTS"):
            name = page.url.split("/", 4)[-1].strip("/").replace("/", "-")[:24] or "start"
            page.screenshot(path=f"{shots}/{name}-{language}-{width}.png", full_page=True)
        said += faults(page, again=bool(again))
    return said
