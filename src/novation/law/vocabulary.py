"""Closed word lists that only law packs use: kinds of pack and of consent, calendars, where a floor starts."""

from __future__ import annotations

from typing import TypeVar

from novation.terms import FACT_FIELDS, Retention, Term

T = TypeVar("T", bound=Term)


class PackKind(Term):
    """A statute that has no rule for a vector leaves it undecided; special law beside it and guidance may be silent."""

    STATUTE = "statute", "法律法规", "statute"
    SUPPLEMENT = "supplement", "特别规定", "special law"
    GUIDANCE = "guidance", "监管指引", "guidance"


class ConsentKind(Term):
    """The form of the consent still to be had, from the lightest to the heaviest to obtain."""

    GENERAL = "general", "同意", "consent"
    SEPARATE = "separate", "单独同意", "separate consent"
    EXPLICIT = "explicit", "明示同意", "explicit consent"
    WRITTEN = "written", "书面同意", "written consent"
    GUARDIAN = "guardian", "监护人同意", "guardian's consent"


class Calendar(Term):
    """How the days of a notice window are counted."""

    DAYS = "days", "自然日", "calendar days"
    WORKING_DAYS = "working-days", "工作日", "working days"


class FloorStart(Term):
    """From when a retention floor runs."""

    LAST_TRANSACTION = "last-transaction", "自末次交易起", "from the last transaction"
    END_OF_YEAR = "end-of-year", "自当年年末起", "from the end of that calendar year"
    RELATION_END = "relation-end", "自关系终止起", "from the end of the relation"
    COLLECTION = "collection", "自收集起", "from collection"
    CONSENT = "consent", "自同意起", "from the consent"
    EVENT = "event", "自事件发生起", "from the event"


class Ceiling(Term):
    """A ceiling without a number."""

    SHORTEST_NECESSARY = "shortest-necessary", "实现目的所必要的最短时间", "the shortest time necessary"


class Passes(Term):
    """What the seller's side needs to know of the buyer's side.

    `pending` stands for every open question: a consent still to be had, and an undecided vector that a person
    must decide. A copy must not be destroyed as "not passing" while it may yet pass.
    """

    YES = "yes", "移交", "passes"
    PENDING = "pending", "待定", "pending"
    NO = "no", "不移交", "does not pass"


class Severity(Term):
    """How grave a finding of `lint` is; one `error` makes a pack unfit for release."""

    ERROR = "error", "错误", "error"
    WARNING = "warning", "警告", "warning"
    NOTE = "note", "提示", "note"


def word_of(vocabulary: type[T], word: str) -> T | None:
    """The term that a word stands for, None where the vocabulary does not have it."""
    return next((term for term in vocabulary if term.value == word), None)


CONDITION_FIELDS: dict[str, type[Term]] = {**FACT_FIELDS, "retention": Retention, "passes": Passes}
"""What `when` may ask: every field of `Facts`, the floor state under the pack's own table, and `passes`."""
