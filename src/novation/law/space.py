"""The space of fact vectors that one pack can be asked about, searched exactly and without counting it out.

Values that no rule tells apart fall into one class, and a part of the space is known by the set of rules still
matching in it. So a question over trillions of vectors ("is there one that no rule answers?") visits a few
thousand nodes. Fields that depend on each other share an axis: a category bounds its sensitivity and whether
it has a floor; the two places are those for which the pack applies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from novation.law.pack import Pack, Rule
from novation.law.retention import attainable
from novation.law.vocabulary import CONDITION_FIELDS, Passes
from novation.terms import Category, Place, Sensitivity, Term

Point = dict[str, Term]
Box = dict[str, tuple[Term, ...]]

MAX_NODES = 200_000
_SENSITIVITY_ORDER = {tier: rank for rank, tier in enumerate(Sensitivity)}
_JOINT = ("category", "sensitivity", "retention", "place", "seller_place")


class SpaceTooLargeError(ValueError):
    """The search was given up after `MAX_NODES` nodes; what was asked is not known."""


@dataclass(frozen=True)
class Axis:
    """Points that one or several fields can take together, grouped by the rules that accept them."""

    classes: tuple[tuple[int, tuple[Point, ...]], ...]

    @property
    def everywhere(self) -> int:
        """Rules that accept every point of this axis."""
        mask = -1
        for accepted, _ in self.classes:
            mask &= accepted
        return mask


class Space:
    """The vectors that a pack applies to, seen by some of its rules; rule number i is bit `1 << i`."""

    def __init__(self, pack: Pack, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self.bit = {rule.id: 1 << number for number, rule in enumerate(self.rules)}
        self.all = (1 << len(self.rules)) - 1
        axes = [self._axis(points) for points in _point_lists(pack)]
        self.axes = sorted(
            (axis for axis in axes if len(axis.classes) > 1), key=lambda axis: -len(axis.classes)
        )
        self._visited = 0
        self._barred = self.all & ~_met_by_each(axes)  # rules for which some axis has no point at all

    def exists(self, require: int, forbid: int = 0) -> bool:
        """Whether some vector matches every rule of `require` and none of `forbid`."""
        if require & self._barred:
            return False
        self._visited = 0
        return self._search(0, (require | forbid) & ~self._barred, require, forbid, {})

    def gaps(self, most: int = 400) -> list[Box]:
        """Parts of the space in which no rule matches, drawn together; of more than `most`, some are left out."""
        self._visited = 0
        tails = [0] * len(self.axes) + [self.all]
        for number in range(len(self.axes) - 1, -1, -1):
            tails[number] = tails[number + 1] & self.axes[number].everywhere
        return merge(self._gaps(0, self.all & ~self._barred, tails, most, {}))

    def _search(
        self, number: int, mask: int, require: int, forbid: int, seen: dict[tuple[int, int], bool]
    ) -> bool:
        if mask & require != require:
            return False
        if number == len(self.axes):
            return not mask & forbid
        key = (number, mask)
        if key not in seen:
            self._visit()
            parts = {mask & accepted for accepted, _ in self.axes[number].classes}
            seen[key] = any(self._search(number + 1, part, require, forbid, seen) for part in sorted(parts))
        return seen[key]

    def _gaps(
        self, number: int, mask: int, tails: list[int], most: int, seen: dict[tuple[int, int], list[Box]]
    ) -> list[Box]:
        if not mask:
            return [{}]
        if mask & tails[number]:
            return []
        key = (number, mask)
        if key not in seen:
            self._visit()
            parts: dict[int, list[Point]] = {}
            for accepted, same in self.axes[number].classes:
                parts.setdefault(mask & accepted, []).extend(same)
            found: list[Box] = []
            for part, points in sorted(parts.items()):
                inner = self._gaps(number + 1, part, tails, most, seen)
                outer = [{}] if len(parts) == 1 else _boxes(points)
                found += [{**o, **i} for o, i in product(outer, inner)]
                if len(found) >= most:
                    break
            seen[key] = found[:most]
        return seen[key]

    def _visit(self) -> None:
        self._visited += 1
        if self._visited > MAX_NODES:
            raise SpaceTooLargeError

    def _axis(self, points: Sequence[Point]) -> Axis:
        classes: dict[int, list[Point]] = {}
        for point in points:
            mask = sum(1 << number for number, rule in enumerate(self.rules) if _accepts(rule, point))
            classes.setdefault(mask, []).append(point)
        return Axis(tuple((mask, tuple(found)) for mask, found in classes.items()))


def _met_by_each(axes: Sequence[Axis]) -> int:
    """Rules that every axis has some point for."""
    met = -1
    for axis in axes:
        some = 0
        for accepted, _ in axis.classes:
            some |= accepted
        met &= some
    return met


def _accepts(rule: Rule, point: Point) -> bool:
    return all(c.accepts(point[c.field]) for c in rule.when if c.field in point)


def _point_lists(pack: Pack) -> list[list[Point]]:
    independent = [
        [{name: value} for value in vocabulary]
        for name, vocabulary in CONDITION_FIELDS.items()
        if name not in (*_JOINT, "passes")
    ]
    return [_category_points(pack), _place_points(pack), [{"passes": word} for word in Passes], *independent]


def _category_points(pack: Pack) -> list[Point]:
    """Age and combination can only raise a category's sensitivity; data about nobody has none."""
    return [
        {"category": category, "sensitivity": tier, "retention": floor}
        for category in Category
        if category is not Category.NONE
        for tier in Sensitivity
        if _SENSITIVITY_ORDER[tier] >= _SENSITIVITY_ORDER[category.sensitivity]
        for floor in attainable(pack.floors, category)
    ]


def _place_points(pack: Pack) -> list[Point]:
    pairs: list[Point] = [{"place": place, "seller_place": seller} for place, seller in product(Place, Place)]
    if not pack.applies_when:
        return pairs
    return [
        pair
        for pair in pairs
        if any(all(c.accepts(pair[c.field]) for c in way if c.field in pair) for way in pack.applies_when)
    ]


def _boxes(points: Sequence[Point]) -> list[Box]:
    return merge([{name: (value,) for name, value in point.items()} for point in points])


def merge(boxes: list[Box]) -> list[Box]:
    """Draws together boxes that differ in one field only, field by field, until none are left."""
    before = len(boxes) + 1
    while len(boxes) < before:
        before = len(boxes)
        for name in sorted({name for box in boxes for name in box}):
            boxes = _merge_along(name, boxes)
    return boxes


def _merge_along(name: str, boxes: list[Box]) -> list[Box]:
    merged: dict[tuple[object, ...], Box] = {}
    for box in boxes:
        others = sorted((other, tuple(sorted(values))) for other, values in box.items() if other != name)
        key = (name in box, *others)
        if key in merged and name in box:
            merged[key][name] = tuple(dict.fromkeys(merged[key][name] + box[name]))
        else:
            merged[key] = dict(box)
    return list(merged.values())
