"""Every page that the side leads to, in both languages, light and dark, on a phone and on a wide screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.console.browser.looking import entries, faults
from tests.console.browser.server import Site

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]

# A page is loaded once in each language, and looked at on a wide screen and on a phone, light and dark.
LOOKS = {"zh": (("light", 1440), ("dark", 320)), "en": (("dark", 1440), ("light", 320))}


@pytest.mark.parametrize("role", ["compliance-officer", "admin"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_accessible_and_fits(
    open_page: Callable[..., Any], sign_in: Callable[[Any, str], None], site: Site, language: str, role: str
) -> None:
    page = open_page(language)
    page.goto("/sign-in/")
    said = _looked_at(page, language)
    sign_in(page, role)
    wanted = entries(page)
    if role == "compliance-officer":
        page.goto(f"/cases/{site.case}/")
        wanted += [*entries(page), *_besides(site)]
    for address in dict.fromkeys(wanted):
        page.goto(address)
        said += _looked_at(page, language)
    assert not said, "\n".join(said)


def _looked_at(page: Any, language: str) -> list[str]:
    said = []
    if page.locator("html").get_attribute("lang") != ("zh-CN" if language == "zh" else "en"):
        said.append(f"{page.url} is in another language")
    for again, (theme, width) in enumerate(LOOKS[language]):
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        said += faults(page, again=bool(again))
    return said


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
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><hr width=900><h4></h4>')"
    )
    said = "\n".join(faults(page))
    assert "image-alt" in said and "wider than the window" in said and "heading" in said
