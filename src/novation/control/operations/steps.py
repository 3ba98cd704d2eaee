"""What each step calls in the data plane. Loaded by the worker only: the data plane takes seconds to import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from novation.control.operations.folders import open_project, package_for, place
from novation.control.operations.handing_down import hand_down_choices, hand_down_requests
from novation.control.operations.models import Job, ProjectLink, SampleRequest
from novation.control.operations.opening_key import opening_key
from novation.control.operations.taking_over import take_over_package
from novation.control.operations.telling_others import tell_recipients
from novation.control.operations.words import Step
from novation.control.roles import Side
from novation.errors.operations import (
    CHECK_FAILED,
    ENGINES_DIFFER,
    NO_BUYER_RECEIPT,
    NO_HANDER_OVER,
    NO_PACKAGE,
)
from novation.handover import (
    checking,
    deciding,
    destroying,
    planning,
    receipting,
    receiving,
    reconciling,
    scanning,
)
from novation.handover.authorising import require
from novation.handover.people import build_index
from novation.handover.people.changing import carry_out_changes
from novation.handover.people.erasures import replay_erasures
from novation.handover.planning import plan_digest
from novation.handover.progress import Progress
from novation.handover.project import Project
from novation.handover.sampling.drawing import draw
from novation.handover.sampling.order import SampleOrder
from novation.handover.second_opinion import CHECK_RECORD, agrees
from novation.handover.verifying import require_sound
from novation.protection import Limits
from novation.terms import Role


@dataclass(frozen=True, slots=True)
class Outcome:
    """`waits`: a person has to go on with a key that this installation does not have. `lines`: what was verified."""

    waits: bool = False
    lines: tuple[dict[str, Any], ...] = ()
    failed: Exception | None = None


DONE = Outcome()
RESTS_ON_CHOICES = frozenset({Step.RUN, Step.DECIDE, Step.CHECK, Step.PLAN, Step.SEAL, Step.SAMPLE})
"""What may not go on with an older word of a customer than the register's."""
Run = Callable[[Job, Project, Progress], Outcome]


def run_step(job: Job, progress: Progress) -> Outcome:
    """Raises what the step raises."""
    if job.project.side is job.project.case.side:
        _hand_down(job)
    return _RUN[job.step](job, open_project(job.project), progress)


def _hand_down(job: Job) -> None:
    """To the project of the side whose customers answer here."""
    case, project = job.project.case, open_project(job.project)
    if job.step in RESTS_ON_CHOICES:
        hand_down_choices(case, project)
    if job.step is Step.SEAL:
        hand_down_requests(case, project)


def _all(job: Job, project: Project, progress: Progress) -> Outcome:
    scanning.scan(project, progress)
    deciding.link(project, progress)
    build_index(project, progress)
    deciding.decide_step(project, progress)
    planning.plan(project, progress)
    return DONE


def _scan(job: Job, project: Project, progress: Progress) -> Outcome:
    scanning.scan(project, progress)
    return DONE


def _link(job: Job, project: Project, progress: Progress) -> Outcome:
    deciding.link(project, progress)
    build_index(project, progress)
    return DONE


def _decide(job: Job, project: Project, progress: Progress) -> Outcome:
    deciding.decide_step(project, progress)
    return DONE


def _check(job: Job, project: Project, progress: Progress) -> Outcome:
    deciding.decide_step(project, progress, check=True)
    found = project.read_record(CHECK_RECORD, "decide --check")
    if agrees(found):
        return DONE
    different = found["different"] + found["missing"]
    return Outcome(failed=ENGINES_DIFFER.error(compared=found["compared"], different=different))


def _plan(job: Job, project: Project, progress: Progress) -> Outcome:
    planning.plan(project, progress)
    return DONE


def _verify(job: Job, project: Project, progress: Progress) -> Outcome:
    paths = [one for one in (package_for(job.project), project.folder) if one is not None]
    lines = tuple(checking.verify(paths, None, progress))
    wrong = sum(1 for line in lines if line["state"] == "cross")
    return Outcome(lines=lines, failed=CHECK_FAILED.error(count=wrong) if wrong else None)


