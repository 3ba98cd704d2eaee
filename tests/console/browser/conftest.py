"""The browser and the server of the browser tests.

The browser lives for a module only: while it runs, Django refuses database work in the same process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import find_program
from tests.console.browser.server import Site, running_site
from tests.control.people import PASSWORD


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home: Path = tmp_path_factory.mktemp("site")
    with running_site(home) as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's chromium, driven by playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_program("chromium"))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """`open_page("zh", width=320, theme="dark")`: a page of a new visitor; a script's error fails the test."""
    contexts, problems = [], []

    def opened(language: str, width: int = 1440, theme: str = "light") -> Any:
        context = chromium.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            locale="zh-CN" if language == "zh" else "en-GB",
        )
        context.add_cookies([{"name": "novation-language", "value": language, "url": site.address}])
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console", lambda said: problems.append(said.text) if "Content Security" in said.text else None
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not problems, problems


@pytest.fixture
def sign_in(site: Site) -> Callable[[Any, str], None]:
    """Signs a person of the house in, by their role."""

    def signed_in(page: Any, role: str) -> None:
        page.goto("/sign-in/")
        page.fill("[name=email]", site.people[role])
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_url(lambda url: not url.endswith("/sign-in/"))
        if page.locator("[name=code]").count():
            page.fill("[name=code]", site.codes.pop())
            page.click("main form button")
        page.wait_for_url(lambda url: "/sign-in/" not in url)

    return signed_in
