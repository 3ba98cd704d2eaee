"""Reading a whole journal again: somebody asks for it, a task does it and says how far it is, the outcome is recorded."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from novation.control.actions import SYSTEM, Deed, Policy, action
from novation.control.approvals.models import JournalCheck
from novation.control.cases.models import Case
from novation.control.inputs import Input
from novation.control.journal.reading import size_of
from novation.control.journal.signing import installation_key, origin_of
from novation.control.journal.verifying import verify
from novation.control.roles import EVERY_CASE_ROLE


@action(
    "journal-check.requested", zh="通查日志", en="Verify the whole journal",
    policy=Policy(EVERY_CASE_ROLE, system=True), target=Case,
)  # fmt: skip
def request_check(deed: Deed, case: Case) -> JournalCheck:
    """Has every entry, subtree and signed head of this journal read again, in the background."""
    check = JournalCheck.objects.create(case=case, asked_by=deed.actor.ref, size=size_of(case.ref))
    deed.record(check=check.ref, size=check.size)
    transaction.on_commit(partial(check_task.enqueue, check.ref))
    return check


@task()
def check_task(ref: str) -> None:
    run_check(ref)


def run_check(ref: str) -> None:
    """Reads the journal of a case from its first entry; a run that was killed is simply asked for again."""
    check = JournalCheck.objects.select_related("case").get(ref=ref)
    stream, key = check.case.ref, installation_key().public

    def told(count: int) -> None:
        JournalCheck.objects.filter(pk=check.pk).update(done=count)

    size = size_of(stream)
    found = verify(stream, origin_of(stream, key), key, on_progress=told)
    first = {"code": found[0].code, "zh": found[0].text.zh, "en": found[0].text.en} if found else {}
    record_check(SYSTEM, check, size=size, problems=len(found), **first)


@action(
    "journal.verified", zh="通查日志完毕", en="Journal verified",
    policy=Policy(system=True), target=JournalCheck, api=False,
)  # fmt: skip
def record_check(
    deed: Deed,
    check: JournalCheck,
    *,
    size: Annotated[int, Input("条数", "Entries")],
    problems: Annotated[int, Input("问题数", "Problems")],
    code: Annotated[str, Input("第一个问题", "First problem")] = "",
    zh: Annotated[str, Input("中文说明", "In Chinese")] = "",
    en: Annotated[str, Input("英文说明", "In English")] = "",
) -> None:
    """Writes down what reading the whole journal found: how many problems, and the first in words."""
    check.done, check.ended_at, check.problems = size, timezone.now(), problems
    check.problem, check.problem_zh, check.problem_en = code, zh[:300], en[:300]
    check.save(update_fields=["done", "ended_at", "problems", "problem", "problem_zh", "problem_en"])
    deed.record(check=check.ref, size=size, problems=problems, **({"first": code} if code else {}))
