"""The buyer's officer takes over what the package binds the buyer to, and works on with it: choices, requests, obligations."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.console.browser.journeys.readers import Reader
from tests.console.browser.server import Site
from tests.control.operations.shop import PHONES, PLANTED

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]


def test_the_officer_takes_over_and_says_of_an_obligation_that_it_is_met(
    reader: Callable[..., Reader], site: Site
) -> None:
    """Begun in Chinese on a wide screen, gone on with in English on a telephone."""
    case = site.seeded["cases"]["taking-over"]
    officer = reader("zh", "buyers-officer", case)
    officer.see("takeover/")
    assert officer.title == "收到的包还没有接管"
    officer.run("接管")
    officer.see("takeover/")
    for said in ("停用名单", "R-2026-0001", "没有具体日期的义务"):
        assert said in officer.told, officer.told
    for path in ("requests/", "tasks/", ""):
        officer.see(path)
    again = reader("en", "buyers-officer", case)
    again.see("takeover/")
    assert not [word for word in (*PLANTED, *PHONES) if word in again.told]
    owed = again.page.locator("tr").filter(
        has=again.page.get_by_text("Say that an obligation is met", exact=True)
    )
    before = owed.count()
    assert before
    again.press("Say that an obligation is met")
    again.look()
    again.send(met_on="2026-12-01", how="The notice went to everybody who may be contacted.")
    again.see("takeover/")
    assert "said to be met on" in again.told and owed.count() == before - 1
