"""By when each obligation that a package brought is to be met: a day where the law gives one, else what the law says instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from novation.law.deadlines import Deadline
from novation.law.entries import Clock, Span
from novation.law.entry_words import Direction, Event
from novation.law.pack import Obligation, RetentionPeriod
from novation.law.packset import Packs
from novation.messages import Text

NO_DAY = Text("没有可以推算的日期", "no day can be worked out")
"""Not that the law names none: its words may hold a number, but no clock of this article in the packs gives a day."""
NOT_KNOWN = Text(
    "本方的规则包里没有这一条，推算不出日期",
    "your packs do not have this entry, so no day can be worked out",
)
STARTED = frozenset({Event.DATA_OBTAINED, Event.CLOSING})
"""What has happened once for everybody; a clock that anything else starts runs anew each time."""


def timed(
    obligations: Iterable[Mapping[str, Any]], packs: Packs, clocks: Sequence[Deadline]
) -> list[dict[str, Any]]:
    """The obligations as they came, each with `due_on` and `timing`: an obligation names its article, and so do the clocks."""
    return [{**one, **_timing(one["id"], packs, clocks)} for one in obligations]


def _timing(name: str, packs: Packs, clocks: Sequence[Deadline]) -> dict[str, Any]:
    entry = _entry(name, packs)
    if entry is None:
        return _said(NOT_KNOWN)
    alike = [one for one in clocks if one.clock.citation.fact == entry.citation.fact]
    own = [one for one in alike if one.law == entry.law]
    for one in own:  # the soonest comes first
        if one.clock.starts in STARTED and one.due and one.due.day:
            return _said(_by_clock(one), one.due.day.isoformat())
    kept = filter(None, map(_kept, _periods(entry, packs)))
    parts = [*(_running(one.clock) for one in own or alike), *kept]
    return _said(_joined(list(dict.fromkeys(parts))))


def _entry(name: str, packs: Packs) -> Obligation | None:
    law = name.split("/", 1)[0]
    found = packs[law].obligations if law in packs else ()
    return next((one for one in found if one.id == name), None)


def _periods(entry: Obligation, packs: Packs) -> list[RetentionPeriod]:
    """Of the same article: those of the obligation's own pack, else of any that has it."""
    alike = [one for pack in packs for one in pack.retention if one.citation.fact == entry.citation.fact]
    return [one for one in alike if one.law == entry.law] or alike


def _said(timing: Text, day: str | None = None) -> dict[str, Any]:
    return {"due_on": day, "timing": timing.as_dict()}


def _by_clock(one: Deadline) -> Text:
    title, sooner = one.clock.title, one.due.open_events if one.due else ()
    text = Text(f"依同条时限“{title.zh}”", f"by the clock of the same article, “{title.en}”")
    if not sooner:
        return text
    zh, en = "或者".join(e.text.zh for e in sooner), " or ".join(e.text.en for e in sooner)
    return Text(f"{text.zh}；{zh}在先的，以其为准", f"{text.en}; sooner, if this comes before: {en}")


def _joined(parts: Sequence[Text]) -> Text:
    if not parts:
        return NO_DAY
    return Text(
        f"还没有具体日期；同条规定：{'；'.join(one.zh for one in parts)}",
        f"no day yet; the same article says: {'; '.join(one.en for one in parts)}",
    )


def _running(clock: Clock) -> Text:
    """What a clock counts from and how long, with its title: an article may hold clocks for several duties."""
    title, start = clock.title, clock.starts.text
    span = next((one for one in clock.due if not one.is_word), clock.due[0] if clock.due else None)
    if clock.by_day:
        month, day = clock.by_day
        return Text(
            f"{title.zh}——每年 {month} 月 {day} 日前", f"{title.en} – every year by {month:02}-{day:02}"
        )
    if span is None and clock.every:
        return Text(
            f"{title.zh}——每 {_length(clock.every).zh}", f"{title.en} – every {_length(clock.every).en}"
        )
    if span is None:
        events = clock.at_events or (clock.starts,)
        zh, en = "、".join(e.text.zh for e in events), ", ".join(e.text.en for e in events)
        return Text(f"{title.zh}——{zh}时", f"{title.en} – at: {en}")
    if span.is_word:
        return Text(
            f"{title.zh}——{start.zh}后{span.unit.text.zh}",
            f"{title.en} – {span.unit.text.en}, after: {start.en}",
        )
    before = clock.direction is Direction.BEFORE
    return Text(
        f"{title.zh}——{start.zh}{'前' if before else '后'} {_length(span).zh}内",
        f"{title.en} – {_length(span).en} {'before' if before else 'after'}: {start.en}",
    )


def _length(span: Span) -> Text:
    unit = span.unit.text
    if span.is_word:
        return unit
    one = unit.en.removesuffix("s") if span.amount == 1 else unit.en
    return Text(f"{span.amount} {unit.zh}", f"{span.amount} {one}")


def _kept(entry: RetentionPeriod) -> Text | None:
    """How long the same article has something kept; the days differ from person to person, so none stands here."""
    start = entry.start.text
    bounds = [
        Text(f"{word_zh} {_years(years)} 年", f"{word_en} {_years(years)} years")
        for word_zh, word_en, years in (
            ("至少保存", "kept at least", entry.floor_years),
            ("至多保存", "kept at most", entry.ceiling_years),
        )
        if years is not None
    ]
    if not bounds:
        return None
    zh, en = "、".join(one.zh for one in bounds), ", ".join(one.en for one in bounds)
    what = entry.record or Text(
        "、".join(one.text.zh for one in entry.category), ", ".join(one.text.en for one in entry.category)
    )
    return Text(f"{what.zh}：{start.zh}{zh}", f"{what.en}: {en} {start.en}")


def _years(years: Decimal) -> str:
    return f"{years.normalize():f}"
