"""No obligation without a word on when: a day with the clock it comes from, or what the law says in place of one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from novation.handover.obligation_days import NO_DAY, NOT_KNOWN, timed
from novation.handover.takeover import BUYERS
from novation.law import Packs
from novation.law.deadlines import Deadline, Situation, deadlines
from novation.law.entry_words import Event
from novation.law.loading import load_packs
from novation.terms import Place

RECEIVED = date(2026, 12, 1)


@pytest.fixture(scope="module")
def packs() -> Packs:
    return load_packs()


@pytest.fixture(scope="module")
def clocks(packs: Packs) -> list[Deadline]:
    events = {Event.DATA_OBTAINED: RECEIVED, Event.CLOSING: RECEIVED}
    found = deadlines(packs, Situation({}, frozenset(Place), RECEIVED, events))
    return [one for one in found if one.clock.who in BUYERS]


@pytest.fixture(scope="module")
def told(packs: Packs, clocks: list[Deadline]) -> dict[str, dict[str, Any]]:
    owed = [{"id": one.id} for pack in packs for one in pack.obligations]
    return {one["id"]: one for one in timed(owed, packs, clocks)}


def test_a_day_comes_from_a_clock_of_the_same_article_and_says_what_may_bring_it_forward(told: Any) -> None:
    one = told["eu-gdpr/inform-within-a-month"]
    assert one["due_on"] == "2027-01-01"
    assert "Art. 14" in one["timing"]["en"] and "first communication" in one["timing"]["en"]
    assert "首次联系个人" in one["timing"]["zh"]
    assert told["kr-pipa/source-told"]["due_on"] == "2027-03-01"


def test_no_other_obligation_of_the_packs_gets_a_day_by_accident(told: Any) -> None:
    """Whoever adds a clock to an article sees here which obligations now have a day."""
    dated = {name for name, one in told.items() if one["due_on"]}
    assert dated <= {
        *("eu-gdpr/inform-within-a-month", "fr-cnil/inform-naming-the-source", "kr-pipa/source-told"),
        *("cn-minors/january-report", "de-commercial/employees-informed"),
    }


def test_a_clock_that_runs_anew_each_time_is_told_and_gives_no_day(told: Any) -> None:
    one = told["br-lgpd/requests-go-on"]
    assert one["due_on"] is None
    assert "15 days after: request received" in one["timing"]["en"]
    assert "收到请求后 15 日内" in one["timing"]["zh"]
    assert "every year by 01-31" in told["cn-minors/january-report"]["timing"]["en"]


def test_the_laws_own_word_stands_where_it_names_no_number(told: Any) -> None:
    assert "without undue delay" in told["kr-pipa/transferee-tells"]["timing"]["en"]
    assert "不得无故拖延" in told["kr-pipa/transferee-tells"]["timing"]["zh"]


def test_how_long_something_is_kept_is_told_by_the_article_that_says_so(told: Any) -> None:
    assert (
        "kept at least 10 years from the last transaction"
        in told["cn-finance/aml-successor-keeps"]["timing"]["en"]
    )
    elsewhere = told["cn-pipl/record-of-provision"]["timing"]["en"]  # the article stands in another pack too
    assert "kept at least 3 years" in elsewhere
    assert "自关系终止起至多保存 3 年" in told["fr-cnil/three-year-ceiling"]["timing"]["zh"]


def test_nothing_is_blank(packs: Packs, told: Any, clocks: list[Deadline]) -> None:
    assert all(one["timing"]["zh"] and one["timing"]["en"] for one in told.values())
    for name in ("cn-pipl/same-purpose", "uk-gdpr/inform-people"):
        assert told[name]["timing"] == NO_DAY.as_dict()
    for name in ("own-pack/own-duty", "cn-pipl/of-another-version"):
        (unknown,) = timed([{"id": name, "people": 3}], packs, clocks)
        assert unknown == {"id": name, "people": 3, "due_on": None, "timing": NOT_KNOWN.as_dict()}
