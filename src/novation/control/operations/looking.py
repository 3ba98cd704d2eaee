"""One person's record for a stated purpose: found in the data plane, masked unless unmasked, kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from novation.control.operations.folders import open_project
from novation.control.operations.models import PersonLook
from novation.errors.operations import LOOK_OVER

LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Looked:
    """What the law says of the person, and what is held about them; `cells` are masked unless the look is unmasked."""

    verdicts: list[dict[str, Any]]
    rules: dict[str, Any]
    tables: list[dict[str, Any]]


def is_open(look: PersonLook) -> bool:
    return timezone.now() - look.looked_at < LASTS


def look_at(look: PersonLook) -> Looked:
    """Reads the person's record now; raises `look.over`, `subject.unknown`, `project.busy`."""
    from novation.handover.one_person import one_person

    if not is_open(look):
        raise LOOK_OVER.error()
    project = open_project(look.project)
    found = one_person(project, look.subject, masked=look.unmasked_at is None)
    return Looked(found["verdicts"], found["rules"], found["tables"])
