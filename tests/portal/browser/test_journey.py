"""A customer's way with a real browser: link, notice, refusal, receipt, a stale plan, the decision that withholds, leaving."""

from __future__ import annotations

import pytest
from tests.portal.browser.conftest import Site, Visiting

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
CUSTOMER = {"zh": "M00001", "en": "M00005"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_notice_over_a_refusal_to_the_decision_that_withholds(
    site: Site, visit: Visiting, language: str
) -> None:
    case = f"/{site.cases['home']['ref']}"
    with visit(language) as one:
        for path in ("/", "/documents/"):
            one.open(case + path)
        address = site.link("home", CUSTOMER[language])
        one.open(address)
        one.page.locator("main form button").click()
        one.page.wait_for_url(f"**{case}/me/")
        one.look()
        assert one.say("您不同意就不会交出去", "does not pass unless you consent") in one.text()
        one.page.get_by_text(one.say("不同意", "I do not consent"), exact=True).first.click()
        one.press("保存我的选择", "Save my choices", "**/me/choices/?saved=1")
        assert one.heading() == one.say("您的选择已保存", "Your choices are saved")
        assert "ac_" in one.text() and one.say("不同意", "did not consent") in one.text()
        assert site.do("stale", case=case[1:])
        assert site.do("decide", case=case[1:]) and not site.do("stale", case=case[1:])
        one.open(f"{case}/me/")
        never = one.say("以下资料无论如何都不交给", "This never passes to")
        assert never in one.text()
        assert (
            one.page.locator(".nothing")
            .inner_text()
            .count(one.say("您不同意就不会交出去", "unless you consent"))
            == 0
        )
        one.press("离开", "Leave", f"**{case}/left/")
        assert one.heading() == one.say("您已离开", "You have left")
        # What was a link to this page is none any more, and says what to do instead.
        one.page.goto(address)
        one.page.locator("main form button").click()
        assert one.say("已经用过", "used before") in one.text()
        one.problems = [problem for problem in one.problems if "410" not in problem]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_childs_guardian_says_so_before_anything_counts(site: Site, visit: Visiting, language: str) -> None:
    with visit(language, expected=("422",)) as one:
        one.come_in(site.link("home", "M00004"))
        one.look()
        consent = one.page.get_by_text(one.say("同意", "I consent"), exact=True).first
        consent.click()
        one.page.get_by_role("button", name=one.say("保存我的选择", "Save my choices")).click()
        one.page.get_by_role("alert").first.wait_for()
        one.look()
        assert one.say("监护人", "parent") in one.page.get_by_role("alert").first.inner_text()
        assert one.page.locator(".pair input:checked").count() == 1, "what was chosen stays chosen"
        one.page.locator(".tick input").first.check()
        one.press("保存我的选择", "Save my choices", "**/me/choices/?saved=1")
        assert one.say("同意", "consented") in one.text()
