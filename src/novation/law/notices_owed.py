"""Which notices a deal owes: those that decided rules ask for, and those that its facts call for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from novation.law.deadlines import Situation, applying, entries_for
from novation.law.entries import NoticeContent, NoticeItem
from novation.law.entry_words import Stands
from novation.law.pack import Pack
from novation.law.pack_parts import Condition
from novation.law.packset import Packs
from novation.law.verdict import citation_dict
from novation.terms import FACT_FIELDS, Term


class Because(Term):
    """Why a notice stands in the list."""

    RULE = "rule", "判定依据的规则要求", "a rule that decided asks for it"
    DEAL = "deal", "交易或资料的情形要求", "the facts of the deal or of the data call for it"
    CASE = "case", "只在发生相应情形时", "only if its case comes"


@dataclass(frozen=True, slots=True)
class Asked:
    """A notice that verdicts ask for: the law and rule, its window, the content list it names, the people concerned."""

    law: str
    rule: str
    content: str
    window_days: int
    calendar: str
    place: str
    people: int


@dataclass(frozen=True, slots=True)
class NoticeOwed:
    """One notice with its checklist; `content` is None where a rule asks for a notice of which no pack has a list.

    `people` are at least so many (of the data category that concerns the most); None where nobody has counted.
    """

    law: str
    because: Because
    content: NoticeContent | None
    asked: tuple[Asked, ...]
    languages: tuple[str, ...]
    people: int | None

    @property
    def id(self) -> str:
        return self.content.id if self.content else f"{self.law}/{self.asked[0].content or '-'}"

    def as_dict(self) -> dict[str, Any]:
        content = self.content
        return {
            "id": self.id,
            "law": self.law,
            "because": str(self.because),
            "people_at_least": self.people,
            "languages": list(self.languages),
            "rules": [_asked_dict(asked) for asked in self.asked],
            "title": content.title.as_dict() if content else None,
            "by": str(content.by) if content else None,
            "form": str(content.form) if content else None,
            "before": str(content.before) if content else None,
            "public_for": {str(content.public.unit): content.public.amount}
            if content and content.public
            else None,
            "derived": content.derived if content else False,
            **(citation_dict(content.citation) if content else {"confirmed": False}),
            "items": [_item_dict(item) for item in content.items] if content else [],
        }


def notices_owed(
    packs: Packs, situation: Situation, classes: Sequence[Mapping[str, Any]]
) -> list[NoticeOwed]:
    """Every notice of the packs that apply, those asked for by rules first.

    `classes` are whole classes of the record of decisions (facts, people, notices); empty before `decide`: then a
    notice whose `when` asks a fact about people is taken as called for, since nobody knows.
    """
    asked = _asked(classes)
    found = []
    listed: set[str] = set()
    for pack in applying(packs, situation):
        called = {c.id for c in entries_for(pack.notices, situation) if _concerns(c, classes)}
        for content in (c for c in pack.notices if c.in_force.contains(situation.on)):
            wanting = tuple(a for a in asked if names_list(packs, a, content))
            if not wanting and content.id not in called:
                continue
            listed.update(a.rule for a in wanting)
            found.append(_owed(packs, pack, content, wanting, classes))
    found += _without_list(packs, [a for a in asked if a.rule not in listed])
    order = {because: rank for rank, because in enumerate(Because)}
    return sorted(found, key=lambda notice: (order[notice.because], notice.law, notice.id))


def _owed(
    packs: Packs,
    pack: Pack,
    content: NoticeContent,
    wanting: tuple[Asked, ...],
    classes: Sequence[Mapping[str, Any]],
) -> NoticeOwed:
    if wanting:
        because, people = Because.RULE, max((asked.people for asked in wanting), default=0)
    elif content.before is Stands.NONE and not content.when:
        because, people = Because.CASE, None
    else:
        because, people = Because.DEAL, _people(content, classes)
    return NoticeOwed(pack.id, because, content, wanting, _languages(packs, pack.id), people)


def _without_list(packs: Packs, asked: Iterable[Asked]) -> Iterator[NoticeOwed]:
    """Rules that ask for a notice of which no list is at hand: said, so that nobody takes the list for complete."""
    by_content: dict[tuple[str, str], list[Asked]] = {}
    for one in asked:
        by_content.setdefault((one.law, one.content), []).append(one)
    for (law, _), rules in by_content.items():
        people = max(one.people for one in rules)
        yield NoticeOwed(law, Because.RULE, None, tuple(rules), _languages(packs, law), people)


def _asked(classes: Iterable[Mapping[str, Any]]) -> list[Asked]:
    """The notices of all verdicts, each with the people of the category that concerns the most."""
    seen: dict[tuple[Any, ...], dict[str, int]] = {}
    for entry in classes:
        for due in entry["notices"]:
            key = (
                due["law"],
                due["rule"],
                due["content"],
                due["window_days"],
                due["calendar"],
                due["place"],
            )
            by_category = seen.setdefault(key, {})
            category = entry["facts"]["category"]
            by_category[category] = by_category.get(category, 0) + entry["people"]
    return [
        Asked(law, rule, content, days, calendar, place, max(counts.values()))
        for (law, rule, content, days, calendar, place), counts in sorted(seen.items())
    ]


def names_list(packs: Packs, asked: Asked, content: NoticeContent) -> bool:
    """Whether a rule's `content` means this list: its own pack's, or one of a pack that it extends."""
    if asked.law not in packs:
        return False
    wanted = asked.content if "/" in asked.content else ""
    ids = (wanted,) if wanted else (f"{law}/{asked.content}" for law in packs.closure(asked.law))
    return content.id in ids


def _concerns(content: NoticeContent, classes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether some class fits what the notice asks of people; of a list of facts any will do."""
    asks_people = [c for c in content.when if c.field in FACT_FIELDS and c.field not in _OF_THE_DEAL]
    return not asks_people or not classes or any(fits(asks_people, entry) for entry in classes)


