"""Coming in by a code with a real browser: five wrong answers end it, a new one opens the page."""

from __future__ import annotations

import pytest
from tests.portal.browser.conftest import Site, Visiting

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
CONTACT = {"zh": "shen@example.com", "en": "anna@example.de"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_after_five_wrong_answers_the_right_one_is_late_and_a_new_code_opens(
    site: Site, visit: Visiting, language: str
) -> None:
    case, contact = f"/{site.cases['home']['ref']}", CONTACT[language]
    with visit(language, expected=("422",)) as one:
        before = len(site.messages(contact))
        one.open(f"{case}/code/")
        one.page.locator("input[name=kind][value=email]").check()
        one.page.locator("input[name=value]").fill(f" {contact.upper()} ")
        one.press("发送验证码", "Send", "**/code/answer/")
        digits = site.digits(contact, before)
        wrong = "000000" if digits != "000000" else "000001"
        for attempt in [wrong] * 5 + [digits]:
            one.page.locator("#digits").fill(attempt)
            one.page.get_by_role("button", name=one.say("继续", "Go on")).click()
            one.page.get_by_role("alert").wait_for()
            assert one.say("验证码不对", "not right") in one.page.get_by_role("alert").inner_text()
            one.page.goto(f"{case}/code/answer/")
        one.page.get_by_role("link", name=one.say("没收到", "Nothing")).first.click()
        one.page.wait_for_url("**/code/")
        one.page.locator("input[name=kind][value=email]").check()
        one.page.locator("input[name=value]").fill(contact)
        one.press("发送验证码", "Send", "**/code/answer/")
        one.page.locator("#digits").fill(site.digits(contact, before + 1))
        one.press("继续", "Go on", f"**{case}/me/")
