"""What a committee's votes come to: one pure function, tested by its laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from novation.control.approvals.terms import Choice, Majority, Verdict


@dataclass(frozen=True, slots=True)
class Rule:
    """`quorum`: how many places must take part; whoever has a conflict of interest takes no part."""

    quorum: int
    majority: Majority


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody on a place: the chair or member, or the deputy behind them."""

    has_conflict: bool = False
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One vote. The deputies behind a member count, in order, where the member has a conflict or has not voted."""

    member: Sitter
    deputies: tuple[Sitter, ...] = ()
    is_chair: bool = False

    @property
    def is_entitled(self) -> bool:
        return any(not sitter.has_conflict for sitter in (self.member, *self.deputies))

    @property
    def choice(self) -> Choice | None:
        sitters = (self.member, *self.deputies)
        return next((s.choice for s in sitters if not s.has_conflict and s.choice is not None), None)


@dataclass(frozen=True, slots=True)
class Count:
    """How many places said what; `chair` is what the chair's place said, which decides a tie."""

    entitled: int
    approve: int = 0
    decline: int = 0
    abstain: int = 0
    chair: Choice | None = None

    @property
    def part(self) -> int:
        return self.approve + self.decline + self.abstain


@dataclass(frozen=True, slots=True)
class Result:
    verdict: Verdict
    count: Count
    outstanding: int


def result(rule: Rule, places: Sequence[Place], *, is_closed: bool) -> Result:
    """Closed at the deadline; before it, decided as soon as no vote still to come can change the outcome."""
    entitled = [place for place in places if place.is_entitled]
    counted = _counted(entitled)
    waiting = [place for place in entitled if place.choice is None]
    if is_closed or not waiting:
        return Result(outcome(rule, counted), counted, len(waiting))
    verdicts = {outcome(rule, whole) for whole in _completions(counted, waiting)}
    verdict = verdicts.pop() if len(verdicts) == 1 else Verdict.OPEN
    return Result(verdict, counted, len(waiting))


def outcome(rule: Rule, count: Count) -> Verdict:
    """The verdict on votes that are all in."""
    if count.part < max(rule.quorum, 1):
        return Verdict.NO_QUORUM
    return Verdict.APPROVED if _carried(rule.majority, count) else Verdict.DECLINED


def _carried(majority: Majority, count: Count) -> bool:
    if majority is Majority.SIMPLE:
        tie = count.approve == count.decline > 0
        return count.approve > count.decline or (tie and count.chair is Choice.APPROVE)
    if majority is Majority.ABSOLUTE:
        return 2 * count.approve > count.entitled
    if majority is Majority.TWO_THIRDS:
        return count.approve > 0 and count.approve >= 2 * count.decline
    return count.approve > 0 and count.decline == 0


def _counted(places: Iterable[Place]) -> Count:
    found = list(places)
    said = [place.choice for place in found]
    chair = next((place.choice for place in found if place.is_chair), None)
    return Count(
        len(found),
        said.count(Choice.APPROVE),
        said.count(Choice.DECLINE),
        said.count(Choice.ABSTAIN),
        chair,
    )


def _completions(count: Count, waiting: Sequence[Place]) -> Iterator[Count]:
    """Every way the votes that are out could come in, silence among them; places but the chair's are alike."""
    others = sum(not place.is_chair for place in waiting)
    chairs: list[Choice | None] = [count.chair]
    if others < len(waiting):
        chairs = [None, *Choice]
    for chair in chairs:
        cast = [chair] if others < len(waiting) and chair is not None else []
        for approve in range(others + 1):
            for decline in range(others + 1 - approve):
                for abstain in range(others + 1 - approve - decline):
                    yield Count(
                        count.entitled,
                        count.approve + approve + cast.count(Choice.APPROVE),
                        count.decline + decline + cast.count(Choice.DECLINE),
                        count.abstain + abstain + cast.count(Choice.ABSTAIN),
                        chair,
                    )
