"""A committee comes into being and votes on one plan: one member dissents and is answered, and the approval stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.console.browser.journeys.readers import Reader
from tests.console.browser.server import Site

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
WORDS = {
    "zh": {
        "charter": "通过审查委员会章程",
        "text": "委员会审议每一份方案；不同意见原样留存。",
        "seat": "安排委员席位",
        "submit": "提交方案审批",
        "reason": "履行订单用不着偏好表（𠮷田），应全部不移交。",
        "answer": "没有这张表，未完成的订单无法履行。",
        "missing": "不同意须写明理由",
        "waits": "还缺",
        "released": "同意已齐，授权书待签署",
    },
    "en": {
        "charter": "Adopt the committee’s charter",
        "text": "The committee considers every plan; dissent is kept word for word.",
        "seat": "Give a seat in the committee",
        "submit": "Put a plan up for decision",
        "reason": "The preference table is not needed to fulfil orders; withhold all of it.",
        "answer": "Open orders cannot be fulfilled without it.",
        "missing": "declining needs a reason",
        "waits": "The plan waits for",
        "released": "Approved by all; the authorisation can be signed",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_committee_approves_with_one_dissent_and_the_last_approval_releases_the_authorisation(
    reader: Callable[..., Reader], site: Site, language: str
) -> None:
    words, case = WORDS[language], site.seeded["cases"][f"deciding-{language}"]
    officer = reader(language, "compliance-officer", case)
    _seat_the_committee(officer, site, words)
    officer.see("approvals/")
    officer.press(words["submit"])
    officer.look()
    officer.send()
    members = [reader(language, f"committee-{number}", case) for number in range(3)]
    for member in members[:2]:
        _vote(member, "approve")
    _dissent(members[2], words)
    _answer(members[0], words)
    owner = reader(language, "owner", case)
    _approve(owner)
    assert words["waits"] in owner.title
    _approve(officer)
    assert officer.title == words["released"]
    auditor = reader(language, "auditor", case)
    auditor.see("approvals/")
    assert words["reason"] in auditor.told and words["answer"] in auditor.told
    auditor.see("log/")
    assert auditor.page.get_by_text("authorisation.released").count()


def _seat_the_committee(officer: Reader, site: Site, words: dict[str, str]) -> None:
    officer.see("approvals/committee/")
    officer.press(words["charter"])
    officer.look()
    officer.send(text=words["text"], quorum="2", majority="simple")
    for number, name in enumerate(site.seeded["seats"]):
        officer.press(words["seat"])
        officer.page.select_option("form.form [name=person]", label=name)
        officer.send(kind="chair" if number == 0 else "member")
        officer.page.wait_for_url("**/approvals/committee/")
    officer.look()
    assert all(name in officer.told for name in site.seeded["seats"])


def _vote(member: Reader, choice: str) -> None:
    member.see("approvals/")
    member.page.click(f"main .decide a[href*='vote.given'][href*='choice={choice}']")
    member.look()
    member.send()
    member.page.wait_for_url("**/approvals/")


def _dissent(member: Reader, words: dict[str, str]) -> None:
    """Without a reason it is not taken, and what was chosen is still there."""
    member.see("approvals/")
    member.page.click("main .decide a[href*='choice=decline']")
    member.send()
    assert words["missing"] in member.page.get_by_role("alert").inner_text()
    member.look()
    member.send(reason=words["reason"])
    member.page.wait_for_url("**/approvals/")
    assert words["reason"] in member.told


def _answer(chair: Reader, words: dict[str, str]) -> None:
    chair.see("approvals/")
    chair.page.click("main a[href*='dissent.answered']")
    chair.look()
    chair.send(text=words["answer"])
    chair.page.wait_for_url("**/approvals/")


def _approve(one: Reader) -> None:
    one.see("approvals/")
    one.page.click("main .decide a[href*='plan.approved']")
    one.look()
    one.send()
    one.page.wait_for_url("**/approvals/")
