"""Signing off what a request changes in the sources: shown by the data plane, signed by its handler, done by a job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from novation.control.actions import Condition, Deed, Policy, action
from novation.control.informing.states import Changed
from novation.control.inputs import Input
from novation.control.operations.actions.jobs import queue
from novation.control.operations.actions.projects import OWN_SIDE
from novation.control.operations.by_hand import open_by_hand
from novation.control.operations.folders import open_project, required
from novation.control.operations.models import Job, ProjectLink
from novation.control.operations.proposals import cells_meant, cells_of, letter_about, proposed_erasure
from novation.control.operations.words import Step
from novation.control.rights.actions import WORKERS
from novation.control.rights.models import Freeze, Request
from novation.control.rights.states import State
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.errors.control import STALE_FORM, STATE_WRONG
from novation.errors.person_changes import FROZEN, NOT_CORRECTABLE
from novation.messages import Text


def _handles(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return bool(target.handled_by is not None and target.handled_by.ref == actor.ref)


HANDLER = Condition(
    Text("须由这项请求的经办人签发", "only the handler of the request signs this off"), _handles
)
SIGNING = Policy(WORKERS, (HANDLER,))


def cells(actor: Any, target: Request) -> Iterable[str]:
    """The cells of the person by name; none where the data plane cannot tell now, and then nothing can be chosen."""
    try:
        return cells_of(target)
    except NovationError:
        return ()


@action(
    "request.authorised", zh="签发删除", en="Sign the erasure off", policy=SIGNING, target=Request, api=False
)
def authorise_erasure(
    deed: Deed,
    request: Request,
    *,
    change: Annotated[str, Input("改动的摘要", "Digest of the change")],
) -> Job | None:
    """Cannot be recovered. Signs exactly what was shown; if sources or verdicts changed since, nothing is signed."""
    from novation.handover.people.changes import change_digest
    from novation.handover.people.proposing import something

    _may_change(deed, request)
    proposed = proposed_erasure(request)
    if not proposed["by_hand"]:
        something(proposed)
    if change_digest(proposed) != change:
        raise STALE_FORM.error()
    for place in proposed["by_hand"]:
        open_by_hand(deed, request, Changed.ERASE, place)
    if proposed["parts"]:
        return _signed(deed, request, proposed)
    deed.record(request=request.ref, subject=request.subject, change=change)
    return None


@action(
    "correction.authorised",
    zh="签发更正",
    en="Sign a correction off",
    policy=SIGNING,
    target=Request,
    api=False,
)
def authorise_correction(
    deed: Deed,
    request: Request,
    *,
    cell: Annotated[str, Input("哪一格", "Which cell", choices=cells)],
    value: Annotated[
        str,
        Input(
            "新值",
            "New value",
            help=Text(
                "加密保存到写进来源为止；日志只有带密钥的摘要",
                "kept encrypted until it is in the source; the journal has a keyed digest only",
            ),
        ),
    ],
) -> Job | None:
    """Writes one value into one cell of the person's own rows, in the source itself."""
    _may_change(deed, request)
    return _correction(deed, request, cell, value)


def _correction(deed: Deed, request: Request, cell: str, value: str) -> Job | None:
    """What the software cannot rewrite becomes a task with its exact place; the value stands in no task."""
    from novation.handover.people.proposing import propose_correction

    table, row, column = cell.split("/", 2)
    column = column.rpartition(" · ")[0]
    try:
        proposed = propose_correction(
            open_project(required(request.case)),
            request.ref,
            request.subject,
            table=table,
            row=int(row),
            column=column,
            value=value,
        )
    except NovationError as refused:
        if refused.kind is not NOT_CORRECTABLE:
            raise
        place = {"source": refused.values["source"], "name": table, "rows": [int(row)], "column": column}
        task = open_by_hand(deed, request, Changed.CORRECT, place)
        deed.record(request=request.ref, subject=request.subject, task=task.ref)
        return None
    return _signed(deed, request, proposed)


def meant(actor: Any, target: Request) -> Iterable[str]:
    """The cells that the seller's message may mean."""
    try:
        return cells_meant(target)
    except NovationError:
        return ()


@action(
    "received-correction.authorised",
    zh="签发收到的更正",
    en="Sign off the correction that came",
    policy=SIGNING,
    target=Request,
    api=False,
)
def authorise_received(
    deed: Deed, request: Request, *, cell: Annotated[str, Input("哪一格", "Which cell", choices=meant)]
) -> Job | None:
    """Writes the value that the seller sent, which nobody here types or reads, into one cell of the person's rows."""
    from novation.handover.people.incoming import value_of

    _may_change(deed, request)
    change = letter_about(request)
    return _correction(deed, request, cell, value_of(open_project(required(request.case)), change))


@action(
    "replay.requested",
    zh="恢复之后重做删除",
    en="Erase again after a restore",
    policy=Policy((CaseRole.COMPLIANCE_OFFICER, CaseRole.OWNER), (OWN_SIDE,)),
    target=ProjectLink,
)
def request_replay(deed: Deed, link: ProjectLink) -> Job:
    """After sources came back from a backup: reads them again and erases whoever stands in the ledger of erasures."""
    return queue(deed, link, Step.REPLAY)


def _may_change(deed: Deed, request: Request) -> None:
    if request.state is not State.WORKING:
        raise STATE_WRONG.error(deed=deed.action.title, state=request.state.text)
    if Freeze.objects.filter(request__case=request.case, subject=request.subject, lifted_at=None).exists():
        raise FROZEN.error()


def _signed(deed: Deed, request: Request, proposed: Mapping[str, Any]) -> Job:
    """The job is asked for first: where another one is under way, nothing is signed."""
    from novation.handover.people.changes import sign_off

    link = required(request.case)
    job = queue(deed, link, Step.CHANGE_PEOPLE, tag="job.queued")
    digest = sign_off(
        open_project(link), proposed, by=deed.actor.ref, entry=f"{request.ref}:{request.version}"
    )
    deed.record(request=request.ref, subject=request.subject, change=digest, job=job.ref)
    return job
