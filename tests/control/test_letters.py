"""The letter to a recipient: complete in both languages whatever was done, and silent about who it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from novation.control.informing.letters import Draft, letter_of
from novation.control.informing.states import Changed
from novation.messages import Text
from novation.terms import Category

ARTICLE = (Text("告知各接收方", "Tell every recipient"), Text("《通用数据保护条例》第 19 条", "GDPR Art. 19"))


def draft(**other: Any) -> Draft:
    given: dict[str, Any] = {
        "reference": "tl_x1",
        "sender": "Qingsong",
        "recipient": "Kuaida Couriers",
        "kind": Changed.CORRECT,
        "categories": [Category.IDENTITY, Category.CONTACT],
        "purpose": Text("送货", "delivery"),
        "since_on": date(2025, 1, 1),
        "done_on": date(2026, 12, 1),
        "answer_by": date(2026, 12, 22),
        "law": ARTICLE,
        "confirmed": True,
    }
    return Draft(**{**given, **other})


def told(language: str, **other: Any) -> str:
    """The whole letter in one language."""
    made = letter_of(draft(**other))
    return "\n".join(text.zh if language == "zh" else text.en for text in (made.subject, *made.paragraphs))


@pytest.mark.parametrize("kind", list(Changed))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_letter_says_what_was_done_what_is_asked_by_when_and_by_which_article(
    kind: Changed, language: str
) -> None:
    letter = told(language, kind=kind)
    for words in ("tl_x1", "Qingsong", "Kuaida Couriers", "2025-01-01", "2026-12-01", "2026-12-22"):
        assert words in letter, words
    article, category = ARTICLE[1], Category.CONTACT.text
    assert (article.zh if language == "zh" else article.en) in letter
    assert (category.zh if language == "zh" else category.en) in letter
    assert told(language, kind=Changed.CORRECT) != told(language, kind=Changed.ERASE)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_article_that_nobody_checked_is_said_to_be_so_and_none_is_made_up(language: str) -> None:
    unsure = {"zh": "尚未核对", "en": "not been checked"}[language]
    assert unsure in told(language, confirmed=False)
    assert unsure not in told(language)
    without = told(language, law=None)
    assert {"zh": "没有写明", "en": "No article"}[language] in without
