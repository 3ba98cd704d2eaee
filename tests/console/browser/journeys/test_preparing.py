"""From an empty form to a plan that can be read: a case is opened, its deal form changed, its data scanned and judged."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.console.browser.journeys.readers import Reader, reference
from tests.console.browser.server import Site
from tests.control.operations.shop import PHONES, PLANTED, write_exports

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
WORDS = {
    "zh": {
        "title": "青松转海澜（𠮷野家、㛃）",
        "add": "登记为受让方",
        "open": "开立案件",
        "form": "换一种交易形式，会变什么？",
        "merger": "合并",
        "link": "关联项目",
        "exports": "收进导出文件",
        "steps": ("扫描来源", "归并同一个人的记录", "逐类判定", "做出方案"),
        "see": ("看清点结果", "看判定类", "看方案"),
        "plan": "签字之前：这份方案会做什么",
        "look": "查看",
    },
    "en": {
        "title": "Qingsong to Hailan, 𠮷 & Zoë’s ʻŌhiʻa",
        "add": "Add as the buyer",
        "open": "Open the case",
        "form": "What if it were another deal form?",
        "merger": "merger",
        "link": "Link a project",
        "exports": "Take the exports in",
        "steps": (
            "Scan the sources",
            "Link the records of the same person",
            "Judge each class",
            "Make the plan",
        ),
        "see": ("See the inventory", "See the classes", "See the plan"),
        "plan": "Before anybody signs: what this plan will do",
        "look": "Look",
    },
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_case_is_opened_and_its_data_are_scanned_judged_and_planned_from_the_pages(
    reader: Callable[..., Reader], site: Site, language: str
) -> None:
    words = WORDS[language]
    _open_a_case(reader(language, "admin"), words)
    officer = reader(language, "compliance-officer")
    officer.page.goto("/cases/")
    officer.page.locator("main tr", has_text=words["title"]).get_by_role("link").first.click()
    officer.page.wait_for_url("**/cases/ca_*/")
    officer.case = reference(officer.page.url)
    officer.look()
    _change_the_deal_form(officer, words)
    _run_to_the_plan(officer, site, words)
    _read(officer, words)


def _open_a_case(admin: Reader, words: dict[str, str]) -> None:
    page = admin.page
    page.goto("/cases/open/")
    admin.look()
    company = f"{words['title']} Ltd"
    page.fill("[name=title]", words["title"])
    page.select_option("[name=deal_form]", "asset-deal")
    page.select_option("[name=seller]", label="Qingsong Stationery & Sports")
    page.fill("[name=closing_on]", "2027-01-15")
    page.select_option("[name=officer]", label="Person compliance officer")
    page.select_option("[name=engineer]", label="Person data engineer")
    page.fill("[name=company_name]", company)
    page.select_option("[name=company_place]", "cn")
    admin.press(words["add"])
    # What was written is still there, and the new company is chosen.
    assert page.input_value("[name=title]") == words["title"]
    assert page.locator("[name=buyer] option:checked").inner_text() == company
    admin.look()
    admin.press(words["open"])
    page.wait_for_url("**/cases/")


def _change_the_deal_form(officer: Reader, words: dict[str, str]) -> None:
    officer.page.get_by_role("link", name=words["form"]).click()
    officer.page.locator("select[name=to]").select_option("merger")
    officer.page.locator("main form.filter button").click()
    officer.look()
    officer.page.locator("main .decide button").click()
    officer.page.wait_for_url(f"**/cases/{officer.case}/")
    assert words["merger"] in officer.page.locator(".kicker").inner_text()


def _run_to_the_plan(officer: Reader, site: Site, words: dict[str, str]) -> None:
    officer.see("inventory/")
    officer.press(words["link"])
    officer.look()
    officer.send()
    officer.see("jobs/")
    found = re.search(r"projects/([a-z0-9-]+)", officer.page.locator(".kicker").inner_text())
    assert found is not None
    write_exports(site.home / "projects" / found[1] / "exports")
    officer.see("inventory/")
    officer.press(words["exports"])
    for step in words["steps"]:
        officer.see("jobs/")
        officer.run(step)
    assert officer.live, "the page asked for nothing by itself while the jobs ran"


def _read(officer: Reader, words: dict[str, str]) -> None:
    told = ""
    officer.see("inventory/")
    assert "members.csv" in officer.told and "old.bak" in officer.told
    told += officer.told
    officer.see("classes/")
    told += officer.told
    officer.page.locator("main table tbody a code").first.click()
    officer.look()
    told += officer.told
    officer.see("plan/")
    assert officer.title == words["plan"]
    told += officer.told
    officer.see("person/")
    officer.page.fill("[name=reference]", "M00001")
    officer.page.select_option("[name=purpose]", "sample")
    officer.page.fill("[name=reason]", "check 3")
    officer.press(words["look"])
    officer.page.wait_for_url("**/person/lk_*/")
    officer.look()
    told += officer.told
    assert "138****8207" in told
    assert not [word for word in (*PLANTED, *PHONES) if word in told]
