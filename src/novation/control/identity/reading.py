"""Proof that a notice was read: links that were opened by their button, counted by notice, with a digest over them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from novation.control.cases.models import Case
from novation.control.identity.models import UsedLink


@dataclass(frozen=True, slots=True)
class Opened:
    """`people`: each has one link of a notice. A scanner that opens the address counts for nobody."""

    people: int
    first_at: datetime | None
    last_at: datetime | None


def opened(case: Case, notice: str) -> Opened:
    """How many people opened the link of a notice."""
    found = UsedLink.objects.filter(case=case, notice=notice).aggregate(
        people=Count("pk"), first=Min("used_at"), last=Max("used_at")
    )
    return Opened(found["people"], found["first"], found["last"])


def reading_digest(case: Case, notice: str) -> str:
    """Over digest and time of every link that was opened, in the order of the digests: what the journal says one by one."""
    proof = hashlib.sha256()
    rows = UsedLink.objects.filter(case=case, notice=notice).order_by("digest")
    for digest, used_at in rows.values_list("digest", "used_at").iterator(5_000):
        proof.update(f"{digest}\t{used_at.isoformat()}\n".encode())
    return f"sha256:{proof.hexdigest()}"
