"""What approvals put on the day's page: plans to decide on, votes with their deadline, papers to sign."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from novation.control.accounts.models import Person
from novation.control.approvals.models import Paper, Seat, Submission
from novation.control.cases.dues import LIMIT, Due, DueKind, register
from novation.control.cases.models import Case
from novation.messages import Text
from novation.terms import Role

_DECIDE = Text("表态", "Decide")
_SIGN = Text("签署", "Sign")


def _newest(cases: Any) -> list[Submission]:
    """The newest plan of each case: what was put up before is void."""
    found = Submission.objects.filter(case__in=cases, released_at=None).order_by("case", "-number")
    related = found.select_related("case__seller", "case__buyer")
    newest: dict[int, Submission] = {}
    for one in related[:LIMIT]:
        newest.setdefault(one.case_id, one)
    return list(newest.values())


@register
def plans_to_decide(person: Person, cases: Any) -> Iterable[Due]:
    """Plans that wait for the answer of a role this person holds, or for their vote."""
    waiting = _newest(cases)
    if not waiting:
        return
    said: dict[int, set[str]] = {}
    for one in waiting:
        said[one.pk] = set()
    answers = Submission.objects.filter(pk__in=said).values_list("pk", "approvals__role")
    for pk, role in answers:
        if role:
            said[pk].add(str(role))
    seated = set(Seat.objects.filter(person=person, ended_at=None).values_list("case", flat=True))
    voted = set(
        Submission.objects.filter(pk__in=said, votes__seat__person=person).values_list("pk", flat=True)
    )
    for one in waiting:
        roles = [role for role in one.wanted if role is not Role.COMMITTEE and str(role) not in said[one.pk]]
        needs = {str(role) for role in roles}
        if one.case_id in seated and one.pk not in voted and timezone.now() < one.deadline_at:
            needs.add(person.ref)
        if needs & (set(person.roles_in(one.case.ref)) | {person.ref}):
            yield _due(one, frozenset(needs))


def _due(one: Submission, needs: frozenset[str]) -> Due:
    return Due(
        DueKind.DECISION,
        Text(f"对方案第 {one.plan_version} 版表态", f"Decide on the plan, version {one.plan_version}"),
        one.case,
        since=Text("提交审批", "from being put up"),
        start=one.put_up_at,
        due_at=one.deadline_at,
        page="approvals",
        at={"ref": one.case.ref},
        verb=_DECIDE,
        needs=needs,
    )


@register
def papers_to_sign(person: Person, cases: Any) -> Iterable[Due]:
    """Papers that were put up for this person."""
    waiting = Paper.objects.filter(person=person, signature="", case__in=cases)
    for paper in waiting.select_related("case__seller", "case__buyer").order_by("expires_at", "id")[:LIMIT]:
        case: Case = paper.case
        if paper.expires_at is not None and paper.expires_at <= timezone.now():
            continue
        kind = paper.kind.text
        yield Due(
            DueKind.DECISION,
            Text(f"签署{kind.zh}", f"Sign: {kind.en}"),
            case,
            since=Text("准备", "from being prepared"),
            start=paper.prepared_at,
            due_at=paper.expires_at,
            page="paper",
            at={"ref": case.ref, "paper": paper.ref},
            verb=_SIGN,
            needs=frozenset({person.ref}),
        )
