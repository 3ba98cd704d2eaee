"""What programs read of a project: findings, classes, plans, the package and what followed it, jobs. Customers' rows are not among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from novation.control.cases.models import Case
from novation.control.operations.actions.jobs import JOBS
from novation.control.operations.actions.projects import CLASSES, INVENTORY, PACKAGE, PLAN
from novation.control.operations.folders import link_of, open_project, package_of
from novation.control.operations.models import Job, PackageRecord, PlanVersion
from novation.control.operations.reading.classes import ClassShown
from novation.control.operations.reading.classes import classes as classes_of
from novation.control.operations.reading.freshness import stale_because
from novation.control.operations.reading.inventory import FoundColumn, inventory
from novation.control.operations.reading.package import package_shown
from novation.control.operations.sides import jobs_seen, seen_side
from novation.control.operations.words import JobState, Step
from novation.control.reading import Window, reading
from novation.control.roles import Side
from novation.evidence import canonical
from novation.messages import Text
from novation.terms import Category, Place, SellerCopy, Sensitivity, ToBuyer


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One column. `evidence` is masked; `inside` counts identifiers within free text; `corrected`: by a person."""

    number: int
    source: str
    table: str
    column: str
    type: str
    category: Category
    sensitivity: Sensitivity
    confidence: float
    evidence: list[Text]
    inside: int
    corrected: bool


