"""Everything the dossier rests on, read once: records of both sides, and what checking them found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from novation.evidence import canonical
from novation.handover.deciding import project_packs
from novation.handover.grouping import groups
from novation.handover.owing import controls_in, notices_in
from novation.handover.project import Project, file_digest
from novation.handover.report import proofs
from novation.handover.report.proofs import Approval, Seal
from novation.handover.settings import Settings
from novation.law import load_packs
from novation.messages import Text
from novation.seal import layout

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Records:
    """What is on file; None where a step has not been taken. `mismatches` are records that belong to another state."""

    settings: Settings
    scan: Record | None
    decisions: Record | None
    plan: Record | None
    plan_digest: str
    sealed: Record | None
    received: Record | None
    reconciliation: Record | None
    receipt: Record | None
    destruction: Record | None
    certificate: Record | None
    package_given: bool
    decisions_of_plan: bool
    """Whether the decisions on file are the ones that the figures rest on."""
    package_lines: list[dict[str, Any]] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    seals: dict[str, Seal] = field(default_factory=dict)
    mismatches: list[Text] = field(default_factory=list)
    laws: dict[str, Text] = field(default_factory=dict)
    owed: Owed | None = None
    """What the packs ask of this deal; None where nothing was decided on this side."""

    @property
    def leaving(self) -> Record | None:
        """How the data may leave their place, as it was found when the classes were judged."""
        found: Record | None = (self.verdicts or {}).get("leaving")
        return found

    @property
    def verdicts(self) -> Record | None:
        """Whatever holds the classes: the plan, or before there is one the decisions."""
        return self.plan or self.decisions

    @property
    def groups(self) -> list[Record]:
        """Classes of one kind together: the plan's list, or the one it would get."""
        if self.plan:
            return list(self.plan["groups"])
        return list(groups(self.decisions)) if self.decisions else []

    @property
    def classes(self) -> int:
        if self.plan:
            return int(self.plan["classes"])
        return len(self.decisions["classes"]) if self.decisions else 0


@dataclass(frozen=True)
class Owed:
    """Notices, controls and thresholds on the day by whose law the classes were judged."""

    notices: list[dict[str, Any]]
    controls: list[dict[str, Any]]
    thresholds: list[dict[str, Any]]


def gather(project: Project, *, package: Path | None, buyer: Path | None) -> Records:
    """Reads the records; a record that is there but can't be read raises its own error, it is never skipped."""
    settings = project.settings()
    other = _buyer_of(project, buyer)
    plan = _read(project, "plan.json") or _plan_in(package)
    decisions = _read(project, "decisions.json")
    sealed = _read(project, "sealed.json")
    receipt_side = other if other and not project.has_record("receipt.json") else project
    records = {
        "receipt": _read(receipt_side, "receipt.json"),
        "destruction": _read(project, "destruction.json"),
        "certificate": _read(project, "certificate.json"),
        "received": _read(other, "received.json"),
        "reconciliation": _read(other, "reconciliation.json"),
    }
    digest = canonical.digest(plan) if plan else ""
    current = decisions is not None and (plan is None or plan["decisions"] == canonical.digest(decisions))
    lines = proofs.package_lines(package, settings)
    return Records(
        settings=settings,
        scan=_read(project, "scan.json"),
        decisions=decisions,
        plan=plan,
        plan_digest=digest,
        sealed=sealed,
        package_given=package is not None,
        decisions_of_plan=current,
        package_lines=lines,
        approvals=proofs.approvals(project, digest, sealed, package),
        seals=proofs.seals(settings, lines, project, receipt_side),
        mismatches=_mismatches(digest, decisions, current, sealed, records, package),
        laws={p.id: p.title for p in load_packs()},
        owed=_owed(project, decisions),
        **records,
    )


def _owed(project: Project, decisions: Record | None) -> Owed | None:
    if decisions is None:
        return None
    packs, on = project_packs(project), date.fromisoformat(decisions["as_of"])
    controls, thresholds = controls_in(project, packs, on)
    return Owed(
        notices_in(project, packs, on),
        [control.as_dict() for control in controls],
        [state.as_dict() for state in thresholds],
    )


def _read(project: Project | None, name: str) -> Record | None:
    if project is None or not project.has_record(name):
        return None
    value: Record = project.read_record(name, "report")
    return value


def _buyer_of(project: Project, buyer: Path | None) -> Project | None:
    """The buyer's project; the one at hand is that itself if it received a package."""
    if buyer is not None:
        return Project(buyer)
    return project if project.has_record("received.json") else None


def _plan_in(package: Path | None) -> Record | None:
    """The buyer has the plan only in the package."""
    if package is None or not (package / layout.PLAN).is_file():
        return None
    value: Record = canonical.parse((package / layout.PLAN).read_bytes())
    return value


def _mismatches(
    digest: str,
    decisions: Record | None,
    current: bool,
    sealed: Record | None,
    records: Mapping[str, Record | None],
    package: Path | None,
) -> list[Text]:
    """Records that do not belong together; each is said on the first page of figures."""
    found = []
    if decisions and not current:
        found.append(
            Text(
                "方案之后又重新判定过；以下按方案。",
                "Decided again since the plan; what follows is the plan's.",
            )
        )
    at_hand = _package_digest(package)
    if sealed and at_hand and sealed["package"] != at_hand:
        found.append(
            Text(
                "所给的封装包不是这个项目封装的那一个。",
                "The package given is not the one this project sealed.",
            )
        )
    package_digest = sealed["package"] if sealed else at_hand
    for name, value in (("sealed", sealed), *records.items()):
        if value is None:
            continue
        if digest and (value.get("plan") or value.get("plan_digest")) != digest:
            found.append(_OF_OTHER_PLAN.format(zh=_NAMES[name].zh, en=_NAMES[name].en))
        elif package_digest and (value.get("package") or value.get("package_digest")) != package_digest:
            found.append(_OF_OTHER_PACKAGE.format(zh=_NAMES[name].zh, en=_NAMES[name].en))
    return found + _other_receipt(records["receipt"], records["certificate"] or records["destruction"])


def _other_receipt(receipt: Record | None, destroyed: Record | None) -> list[Text]:
    if receipt is None or destroyed is None or destroyed["receipt_digest"] == canonical.digest(receipt):
        return []
    return [Text("销毁所依的是另一张回执。", "The destruction rests on another receipt.")]


def _package_digest(package: Path | None) -> str:
    if package is None or not (package / layout.TAGMANIFEST).is_file():
        return ""
    return file_digest(package / layout.TAGMANIFEST)


_OF_OTHER_PLAN = Text("{zh}属于另一份方案。", "The {en} belongs to another plan.")
_OF_OTHER_PACKAGE = Text("{zh}属于另一个封装包。", "The {en} belongs to another package.")
_NAMES = {
    "sealed": Text("封装记录", "record of sealing"),
    "received": Text("启封记录", "record of receiving"),
    "reconciliation": Text("对账记录", "reconciliation"),
    "receipt": Text("回执", "receipt"),
    "destruction": Text("销毁记录", "record of destruction"),
    "certificate": Text("销毁证明", "certificate of destruction"),
}
