"""Parts of pages: clocks with three answers, marks that never turn green by themselves, paper that is light."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import translation

from novation import ui
from novation.terms import SellerCopy, ToBuyer
from novation.ui.parts import clock, remaining
from novation.ui.templatetags.parts import DISPOSITIONS, STATES, initials

STATIC = Path(ui.__file__).parent / "static" / "ui"
NOW = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)


def drawn(source: str, language: str = "en", **values: object) -> str:
    with translation.override("zh-hans" if language == "zh" else "en"):
        return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (24 * 3, "剩 3 天", "3 days left"),
        (26, "剩 26 小时", "26 hours left"),
        (0.5, "剩 30 分钟", "30 minutes left"),
        (-1, "逾期 1 小时", "1 hour late"),
        (-24 * 4, "逾期 4 天", "4 days late"),
    ],
)
def test_what_is_left_is_said_in_a_unit_that_tells_something(hours: float, zh: str, en: str) -> None:
    said = remaining(timedelta(hours=hours))
    assert (said.zh, said.en) == (zh, en)


def test_a_clock_runs_is_stopped_or_is_open() -> None:
    start = NOW - timedelta(days=10)
    assert clock(NOW, NOW + timedelta(days=30), start).state == "run"
    assert clock(NOW, NOW + timedelta(days=2), start).share == 83
    assert clock(NOW, NOW - timedelta(days=1), start).state == "late"
    assert clock(NOW, NOW + timedelta(days=2), start, paused=True).state == "pause"
    assert clock(NOW, None).state == "unknown"


def test_every_outcome_and_state_has_an_icon_and_a_word() -> None:
    sprite = (STATIC / "icons.svg").read_text("utf-8")
    known = set(re.findall(r'symbol id="([\w-]+)"', sprite))
    for outcome in [*ToBuyer, *SellerCopy]:
        shown = drawn("{% chip it %}", "zh", it=outcome)
        assert outcome.text.zh in shown and "<svg" in shown
    assert {sign for _, sign in DISPOSITIONS.values()} | {sign for sign, _ in STATES.values()} <= known


def test_an_unknown_state_looks_like_not_looked_at_and_never_like_done() -> None:
    assert "s-unknown" in drawn('{% state "whatever" %}') and "s-met" not in drawn('{% state "whatever" %}')
    assert "stat unknown" in drawn('{% stat None "人" "people" %}')


def test_what_is_given_to_a_part_is_escaped() -> None:
    wild = "<img src=x onerror=alert(1)>"
    for source in (
        "{% panel title=it %}{% endpanel %}",
        "{% citation it it %}",
        "{% state 'late' it %}",
        "{{ it|told }}",
    ):
        assert "<img" not in drawn(source, it=wild)


def test_an_instant_is_written_with_its_zone() -> None:
    assert drawn("{{ it|told }}", it=NOW) == "2026-11-24 10:12 +08"


@pytest.mark.parametrize(
    ("name", "short"),
    [("林晓岚", "林"), ("Anna Vogel", "AV"), ("Ada", "A"), ("Grace Murray 顾明哲", "GM"), ("", "–")],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_paper_has_the_light_colours_of_the_tokens() -> None:
    def colours(text: str) -> dict[str, str]:
        return dict(re.findall(r"(--(?:d|s|ink|accent|line|seal)[\w-]*): (#[0-9a-f]{6})", text))

    light = colours((STATIC / "tokens.css").read_text("utf-8").split("@media")[0])
    paper = colours((STATIC / "print.css").read_text("utf-8"))
    assert light and light == paper


def test_styles_name_no_other_server_and_templates_hold_no_style_and_no_script() -> None:
    for sheet in STATIC.glob("*.css"):
        assert not re.search(r"url\(|https?:", sheet.read_text("utf-8").replace('href^="http"', "")), sheet
    for page in Path(ui.__file__).parents[1].glob("*/templates/**/*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*src=)", text), page
