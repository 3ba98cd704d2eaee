"""The checks of `lint` that search the space of fact vectors: dead rules, gaps, overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from itertools import combinations
from operator import or_

from novation.law.finding import LintFinding
from novation.law.lint_text import about
from novation.law.pack import Pack, Rule
from novation.law.space import Box, Space, SpaceTooLargeError
from novation.law.vocabulary import CONDITION_FIELDS, PackKind, Severity
from novation.messages import Text
from novation.terms import PASSING, ToBuyer

MOST_GAPS = 8
_STRICTNESS = {outcome: rank for rank, outcome in enumerate(ToBuyer)}


def dead_rules(pack: Pack) -> Iterator[LintFinding]:
    """Rules that no vector of the pack can match, or that are displaced whenever they match."""
    space = Space(pack, pack.rules)
    for rule in pack.rules:
        own = space.bit[rule.id]
        displacing = _bits(
            space, (other for other in pack.rules if other is not rule and _displaces(other, rule))
        )
        try:
            if not space.exists(own):
                told = Text("没有任何情形会适用此规则", "no case can ever match it")
                yield about(rule, Severity.ERROR, "dead-rule", told)
            elif not space.exists(own, displacing):
                told = Text("只要适用就被别的规则排除", "whenever it matches, another rule displaces it")
                yield about(rule, Severity.ERROR, "always-displaced", told)
        except SpaceTooLargeError:
            yield about(rule, Severity.WARNING, "too-large", _TOO_LARGE)


def gaps(pack: Pack) -> Iterator[LintFinding]:
    """Parts of the space that no rule answers: a statute is undecided there, guidance is silent by right."""
    in_force = [rule for rule in pack.rules if rule.in_force.contains(pack.version)]
    sides = {
        "to_buyer": [rule for rule in in_force if rule.then.to_buyer],
        "seller_copy": [rule for rule in in_force if rule.then.seller_copy],
    }
    for side, rules in sides.items():
        try:
            found = sorted(Space(pack, rules).gaps(), key=_narrowness)
        except SpaceTooLargeError:
            yield _of_rules(pack, Severity.WARNING, "too-large", _TOO_LARGE)
            continue
        if pack.kind is PackKind.STATUTE:
            yield from _told_gaps(pack, side, found)
        elif found:
            told = Text(
                f"{side}：有 {len(found)} 处未作指引", f"`{side}`: silent in {len(found)} parts of its space"
            )
            yield _of_rules(pack, Severity.NOTE, "silent", told)


def _told_gaps(pack: Pack, side: str, found: list[Box]) -> Iterator[LintFinding]:
    for box in found[:MOST_GAPS]:
        where = describe(box)
        told = Text(
            f"没有规则说明 {side}：{where or '任何情形'}",
            f"no rule says `{side}` where {where or 'anything holds'}",
        )
        yield _of_rules(pack, Severity.WARNING, "gap", told)
    if len(found) > MOST_GAPS:
        more = len(found) - MOST_GAPS
        told = Text(f"{side}：另有 {more} 处较窄的空白", f"`{side}`: {more} more gaps, each narrower")
        yield _of_rules(pack, Severity.WARNING, "gap", told)


def _of_rules(pack: Pack, severity: Severity, code: str, text: Text) -> LintFinding:
    return LintFinding(severity, code, pack.id, pack.id, text, f"{pack.id}/rules", 0)


def _narrowness(box: Box) -> tuple[float, str]:
    """The share of each field's words that a part of the space leaves out: the widest gaps are told first."""
    share = 1.0
    for name, values in box.items():
        share *= len(values) / len(CONDITION_FIELDS[name])
    return -share, describe(box)


def overlaps(pack: Pack) -> Iterator[LintFinding]:
    """Pairs of equally strict rules that ask for different consents or notices in one and the same case."""
    rules = [rule for rule in pack.rules if rule.then.to_buyer]
    space = Space(pack, rules)
    for one, two in combinations(rules, 2):
        if not _say_different_things(one, two) or _displaces(one, two) or _displaces(two, one):
            continue
        if not _overlap_in_time(one, two):
            continue
        hidden = _bits(
            space,
            (
                rule
                for rule in rules
                if _outranks(rule, one) or _displaces(rule, one) or _displaces(rule, two)
            ),
        )
        try:
            meet = space.exists(space.bit[one.id] | space.bit[two.id], hidden)
        except SpaceTooLargeError:
            yield about(one, Severity.WARNING, "too-large", _TOO_LARGE)
            continue
        if meet:
            told = Text(
                f"与 {two.short_id} 同时适用、同样严格，但要求不同（同意种类或告知）",
                f"counts together with {two.short_id}, as strict, but asks for another consent or notice",
            )
            yield about(one, Severity.WARNING, "overlap", told)


def contradictions(pack: Pack) -> Iterator[LintFinding]:
    """Pairs of rules that ask the very same and answer it otherwise: one of them could never decide.

    *Transfer* beside *transfer after notice* is no contradiction: one article lets it pass, another wants people told.
    """
    for one, two in combinations(pack.rules, 2):
        if set(one.when) != set(two.when) or _displaces(one, two) or _displaces(two, one):
            continue
        if _answer_otherwise(one, two) and _overlap_in_time(one, two):
            told = Text(
                f"与 {two.short_id}（{two.file}:{two.line}）条件相同，结果却不同",
                f"contradicts {two.short_id} ({two.file}:{two.line}): the same conditions, another outcome",
            )
            yield about(one, Severity.ERROR, "contradiction", told)


def _answer_otherwise(one: Rule, two: Rule) -> bool:
    buyer = {rule.then.to_buyer for rule in (one, two)} - {None}
    copy = {rule.then.seller_copy for rule in (one, two)} - {None}
    return (len(buyer) > 1 and not buyer <= PASSING) or len(copy) > 1


def describe(box: Box) -> str:
    """A part of the space in the words of `when`, the shorter way round."""
    parts = []
    for name, values in box.items():
        vocabulary = list(CONDITION_FIELDS[name])
        others = [value for value in vocabulary if value not in values]
        if not others:
            continue
        if len(others) < len(values):
            parts.append(f"{name}: not {_words(others)}")
        else:
            parts.append(f"{name}: {_words(values)}")
    return ", ".join(parts)


_TOO_LARGE = Text("规则过多，未能查完", "too many rules to search to the end")


def _words(values: object) -> str:
    words = [str(value) for value in values]  # type: ignore[attr-defined]
    return words[0] if len(words) == 1 else "[" + ", ".join(words) + "]"


def _bits(space: Space, rules: Iterator[Rule]) -> int:
    return reduce(or_, (space.bit[rule.id] for rule in rules), 0)


def _displaces(rule: Rule, other: Rule) -> bool:
    return other.id in rule.displaces or other.short_id in rule.displaces


def _say_different_things(one: Rule, two: Rule) -> bool:
    if one.then.to_buyer is not two.then.to_buyer:
        return False
    return one.then.consent_kind != two.then.consent_kind or one.then.notice != two.then.notice


def _outranks(rule: Rule, other: Rule) -> bool:
    assert rule.then.to_buyer and other.then.to_buyer
    return _STRICTNESS[rule.then.to_buyer] > _STRICTNESS[other.then.to_buyer]


def _overlap_in_time(one: Rule, two: Rule) -> bool:
    starts = [rule.in_force.first for rule in (one, two) if rule.in_force.first]
    ends = [rule.in_force.last for rule in (one, two) if rule.in_force.last]
    return not starts or not ends or max(starts) <= min(ends)
