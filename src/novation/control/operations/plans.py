"""What each version of a plan counted, kept so that a new one can be held against the one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from novation.control.operations.models import PlanCount, PlanVersion, ProjectLink


def keep_plan(link: ProjectLink, project: Any) -> PlanVersion | None:
    """Keeps the counts of the plan on file, once; nothing where there is none."""
    if not project.has_record("plan.json"):
        return None
    from novation.handover.planning import plan_digest

    document = project.read_record("plan.json", "plan")
    plan, new = PlanVersion.objects.get_or_create(
        project=link,
        number=document["version"],
        defaults={
            "digest": plan_digest(document),
            "people": document["people"],
            "classes": document["classes"],
            "made_at": datetime.fromisoformat(document["created_at"]),
        },
    )
    if new:
        counts = outcomes(document["core"])
        PlanCount.objects.bulk_create(
            PlanCount(plan=plan, to_buyer=buyer, seller_copy=copy, people=people)
            for (buyer, copy), people in sorted(counts.items())
        )
    return plan


def outcomes(core: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Counter[tuple[str, str]]:
    """People by both outcomes, over all places; each is counted once."""
    found: Counter[tuple[str, str]] = Counter()
    for by_buyer in core.values():
        for buyer, by_copy in by_buyer.items():
            for copy, people in by_copy.items():
                found[buyer, copy] += people
    return found