@dataclass(frozen=True, slots=True)
class ClassRow:
    """`people` share these facts and this verdict; `rules` decided it; `human`: a person has to look."""

    id: str
    people: int
    place: Place
    category: Category
    to_buyer: ToBuyer
    seller_copy: SellerCopy
    passes_now: bool
    rules: list[str]
    unconfirmed: bool
    human: bool


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    to_buyer: ToBuyer
    seller_copy: SellerCopy
    people: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`stale`: why the newest plan stands no more, empty where it does; of older ones it is always said."""

    number: int
    digest: str
    made_at: datetime
    people: int
    classes: int
    outcomes: list[OutcomeRow]
    stale: list[Text]


@dataclass(frozen=True, slots=True)
class PackageRow:
    """`compared`: whether somebody has reconciled it; where not, `differences` says nothing. `receipt`: the answer, or empty."""

    digest: str
    sealed_at: datetime | None
    received_at: datetime | None
    parts: list[str]
    compared: bool
    differences: int
    receipt: str
    receipt_at: datetime | None
    destroyed: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """`done` of `total` of the stage; `total` is null where nobody knows how much there is."""

    ref: str
    side: Side
    step: Step
    state: JobState
    asked_by: str
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    stage: Text | None
    done: int
    total: int | None
    error: str
    version: int


@reading("findings", zh="数据清点", en="Findings", sight=INVENTORY)
def findings(case: Case, actor: Any) -> list[FindingRow]:
    """Every column that the last scan looked at; empty before the first."""
    link = link_of(case)
    found = inventory(link) if link else None
    return [_finding(number, one) for number, one in enumerate(found.columns if found else (), 1)]


def _finding(number: int, one: FoundColumn) -> FindingRow:
    return FindingRow(
        number, one.source, one.table, one.name, one.kind, one.category, one.sensitivity, one.confidence,
        list(one.evidence), one.inside, bool(one.reason),
    )  # fmt: skip


@reading("classes", zh="判定类", en="Decision classes", sight=CLASSES)
def classes(case: Case, actor: Any) -> list[ClassRow]:
    """Every class of people that one verdict holds for, the largest first; empty before anything was judged."""
    link = link_of(case)
    return [_class(one) for one in (classes_of(link) if link else None) or ()]


def _class(one: ClassShown) -> ClassRow:
    return ClassRow(
        one.id, one.people, one.place, one.category, one.to_buyer, one.seller_copy, one.passes_now,
        list(one.rules), one.unconfirmed, one.human,
    )  # fmt: skip


@reading("plans", zh="方案", en="Plans", sight=PLAN)
def plans(case: Case, actor: Any) -> list[PlanRow]:
    """Every version of the plan with its digest and what it counted, the newest first."""
    link = link_of(case)
    if link is None:
        return []
    found = list(PlanVersion.objects.filter(project=link).prefetch_related("counts"))
    stale = stale_because(link) if found else []
    return [_plan(one, stale if one is found[0] else [_REPLACED]) for one in found]


_REPLACED = Text("已有更新的方案", "there is a newer plan")


def _plan(one: PlanVersion, stale: list[Text]) -> PlanRow:
    counted = [OutcomeRow(ToBuyer(c.to_buyer), SellerCopy(c.seller_copy), c.people) for c in one.counts.all()]
    return PlanRow(one.number, one.digest, one.made_at, one.people, one.classes, counted, stale)


@reading("packages", zh="封装包与对账", en="Package and reconciliation", sight=PACKAGE)
def packages(case: Case, actor: Any) -> list[PackageRow]:
    """The package as the caller's side knows it, with receipt and destruction; empty before anything was sealed."""
    shown = package_shown(case, seen_side(actor, case))
    if shown is None:
        return []
    receipt, destroyed = shown.receipt, shown.destroyed
    return [
        PackageRow(
            shown.digest, shown.sealed_at, shown.received_at, [part.file for part in shown.parts],
            shown.compared is not None, shown.differences, receipt.answer if receipt else "",
            receipt.given_at if receipt else None, destroyed.state if destroyed else "",
        )
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnnouncedRow:
    """A package as the other side announced it. `fingerprint`: of the hander-over's key, to be compared another way."""

    ref: str
    package: str
    plan: str
    fingerprint: str
    parts: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class TravellingRow:
    """One file that goes to the other side's installation, as text; all of a kind together are what it takes in."""

    name: str
    kind: str
    digest: str
    text: str


@reading("packages-announced", zh="对方通告的封装包", en="Packages announced", sight=PACKAGE)
def packages_announced(case: Case, actor: Any, window: Window) -> list[AnnouncedRow]:
    """What the other side's installation said of packages, verified by signature, before or after they arrived."""
    found = window.cut(PackageRecord.objects.filter(case=case))
    return [AnnouncedRow(o.ref, o.package, o.plan, o.fingerprint, o.parts, o.received_at) for o in found]


@reading("travelling-files", zh="给对方系统的文件", en="Files for the other side", sight=PACKAGE)
def travelling_files(case: Case, actor: Any) -> list[TravellingRow]:
    """The tag files of the package (for the seller's side), the receipt with its checkpoint (for the buyer's)."""
    from novation.handover import travelling

    side = seen_side(actor, case)
    link = link_of(case, side)
    if link is None:
        return []
    if side is Side.BUYER:
        files = travelling.receipt_files_if_any(open_project(link))
        return [_travelling(name, "receipt", data) for name, data in sorted(files.items())]
    package = package_of(link)
    files = travelling.tag_files(package) if package else {}
    return [_travelling(name, "package-record", data) for name, data in sorted(files.items())]


def _travelling(name: str, kind: str, data: bytes) -> TravellingRow:
    return TravellingRow(name, kind, canonical.digest_bytes(data), data.decode("utf-8", "replace"))


@reading("jobs", zh="任务运行", en="Jobs", sight=JOBS)
def jobs(case: Case, actor: Any, window: Window) -> list[JobRow]:
    """The runs of steps of the caller's side, in the order in which they were asked for."""
    found = Job.objects.filter(jobs_seen(actor, case)).select_related("project")
    return [_job(one) for one in window.cut(found)]


def _job(one: Job) -> JobRow:
    return JobRow(
        one.ref, one.project.side, one.step, one.state, one.asked_by, one.queued_at, one.started_at, one.ended_at,
        one.stage, one.done, one.total, one.error_code, one.version,
    )  # fmt: skip
