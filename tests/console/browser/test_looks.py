"""Every page that the side leads to, in both languages, light and dark, on a phone and on a wide screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.console.browser.looking import entries, faults
from tests.console.browser.server import Site

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]

# Each pair of language, ground and width occurs once: four runs instead of eight.
RUNS = [("zh", "light", 1440), ("zh", "dark", 320), ("en", "light", 320), ("en", "dark", 1440)]


@pytest.mark.parametrize(("language", "theme", "width"), RUNS)
def test_every_page_is_accessible_and_fits(
    open_page: Callable[..., Any],
    sign_in: Callable[[Any, str], None],
    site: Site,
    language: str,
    theme: str,
    width: int,
) -> None:
    page = open_page(language, width, theme)
    page.goto("/sign-in/")
    said = faults(page)
    seen: set[str] = set()
    for role in ("compliance-officer", "admin"):
        page.context.clear_cookies(name="novation")
        sign_in(page, role)
        wanted = [*entries(page)]
        if role == "compliance-officer":
            page.goto(f"/cases/{site.case}/")
            wanted += [*entries(page), *_besides(site)]
        for address in wanted:
            if address not in seen:
                seen.add(address)
                page.goto(address)
                assert page.locator("html").get_attribute("lang") == ("zh-CN" if language == "zh" else "en")
                said += faults(page)
    assert not said, "\n".join(said)


def _besides(site: Site) -> list[str]:
    """Pages that no entry leads to: a form, what is refused, what is not there, the gallery."""
    return [
        f"/deeds/deal-form.changed/{site.case}/",
        f"/deeds/team-member.added/{site.case}/",
        "/cases/ca_nowhere/",
        "/house/look/",
        "/search/",
    ]


def test_the_looking_itself_finds_what_is_wrong(open_page: Callable[..., Any]) -> None:
    page = open_page("en", 320)
    page.goto("/sign-in/")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x width=900><h4></h4>')"
    )
    said = "\n".join(faults(page))
    assert "image-alt" in said and "wider than the window" in said and "heading" in said
