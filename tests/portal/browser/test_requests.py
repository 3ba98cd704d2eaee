"""Requests with a real browser: a copy, a correction, a deletion where the law keeps some, a complaint and its answer."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.portal.browser.conftest import Site, Visit, Visiting

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]


def sent(one: Visit) -> str:
    """Sends the form that is open for the customer themselves; returns the reference of the request."""
    one.page.locator("input[name=behalf]").first.check()
    one.press("提交", "Send", "**/me/requests/rq_*/")
    return str(one.page.url.rstrip("/").rpartition("/")[2])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_my_data_a_copy_and_a_correction(site: Site, visit: Visiting, language: str, tmp_path: Path) -> None:
    with visit(language) as one:
        one.come_in(site.link("home", "M00003"))
        case = f"/{site.cases['home']['ref']}"
        one.open(f"{case}/me/data/")
        assert "13800138003" not in one.text()
        one.page.get_by_role("button", name=one.say("显示内容", "Show values")).click()
        one.page.get_by_text("13800138003").first.wait_for()
        one.look()
        assert one.say("保存多久", "For how long") in one.text()
        one.open(f"{case}/me/copy/")
        with one.page.expect_download() as waiting:
            one.page.locator("main form button").click()
        waiting.value.save_as(tmp_path / "copy.zip")
        with zipfile.ZipFile(tmp_path / "copy.zip") as file:
            assert {"copy.html", "copy.json"} < set(file.namelist())
        one.page.locator("#passphrase").fill("lantern paper boat")
        with one.page.expect_download() as waiting:
            one.page.locator("main form button").click()
        waiting.value.save_as(tmp_path / "copy.zip.age")
        assert (tmp_path / "copy.zip.age").read_bytes().startswith(b"age-encryption.org/v1")
        one.open(f"{case}/me/data/")
        one.page.get_by_role("link", name=one.say("更正", "Correct")).first.click()
        one.page.wait_for_url("**/me/ask/correct/?which=*")
        one.look()
        assert "%40" not in one.page.url and "138" not in one.page.url
        one.page.locator("#words").fill(one.say("街名写错了。", "The street is wrong."))
        sent(one)
        assert "R-" in one.heading() and one.say("最迟答复", "We answer by") in one.text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_deletion_locks_what_a_law_keeps_and_says_which(site: Site, visit: Visiting, language: str) -> None:
    case = f"british-{language}"
    with visit(language) as one:
        one.come_in(site.link(case, "M00002"))
        one.open(f"/{site.cases[case]['ref']}/me/ask/delete/")
        assert one.say("法律要求保存一段时间", "The law orders us to keep some of it") in one.text()
        request = sent(one)
        assert site.do("restrict", request=request) == "done"
        one.page.reload()
        one.look()
        assert one.say("法律要求保存的已封存", "ocked where the law wants it kept") in one.text()
        answer = one.page.locator(".p-card", has_text=one.say("我们的答复", "Our answer")).first.inner_text()
        assert one.say("第 17", "Art. 17") in answer, "the article is named"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_complaint_is_answered_and_the_customer_says_what_they_think_of_it(
    site: Site, visit: Visiting, language: str
) -> None:
    with visit(language) as one:
        one.come_in(site.link("home", "M00006"))
        one.open(f"/{site.cases['home']['ref']}/me/ask/complain/")
        one.page.locator("#words").fill(
            one.say("我收到了不该收到的广告。", "I got advertising that I refused.")
        )
        request = sent(one)
        words = one.say("已停止向您发送广告。", "Advertising to you has stopped.")
        site.do("answer", request=request, words=words)
        one.page.reload()
        one.look()
        assert words in one.text()
        one.page.get_by_text(one.say("没有，我不同意", "No, I do not agree"), exact=True).click()
        one.page.locator("#feedback-words").fill(one.say("昨天又收到一条。", "Another one came yesterday."))
        one.page.get_by_role("button", name=one.say("告诉我们", "Tell us")).click()
        one.page.get_by_text(one.say("您告诉我们", "You told us")).first.wait_for()
        one.look()
        assert site.do("feedback", request=request) == "contested"
        assert one.say("起诉", "court") in one.text()
