"""After changes were carried out: whoever else has the data is to be told, the buyer by a letter that is sealed already."""

from __future__ import annotations

from novation.control.cases.models import Case
from novation.control.informing.states import Changed
from novation.control.informing.telling import note_change
from novation.control.rights.models import Request
from novation.handover.people.messages import carried_out, categories_of, letter_digest
from novation.handover.project import Project


def tell_recipients(case: Case, project: Project) -> None:
    """Every change once; after a crash the next run opens what is lacking. Before the sources are read again."""
    asked = {one.ref: one for one in Request.objects.filter(case=case)}
    for digest, change, on in carried_out(project):
        request = asked.get(change["request"])
        if request is not None:
            note_change(
                case,
                request,
                change=digest,
                kind=Changed(change["kind"]),
                categories=categories_of(project, change),
                sealed=letter_digest(project, digest),
                on=on,
            )
