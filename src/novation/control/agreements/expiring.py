"""What the day's page says of agreements: those that end soon, and those out for signature."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet

from novation.control.accounts.models import Person
from novation.control.agreements.kinds import AgreementState
from novation.control.agreements.models import Agreement
from novation.control.agreements.sides import sees_all
from novation.control.agreements.standing import today
from novation.control.cases import dues
from novation.control.cases.dues import Due, DueKind
from novation.control.cases.models import Case
from novation.control.cases.team import LEADERS
from novation.control.roles import CaseRole
from novation.messages import Text

AHEAD = timedelta(days=30)
_NEEDS = frozenset(str(role) for role in (*LEADERS, CaseRole.COUNSEL))


@dues.register
def ending(person: Person, cases: QuerySet[Case]) -> Iterator[Due]:
    """Signed agreements whose last day is near or past: on the day after it what they opened is shut."""
    live = Agreement.objects.filter(case__in=cases, state=str(AgreementState.SIGNED))
    near = live.filter(until_on__lte=today() + AHEAD).select_related("case").order_by("until_on")
    for one in near.prefetch_related("parties")[: dues.LIMIT]:
        if not (
            sees_all(person, one.case.ref) or one.case.buyer_id in {party.pk for party in one.parties.all()}
        ):
            continue
        yield _due(
            one,
            Text(f"协议到期：{one.title}", f"Agreement ends: {one.title}"),
            due_at=one.until_on,
            detail=Text("到期次日，它所开放的阶段关闭", "the day after, what it keeps open is shut"),
        )


@dues.register
def unsigned(person: Person, cases: QuerySet[Case]) -> Iterator[Due]:
    """Agreements out for signature; drafts are not told of here."""
    out = Agreement.objects.filter(case__in=cases, state=str(AgreementState.RELEASED))
    for one in out.select_related("case").order_by("id")[: dues.LIMIT]:
        if sees_all(person, one.case.ref):
            yield _due(one, Text(f"待签署：{one.title}", f"Out for signature: {one.title}"))


def _due(one: Agreement, title: Text, **more: Any) -> Due:
    at = {"ref": one.case.ref, "agreement": one.ref}
    own = Text(f"{one.kind.text.zh}（合同）", f"{one.kind.text.en} (contract)")
    return Due(DueKind.DUTY, title, one.case, own, page="agreement", at=at, needs=_NEEDS, **more)
