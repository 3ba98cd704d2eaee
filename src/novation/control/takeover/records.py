"""What taking over adds to the evidence of a case: digests, counts, obligations by id and day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from novation.control.journal.contributing import Record, register
from novation.control.takeover.models import Obligation, TakenOver
from novation.evidence.instants import write_instant


def takeover(case: Any) -> Iterator[Record]:
    for taken in TakenOver.objects.filter(case=case).order_by("id"):
        yield {
            "type": "takeover",
            "ref": taken.ref,
            "package": taken.package,
            "record": taken.record,
            "people": taken.people,
            "at": write_instant(taken.taken_at),
        }
    for one in Obligation.objects.filter(case=case).order_by("id"):
        yield {
            "type": "obligation",
            "ref": one.ref,
            "obligation": one.obligation,
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "met_on": one.met_on.isoformat() if one.met_on else None,
        }


register("takeover", takeover)
