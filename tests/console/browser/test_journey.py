"""A person's way through the console with a real browser, in both languages."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.console.browser.looking import faults
from tests.console.browser.server import Site

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]

WORDS = {
    "zh": {"form": "换一种交易形式，会变什么？", "out": "退出登录", "after": "合并", "value": "merger"},
    "en": {
        "form": "What if it were another deal form?",
        "out": "Sign out",
        "after": "share",
        "value": "share-deal",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_signing_in_over_another_deal_form_to_signing_out(
    open_page: Callable[..., Any], sign_in: Callable[[Any, str], None], site: Site, language: str
) -> None:
    words, page = WORDS[language], open_page(language)
    sign_in(page, "compliance-officer")
    page.locator("main table a").first.click()
    page.wait_for_url(f"**/cases/{site.case}/")
    page.get_by_role("link", name=words["form"]).click()
    page.locator("select[name=to]").select_option(words["value"])
    page.locator("main form.filter button").click()
    page.locator("main .decide button").click()
    page.wait_for_url(f"**/cases/{site.case}/")
    assert words["after"] in page.locator(".kicker").inner_text()
    page.get_by_role("button", name=words["out"]).click()
    page.wait_for_url("**/sign-in/**")
    page.goto(f"/cases/{site.case}/")
    assert "/sign-in/" in page.url


def test_the_language_switches_and_the_reader_stays_where_they_were(
    open_page: Callable[..., Any], sign_in: Callable[[Any, str], None], site: Site
) -> None:
    page = open_page("zh")
    sign_in(page, "auditor")
    page.goto(f"/cases/{site.case}/?x=1")
    page.get_by_role("button", name="English").click()
    page.wait_for_url(f"**/cases/{site.case}/?x=1")
    assert page.locator("html").get_attribute("lang") == "en"


def test_light_or_dark_is_kept_and_a_keyboard_finds_the_content_first(
    open_page: Callable[..., Any], sign_in: Callable[[Any, str], None]
) -> None:
    page = open_page("en")
    sign_in(page, "auditor")
    page.get_by_role("button", name="light and dark").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_on_a_phone_the_navigation_opens_without_leaving_the_page(
    open_page: Callable[..., Any], sign_in: Callable[[Any, str], None], site: Site
) -> None:
    page = open_page("en", width=360)
    sign_in(page, "auditor")
    page.goto(f"/cases/{site.case}/")
    side = page.locator("#side")
    assert not side.is_visible()
    page.get_by_role("button", name="Open navigation").click()
    assert side.is_visible()
    page.keyboard.press("Escape")
    assert not side.is_visible()


def test_paper_is_light_and_bears_no_navigation(
    open_page: Callable[..., Any], sign_in: Callable[[Any, str], None], site: Site
) -> None:
    page = open_page("zh", theme="dark")
    sign_in(page, "auditor")
    page.goto(f"/cases/{site.case}/")
    page.emulate_media(media="print", color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()")
    assert ground == "#ffffff"
    assert not page.locator("#side").is_visible()


@pytest.mark.parametrize(("language", "words"), [("zh", "文件超过上限"), ("en", "larger than the limit")])
def test_a_file_that_is_too_large_is_said_before_a_byte_of_it_is_sent(
    open_page: Callable[..., Any],
    sign_in: Callable[[Any, str], None],
    site: Site,
    tmp_path: Path,
    language: str,
    words: str,
) -> None:
    big, small = tmp_path / "big.bin", tmp_path / "small.bin"
    big.touch()
    os.truncate(big, 5 * 1024**3)  # a hole: it has the length and takes no room
    small.write_bytes(b"x")
    page = open_page(language, 360)
    sign_in(page, "compliance-officer")
    page.goto(f"/cases/{site.case}/files/")
    page.set_input_files("[name=upload]", big)
    told = page.locator("[data-over]").first
    told.wait_for()
    assert words in told.inner_text() and page.input_value("[name=upload]") == ""
    assert not faults(page)
    page.set_input_files("[name=upload]", small)
    told.wait_for(state="hidden")
    assert page.input_value("[name=upload]").endswith("small.bin")
