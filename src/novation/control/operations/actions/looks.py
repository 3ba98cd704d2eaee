"""Actions of looking at one person's record: for a stated purpose and reason, by somebody entitled, masked by default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from django.utils import timezone

from novation.control.actions import Condition, Deed, Policy, action, sight
from novation.control.inputs import Input
from novation.control.operations.folders import open_project
from novation.control.operations.looking import is_open
from novation.control.operations.models import PersonLook, ProjectLink
from novation.control.operations.words import LookPurpose
from novation.control.roles import CaseRole
from novation.errors.operations import LOOK_OVER
from novation.messages import Text

ENTITLED = (CaseRole.COMPLIANCE_OFFICER, CaseRole.COUNSEL)
PERSON = sight("case.person", zh="一个人的说明", en="One person, explained", policy=Policy(ENTITLED))


def _sellers(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return bool(target.side is target.case.side)


def _own_look(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return bool(target.by == actor.ref)


@action(
    "subject.explained",
    zh="查看一个人的判定",
    en="Look at one person",
    policy=Policy(
        ENTITLED,
        (Condition(Text("只限本方的项目", "only in the project of the own side"), _sellers),),
    ),
    target=ProjectLink,
    api=False,
)
def look_at_person(
    deed: Deed,
    link: ProjectLink,
    *,
    reference: Annotated[
        str,
        Input(
            "个人编号",
            "Reference of the person",
            help=Text(
                "subject_ref，或来源文件里的会员号；不能按姓名查找",
                "a subject_ref, or a customer number as it stands in a source; nobody is found by name",
            ),
        ),
    ],
    purpose: Annotated[LookPurpose, Input("用途", "Purpose")],
    reason: Annotated[
        str,
        Input(
            "理由",
            "Reason",
            help=Text("写请求或案卷的编号，不写姓名", "the number of the request or file, no names"),
            lines=2,
        ),
    ],
) -> PersonLook:
    """Finds one person by reference and shows what the law says of them, masked; the data plane's journal has it too."""
    from novation.handover.one_person import find_person

    subject = find_person(open_project(link), reference)
    look = PersonLook.objects.create(
        project=link, subject=subject, by=deed.actor.ref, purpose=purpose, reason=reason[:500]
    )
    deed.record(look=look.ref, project=link.ref, purpose=str(purpose))
    return look


@action(
    "subject.unmasked",
    zh="显示未遮盖的内容",
    en="Show it unmasked",
    policy=Policy(
        ENTITLED,
        (Condition(Text("只限本人发起的查看", "only for your own look"), _own_look),),
    ),
    target=PersonLook,
    api=False,
)
def unmask(deed: Deed, look: PersonLook) -> None:
    """Shows the values of this one look as they are, until it closes."""
    if not is_open(look):
        raise LOOK_OVER.error()
    look.unmasked_at = timezone.now()
    look.save(update_fields=["unmasked_at"])
    deed.record(look=look.ref, project=look.project.ref, purpose=str(look.purpose))
