"""The buyer's side: the package is opened with the buyer's key, reconciled, and accepted with a reservation both sides see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.console.browser.journeys.readers import DONE, WAITS, Reader, carry_out
from tests.console.browser.server import Site
from tests.control.operations.shop import PHONES, PLANTED

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
WORDS = {
    "zh": {
        "link": "关联受让方的项目",
        "open": "查验并启封",
        "on": "继续",
        "opened": "已启封，还没有对账",
        "reconcile": "对账",
        "agrees": "对过账：各表数目与内容相符",
        "answer": "答复并签收",
        "missing": "有保留接受须写明保留什么",
        "reservation": "偏好表晚到，保留核对的权利。",
        "title": "受让方有保留接受；各表数目与内容相符",
        "take": "收下回执",
    },
    "en": {
        "link": "Link the buyer’s project",
        "open": "Verify and open",
        "on": "Go on",
        "opened": "Opened; nobody has reconciled it yet",
        "reconcile": "Reconcile",
        "agrees": "Reconciled: every table agrees",
        "answer": "Answer and sign the receipt",
        "missing": "say what the reservation is",
        "reservation": "The preference table came late; we reserve the right to check it.",
        "title": "The buyer’s answer: accept with reservation; every table agrees",
        "take": "Take the receipt in",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_buyer_opens_reconciles_and_accepts_with_a_reservation_that_the_seller_takes_in(
    reader: Callable[..., Reader], site: Site, language: str
) -> None:
    words, case = WORDS[language], site.seeded["cases"][f"receiving-{language}"]
    receiver = reader(language, "receiver", case)
    _open(receiver, site, words)
    receiver.see("package/")
    assert receiver.title == words["opened"]
    receiver.run(words["reconcile"])
    receiver.see("package/")
    assert receiver.title == words["agrees"]
    _answer(receiver, site, words)
    hander_over = reader(language, "hander-over", case)
    for one in (receiver, hander_over, reader(language, "buyers-lawyer", case)):
        one.see("package/")
        assert one.title == words["title"] and words["reservation"] in one.told
        assert not [word for word in (*PLANTED, *PHONES) if word in one.told]
    hander_over.run(words["take"])
    hander_over.see("package/")
    assert not hander_over.page.get_by_role("button", name=words["take"]).count()


def _open(receiver: Reader, site: Site, words: dict[str, str]) -> None:
    """The key is in nobody's hands but the buyer's: the job verifies, waits, and sees that it was opened."""
    receiver.see("package/")
    receiver.press(words["link"])
    receiver.look()
    receiver.send()
    receiver.page.wait_for_url("**/package/")
    receiver.press(words["open"])
    assert receiver.follow_job() == WAITS[receiver.language], receiver.told
    carry_out(receiver, site.home, key=site.home / "keys" / "buyer.age")
    receiver.press(words["on"])
    assert receiver.follow_job() == DONE[receiver.language], receiver.told


def _answer(receiver: Reader, site: Site, words: dict[str, str]) -> None:
    receiver.press(words["answer"])
    receiver.look()
    receiver.send(answer="accept-with-reservation")
    assert words["missing"] in receiver.page.get_by_role("alert").inner_text()
    receiver.look()
    receiver.send(reservation=words["reservation"])
    receiver.page.wait_for_url("**/approvals/signing/")
    receiver.page.locator("main th a").first.click()
    receiver.look()
    assert words["reservation"] in receiver.told
    receiver.page.set_input_files("[data-file]", site.home / "keys" / "receiver")
    receiver.page.click("[data-sign-file]")
    receiver.page.wait_for_selector(".stamp")