def _seal(job: Job, project: Project, progress: Progress) -> Outcome:
    """All that sealing asks before it writes. The package itself is written where the hander-over's key is.

    The key is no secret of the installation: who has the installation must not be able to sign for a person.
    """
    plan = project.read_record("plan.json", "plan")
    if sealed_for(project, plan_digest(plan)):
        return DONE
    require(project, plan, "seal")
    planning.check_fresh(project, plan)
    # The package names its signers: sealed by somebody it does not name, no buyer could verify it.
    if not project.settings().signers_of(Role.HANDER_OVER):
        raise NO_HANDER_OVER.error()
    return Outcome(waits=True)


def sealed_for(project: Project, plan: str) -> bool:
    return project.has_record("sealed.json") and project.read_record("sealed.json", "seal")["plan"] == plan


def _receipt(job: Job, project: Project, progress: Progress) -> Outcome:
    """Where both sides use this installation, the signed receipt is taken from the buyer's project."""
    other = ProjectLink.objects.filter(case=job.project.case, side=Side.BUYER).first()
    path = place(other.folder) / "records" / "receipt.json" if other else None
    if path is None or not path.is_file():
        raise NO_BUYER_RECEIPT.error()
    receipting.take_in(project, path)
    return DONE


def _destroy(job: Job, project: Project, progress: Progress) -> Outcome:
    destroying.destroy(project, progress)
    return DONE


def _certificate(job: Job, project: Project, progress: Progress) -> Outcome:
    project.read_record("destruction.json", "destroy")
    return Outcome(waits=not project.has_record("certificate.json"))


def _receive(job: Job, project: Project, progress: Progress) -> Outcome:
    """Opens with the key that the installation was told of; without one it verifies, and waits for who has the key.

    Nothing is opened before the whole package was found sound, whoever opens it.
    """
    package = package_for(job.project)
    if package is None:
        raise NO_PACKAGE.error()
    if receiving.has_opened(project, package):
        return DONE
    key = opening_key()
    if key is None:
        require_sound(package, progress)
        return Outcome(waits=True)
    receiving.receive(project.folder, package, key, progress)
    return DONE


def _reconcile(job: Job, project: Project, progress: Progress) -> Outcome:
    reconciling.reconcile_step(project, progress)
    return DONE


def _take_over(job: Job, project: Project, progress: Progress) -> Outcome:
    """The data plane reads the package; the register, the requests and the duties of the case follow in one transaction."""
    take_over_package(job.project, project, progress)
    return DONE


def _change_people(job: Job, project: Project, progress: Progress) -> Outcome:
    """The working copies are made anew at once, so that what was erased lies in none of them."""
    carry_out_changes(project, progress)
    tell_recipients(job.project.case, project)
    _read_again(project, progress)
    return DONE


def _replay(job: Job, project: Project, progress: Progress) -> Outcome:
    _read_again(project, progress)
    if replay_erasures(project).again:
        _read_again(project, progress)
    return DONE


def _read_again(project: Project, progress: Progress) -> None:
    scanning.scan(project, progress)
    deciding.link(project, progress)
    build_index(project, progress)
    deciding.decide_step(project, progress)


def _sample(job: Job, project: Project, progress: Progress) -> Outcome:
    asked = SampleRequest.objects.get(job=job)
    limits = Limits(asked.smallest)
    draw(project, SampleOrder(asked.rows, limits, columns=asked.columns), progress)
    return DONE


_RUN: dict[Step, Run] = {
    Step.RUN: _all,
    Step.SCAN: _scan,
    Step.LINK: _link,
    Step.DECIDE: _decide,
    Step.CHECK: _check,
    Step.PLAN: _plan,
    Step.VERIFY: _verify,
    Step.SEAL: _seal,
    Step.RECEIPT: _receipt,
    Step.DESTROY: _destroy,
    Step.CERTIFICATE: _certificate,
    Step.RECEIVE: _receive,
    Step.RECONCILE: _reconcile,
    Step.TAKE_OVER: _take_over,
    Step.CHANGE_PEOPLE: _change_people,
    Step.REPLAY: _replay,
    Step.SAMPLE: _sample,
}
