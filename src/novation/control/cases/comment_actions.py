"""Actions on comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from django.utils import timezone

from novation.control.actions import Condition, Deed, Policy, action, sight
from novation.control.cases.audience import Audience, audience_of, sees
from novation.control.cases.models import Case, Comment, Task
from novation.control.cases.team import WORKERS
from novation.control.cases.texts import commitment, new_salt
from novation.control.inputs import Input
from novation.control.roles import EVERY_CASE_ROLE
from novation.errors.control import INPUT_WRONG, STATE_WRONG
from novation.messages import Text

COMMENTS = sight("case.comments", zh="案件的评论", en="Comments on a case", policy=Policy(EVERY_CASE_ROLE))
_REF = re.compile(r"[A-Za-z0-9:._/-]{1,80}")


@action(
    "comment.written",
    zh="发表评论",
    en="Comment",
    policy=Policy(WORKERS),
    target=Case,
    changes_target=False,
)
def write_comment(
    deed: Deed,
    case: Case,
    *,
    text: Annotated[str, Input("评论", "Comment", lines=3)],
    about: Annotated[
        str, Input("关于", "About", help=Text("编号；不填就是案件", "a reference; none: the case"))
    ] = "",
    shared: Annotated[bool, Input("双方可见", "Both sides may see it")] = False,
) -> Comment:
    """Says something about a case or a thing of it; it is never edited, only withdrawn by who wrote it."""
    comment = Comment.objects.create(
        case=case,
        audience=_audience(deed, case, about, shared),
        about=about or case.ref,
        author=deed.actor.ref,
        text=text,
        salt=(salt := new_salt()),
    )
    deed.record(comment=comment.ref, about=comment.about, text=commitment(salt, text))
    return comment


def _audience(deed: Deed, case: Case, about: str, shared: bool) -> Audience:
    """A comment on a task of one side stays with that side."""
    if about and not _REF.fullmatch(about):
        raise _nothing()
    if not about.startswith("ts_"):
        return audience_of(deed.actor, case.ref, shared=shared)
    task = Task.objects.filter(case=case, ref=about).first()
    if task is None or not sees(deed.actor, task):
        raise _nothing()
    if task.audience == Audience.BOTH:
        return audience_of(deed.actor, case.ref, shared=shared)
    return Audience(str(task.audience))


def _nothing() -> Exception:
    return INPUT_WRONG.error(
        field=Text("关于", "About"), problem=Text("没有这一项", "there is no such thing")
    )


def _wrote_it(actor: Any, comment: Comment, inputs: Mapping[str, Any]) -> bool:
    return comment.author == actor.ref


AUTHOR = Condition(Text("须由写评论的人撤回", "only who wrote it withdraws it"), _wrote_it)


@action("comment.withdrawn", zh="撤回评论", en="Withdraw", policy=Policy(WORKERS, (AUTHOR,)), target=Comment)
def withdraw_comment(deed: Deed, comment: Comment) -> None:
    """Takes a comment back: it is not shown any more, that it was there stays, and auditors still read it."""
    if comment.withdrawn_at is not None:
        raise STATE_WRONG.error(deed=deed.action.title, state=Text("已撤回", "withdrawn"))
    comment.withdrawn_at = timezone.now()
    comment.save(update_fields=["withdrawn_at"])
    deed.record(comment=comment.ref, about=comment.about)
