"""A kind that the values of a column speak for."""

from __future__ import annotations

from dataclasses import dataclass

PHONES = frozenset({"cn.mobile", "cn.landline", "generic.phone"})
SHAPES = frozenset({"cn.passport", "cn.hkmo-permit", "cn.tw-permit"})
"""Kinds with nothing but a shape: a letter and some digits may be anything."""


@dataclass(frozen=True)
class Candidate:
    """`score` 0 to 1 by values alone; `count` rows speak for it, `how` is a word for the evidence."""

    kind: str
    score: float
    count: int
    how: str
