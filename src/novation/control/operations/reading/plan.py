"""The plan on file: what it will do, of how many people it says what, and how it differs from the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from novation.control.operations.models import PlanVersion, ProjectLink
from novation.control.operations.plans import outcomes
from novation.control.operations.reading.files import Record, digest_of, record
from novation.control.operations.reading.freshness import stale_because
from novation.messages import Text
from novation.terms import SellerCopy, ToBuyer
from novation.terms.vocabulary import Term

T = TypeVar("T", bound=Term)


@dataclass(frozen=True, slots=True)
class StageShown:
    """A stage as apply runs it. `gate`: what it stops for, before it, or None."""

    text: Text
    rows: int
    people: int
    reversible: bool
    gate: Text | None


@dataclass(frozen=True, slots=True)
class Change:
    """People with one pair of outcomes, now and in the version before."""

    to_buyer: ToBuyer
    seller_copy: SellerCopy
    before: int
    now: int

    @property
    def by(self) -> int:
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class PlanShown:
    version: int
    digest: str
    made_at: datetime
    as_of: str
    people: int
    classes: int
    by_buyer: dict[ToBuyer, int]
    by_copy: dict[SellerCopy, int]
    stages: tuple[StageShown, ...]
    laws: tuple[tuple[str, str], ...]
    journal_size: int
    skipped: tuple[tuple[str, Text], ...]
    stale: tuple[Text, ...]
    earlier: int | None
    changes: tuple[Change, ...]
    approvers: tuple[str, ...]


def plan_shown(link: ProjectLink) -> PlanShown | None:
    """None before the first plan."""
    plan = record(link, "plan.json")
    if plan is None:
        return None
    counted = outcomes(plan["core"])
    before = PlanVersion.objects.filter(project=link, number__lt=plan["version"]).first()
    return PlanShown(
        version=plan["version"],
        digest=digest_of(link, "plan.json"),
        made_at=datetime.fromisoformat(plan["created_at"]),
        as_of=plan["as_of"],
        people=plan["people"],
        classes=plan["classes"],
        by_buyer=_by(counted, 0, ToBuyer),
        by_copy=_by(counted, 1, SellerCopy),
        stages=tuple(_stages(plan)),
        laws=tuple((law["id"], law["version"]) for law in plan["laws"]),
        journal_size=plan["journal"]["size"],
        skipped=tuple((one["source"], Text(**one["reason"])) for one in plan["skipped"]),
        stale=tuple(stale_because(link)),
        earlier=before.number if before else None,
        changes=tuple(_changes(before, counted)) if before else (),
        approvers=tuple(plan["approval"]["seal"]),
    )


def _by(counted: Mapping[tuple[str, str], int], which: int, terms: type[T]) -> dict[T, int]:
    found = {term: sum(n for pair, n in counted.items() if pair[which] == term) for term in terms}
    return {term: people for term, people in found.items() if people}


def _stages(plan: Record) -> list[StageShown]:
    from novation.handover.stages import Stage

    found, action = [], ""
    for stage in map(Stage.from_dict, plan["stages"]):
        gate = GATES[stage.kind.action] if stage.kind.action != action else None
        action = stage.kind.action
        found.append(StageShown(stage.text(), stage.rows, stage.people, stage.kind.reversible, gate))
    return found


GATES = {
    "seal": Text(
        "须先有两人的有效授权；来源、同意与设置须未变。",
        "Stops here for two valid authorisations; sources, consents and settings must be unchanged.",
    ),
    "destroy": Text(
        "须先有受让方的回执和两人对销毁的授权；以下不可恢复。",
        "Stops here for the buyer’s receipt and two authorisations to destroy; what follows cannot be recovered.",
    ),
}


def _changes(before: PlanVersion, counted: dict[tuple[str, str], int]) -> list[Change]:
    old = {(one.to_buyer, one.seller_copy): one.people for one in before.counts.all()}
    pairs = sorted({*old, *counted})
    found = [
        Change(ToBuyer(buyer), SellerCopy(copy), old.get((buyer, copy), 0), counted.get((buyer, copy), 0))
        for buyer, copy in pairs
    ]
    return sorted((one for one in found if one.by), key=lambda one: -abs(one.by))
