"""Whether a plan that was put up is still the plan: nobody decides on, signs, or runs a stale one."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from novation.control.approvals.models import Submission
from novation.control.approvals.projects import project_of
from novation.errors import NovationError
from novation.evidence import canonical
from novation.handover.planning import check_judged
from novation.handover.project import Project
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Freshness:
    """`stale`: why it is, in words; `since`: entries of the project's journal since the plan, None if nobody can say.

    `is_looked_at` False: the project lies elsewhere, so there is no result.
    """

    stale: Text | None
    since: int | None = None
    is_looked_at: bool = True


def freshness(submission: Submission) -> Freshness:
    """Looked at anew each time; the sources themselves are read again only when the package is sealed."""
    newer = Submission.objects.filter(case_id=submission.case_id, number__gt=submission.number).first()
    if newer is not None:
        return Freshness(_NEWER.format(number=newer.number))
    project = project_of(submission.case)
    if project is None:
        return Freshness(None, is_looked_at=False)
    return Freshness(_stale(project, submission.plan), _since(project, submission))


def _stale(project: Project, digest: str) -> Text | None:
    plan = project.record_path("plan.json")
    if not plan.is_file() or canonical.digest_bytes(plan.read_bytes()) != digest:
        return _OTHER_PLAN
    return _judged(project.folder, date.today(), digest, _stamps(project))


def _stamps(project: Project) -> tuple[tuple[str, int, int], ...]:
    """What the answer rests on besides the plan: decisions, settings, packs of the project's own."""
    folders = [project.source_path(folder) for folder in project.settings().pack_folders]
    packs = sorted(path for folder in folders for path in folder.rglob("*"))
    files = [project.record_path("decisions.json"), project.settings_path, *packs]
    found = [(str(path), path.stat()) for path in files if path.is_file()]
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in found)


@functools.lru_cache(maxsize=128)
def _judged(folder: Path, today: date, digest: str, stamps: tuple[tuple[str, int, int], ...]) -> Text | None:
    """Reading all packs takes a second; as long as nothing it rests on has changed, the answer is the same."""
    project = Project(folder)
    try:
        check_judged(project, project.read_record("plan.json", "plan"))
    except NovationError as error:
        return Text(error.message("zh"), error.message("en"))
    return None


def _since(project: Project, submission: Submission) -> int:
    return max(0, project.journal.head().size - submission.journal_size)


_NEWER = Text(
    "已有更新的方案提交（第 {number} 次），以前的表决和同意不再算数",
    "a newer plan was put up (no. {number}); votes and approvals on this one count no more",
)
_OTHER_PLAN = Text(
    "项目里的方案已经不是这一份，须重新提交", "the project holds another plan by now; put that one up"
)
