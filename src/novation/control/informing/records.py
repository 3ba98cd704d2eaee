"""What informing adds to the evidence of a case: recipients by reference, what they were told by digest, what came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from novation.control.informing.models import Arrival, Recipient, Telling
from novation.control.journal.contributing import Record, register
from novation.evidence.instants import write_instant


def informing(case: Any) -> Iterator[Record]:
    for recipient in Recipient.objects.filter(case=case).prefetch_related("shared").order_by("id"):
        yield {
            "type": "recipient",
            "ref": recipient.ref,
            "place": str(recipient.place),
            "categories": [str(one) for one in recipient.categories],
        }
    for telling in Telling.objects.filter(case=case).select_related("recipient").order_by("id"):
        yield {
            "type": "telling",
            "ref": telling.ref,
            "recipient": telling.recipient.ref if telling.recipient else "buyer",
            "change": telling.change,
            "kind": str(telling.kind),
            "state": str(telling.state),
            "due_on": telling.due_on.isoformat(),
            "outcome": str(telling.outcome),
        }
    for arrival in Arrival.objects.filter(case=case).order_by("id"):
        yield {
            "type": "arrival",
            "ref": arrival.ref,
            "source": arrival.source,
            "digest": arrival.digest,
            "state": str(arrival.state),
            "at": write_instant(arrival.received_at),
        }


register("informing", informing)
