"""A gate of the case itself: closing needs the people who answer for it and who sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from novation.control.accounts.models import Grant
from novation.control.cases.gates import Blocker, Known, register
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.roles import CaseRole
from novation.messages import Text

NEEDED = (
    CaseRole.OWNER,
    CaseRole.COMPLIANCE_OFFICER,
    CaseRole.HANDER_OVER,
    CaseRole.RECEIVER,
    CaseRole.WITNESS,
)


SIGNING = (CaseRole.HANDER_OVER, CaseRole.RECEIVER, CaseRole.WITNESS)
_RULE = Text(
    "本软件的规则：移交、接收、监交须为三人",
    "house rule: hander-over, receiver and witness are three people",
)


def _teams(cases: Sequence[Case]) -> dict[int, dict[str, set[int]]]:
    """Of each case the people by role."""
    pks = {case.ref: case.pk for case in cases}
    found: dict[int, dict[str, set[int]]] = {case.pk: {} for case in cases}
    live = Grant.objects.filter(scope__in=pks, ended_at=None, person__is_active=True)
    for scope, role, person in live.values_list("scope", "role", "person_id"):
        found[pks[scope]].setdefault(role, set()).add(person)
    return found


TEAM = Known(_teams)


def team_is_whole(case: Case) -> Iterator[Blocker]:
    """One blocker for each role that nobody holds, and one where somebody would sign to themselves."""
    held = TEAM.of(case)
    for role in NEEDED:
        if str(role) not in held:
            missing = Text(f"还没有{role.text.zh}", f"nobody is {role.text.en} yet")
            yield Blocker(missing, citation=_RULE if role in SIGNING else None, page="team")
    for one, other in combinations(SIGNING, 2):
        if held.get(str(one)) and held.get(str(one)) == held.get(str(other)) and len(held[str(one)]) == 1:
            yield Blocker(
                Text(
                    f"{one.text.zh}和{other.text.zh}是同一人",
                    f"{one.text.en} and {other.text.en} are the same person",
                ),
                citation=_RULE,
                page="team",
            )


register(CasePhase.CLOSING, team_is_whole)
