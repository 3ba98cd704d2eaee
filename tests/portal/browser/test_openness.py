"""Anybody's way to what the company tells in public: no link, no code, readable, printable, and the same for machines."""

from __future__ import annotations

import json

import pytest
from tests.portal.browser.conftest import Site, Visiting
from tests.portal.shop import PLANTED

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_first_page_to_what_is_told_in_public(site: Site, visit: Visiting, language: str) -> None:
    case = f"/{site.cases['home']['ref']}"
    digest = site.do("release", case=case[1:])
    with visit(language) as one:
        one.open(case + "/")
        one.page.get_by_role(
            "link", name=one.say("我们怎样处理您的资料", "How we handle your data")
        ).first.click()
        one.page.wait_for_url(f"**{case}/transparency/")
        one.look()
        for said in ("Kuaida Couriers", one.say("履行订单", "to carry out orders"), digest):
            assert said in one.text(), said
        assert not [word for word in PLANTED if word in one.text()]
        machine = one.page.get_by_role("link", name="DPV").get_attribute("href")
        told = one.page.request.get(machine).json()
        assert "@context" in told and "Kuaida Couriers" in json.dumps(told, ensure_ascii=False)
        one.page.emulate_media(media="print")
        assert not one.page.locator("header nav").first.is_visible()
        assert one.page.locator("main table").first.is_visible()