def _people(content: NoticeContent, classes: Sequence[Mapping[str, Any]]) -> int | None:
    """People of the category that concerns the most, of classes in which everybody fits; None where only some do."""
    by_category: dict[str, int] = {}
    conditions = [c for c in content.when if c.field not in _OF_THE_DEAL]
    for entry in classes:
        if fits(conditions, entry, every=True):
            category = entry["facts"]["category"]
            by_category[category] = by_category.get(category, 0) + entry["people"]
    return max(by_category.values(), default=None)


def fits(conditions: Iterable[Condition], entry: Mapping[str, Any], *, every: bool = False) -> bool:
    """Whether a class may fit, or `every` one of its people does: a class can have several values of a fact."""
    enough = all if every else any
    return all(
        enough(condition.accepts(FACT_FIELDS[condition.field](w)) for w in _words(entry, condition.field))
        for condition in conditions
    )


def _words(entry: Mapping[str, Any], field: str) -> list[str]:
    said = entry["facts"].get(field, [])
    return [said] if isinstance(said, str) else list(said)


def _languages(packs: Packs, law: str) -> tuple[str, ...]:
    laws = (packs[name] for name in packs.closure(law)) if law in packs else iter(())
    return next((one.localisation.languages for one in laws if one.localisation), ())


_OF_THE_DEAL = frozenset(
    ("seller_place", "buyer_place", "deal_form", "phase", "export", "purpose", "promise", "regime")
)


def _asked_dict(asked: Asked) -> dict[str, Any]:
    return {
        "rule": asked.rule,
        "window_days": asked.window_days,
        "calendar": asked.calendar,
        "place": asked.place,
        "people_at_least": asked.people,
    }


def _item_dict(item: NoticeItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "need": str(item.need),
        "condition": item.condition.as_dict() if item.condition else None,
        "text": item.text.as_dict(),
    }
