"""What transparency adds to the evidence of a case: every released version by number and digest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from novation.control.journal.contributing import Record, register
from novation.control.transparency.models import Release
from novation.evidence.instants import write_instant


def transparency(case: Any) -> Iterator[Record]:
    for one in Release.objects.filter(case=case).order_by("number"):
        yield {
            "type": "release",
            "ref": one.ref,
            "number": one.number,
            "digest": one.digest,
            "at": write_instant(one.released_at),
        }


register("transparency", transparency)
