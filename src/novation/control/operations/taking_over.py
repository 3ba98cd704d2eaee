"""Taking over on the buyer's side: the data plane reads the opened package, the case is filled from what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from novation.control.operations.models import ProjectLink
from novation.control.roles import Side
from novation.control.takeover.filling import fill
from novation.control.takeover.models import TakenOver
from novation.errors.takeover import ONLY_BUYER

if TYPE_CHECKING:
    from novation.handover.progress import Progress
    from novation.handover.project import Project


def take_over_package(link: ProjectLink, project: Project, progress: Progress) -> None:
    """Once for each package: a second run finds that it was done. Raises `takeover.not-the-buyer` at the seller's."""
    from novation.handover.takeover import CHOICES, OPEN, record_digest, take_over, taken

    if link.side is not Side.BUYER:
        raise ONLY_BUYER.error()
    record = take_over(project, progress)
    if TakenOver.objects.filter(case=link.case, package=record["package"]).exists():
        return
    digest = record_digest(project)
    with taken(project, CHOICES) as answers, transaction.atomic():
        # One reader at a time: the copies share an engine's memory.
        with taken(project, OPEN) as requests:
            waiting = list(requests)
        fill(link.case, record, digest, answers, waiting)
