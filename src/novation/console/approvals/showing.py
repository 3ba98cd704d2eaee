"""What the page of approvals shows, worked out from a plan's standing: lines, dissent, signatures, buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from novation.control.accounts.models import Person
from novation.control.actions import ACTIONS
from novation.control.approvals.models import Conflict, Paper, Seat, Submission, Vote
from novation.control.approvals.releasing import is_releasable, lacking_agreement
from novation.control.approvals.standing import NeedState, Standing, seats_at, standing
from novation.control.approvals.terms import Choice, Verdict
from novation.messages import Text
from novation.ui.parts import Look

_STATES = {
    NeedState.MISSING: ("soon", Text("待表态", "To answer")),
    NeedState.APPROVED: ("met", Text("已同意", "Approved")),
    NeedState.DECLINED: ("late", Text("不同意", "Declined")),
}
_VERDICTS = {
    Verdict.OPEN: ("soon", Text("表决中", "Voting")),
    Verdict.APPROVED: ("met", Text("已通过", "Approved")),
    Verdict.DECLINED: ("late", Text("未通过", "Declined")),
    Verdict.NO_QUORUM: ("late", Text("人数不足", "No quorum")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One that is needed: who, as what, how it stands."""

    name: Any
    detail: Any
    state: str
    words: Any
    reason: str = ""
    is_reader: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """An action of the reader on the page, as the address of its form."""

    text: Any
    address: str


@dataclass(frozen=True, slots=True)
class Dissent:
    vote: Vote
    answer: Button | None


@dataclass(frozen=True, slots=True)
class SeatLine:
    seat: Seat
    vote: Vote | None
    has_conflict: bool
    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class Shown:
    """Everything of one plan; `pair`: approve and decline, none on a plan that is stale or that asks not the reader."""

    submission: Submission
    standing: Standing
    lines: tuple[Line, ...]
    seats: tuple[SeatLine, ...]
    dissents: tuple[Dissent, ...]
    pair: tuple[Button, ...]
    change: Button | None
    votes: tuple[Button, ...]
    sign: tuple[Button, ...]
    papers: Sequence[Paper]
    looks: tuple[Look, ...]
    is_released: bool
    lacking: Text | None


def shown(submission: Submission, reader: Person) -> Shown:
    found = standing(submission)
    back = reverse("approvals", kwargs={"ref": submission.case.ref})
    is_stale = found.fresh.stale is not None
    seats = _seats(submission, reader, back)
    papers = list(submission.papers.select_related("person").order_by("id"))
    is_released = is_releasable(submission, found)
    return Shown(
        submission,
        found,
        tuple(_lines(submission, found, reader)),
        seats,
        tuple(_dissents(submission, reader, back)),
        () if is_stale else tuple(_pair(submission, found, reader, back)),
        None if is_stale or papers_signed(papers) else _change(submission, found, reader, back),
        () if is_stale else tuple(_votes(submission, found, seats, reader, back)),
        tuple(_sign(submission, papers, reader, back)) if is_released else (),
        papers,
        tuple(_looks(found)),
        is_released,
        lacking_agreement(submission.case),
    )


def button(tag: str, target: Any, reader: Person, back: str, text: Any = None, **given: str) -> Button | None:
    """The form of an action, if its policy lets the reader do it."""
    action = ACTIONS[tag]
    if not action.policy.offers(reader, target):
        return None
    address = reverse("deed", kwargs={"tag": tag, "ref": target.ref})
    query = "&".join(f"{name}={value}" for name, value in {"next": back, **given}.items())
    return Button(text or action.title, f"{address}?{query}")


def _lines(submission: Submission, found: Standing, reader: Person) -> list[Line]:
    lines = []
    if found.committee is not None:
        count = found.committee.count
        told = Text(
            f"{count.approve} 票同意，{count.decline} 票不同意，{count.abstain} 票弃权",
            f"{count.approve} for, {count.decline} against, {count.abstain} abstaining",
        )
        lines.append(Line(Text("审查委员会", "Review committee"), told, *_VERDICTS[found.committee.verdict]))
    for need in found.needs:
        state, words = _STATES[need.state]
        said = need.approval
        people = [said.person] if said else list(need.people)
        names = "、".join(one.name for one in people) if people else Text("尚无人担任", "nobody holds it yet")
        detail = need.role.text if said is None else _at(need.role.text, said.given_at)
        is_reader = reader in people
        lines.append(Line(names, detail, state, words, said.reason if said else "", is_reader))
    if found.classes is not None:
        lines.append(_classes(found))
    return lines


def _classes(found: Standing) -> Line:
    classes = found.classes
    assert classes is not None
    roles = Text(
        "、".join(role.text.zh for role in classes.roles), ", ".join(role.text.en for role in classes.roles)
    )
    if classes.total is None:
        return Line(
            roles, Text("判定类的签认", "Sign-off of classes"), "unknown", Text("还没看过", "Not looked at")
        )
    detail = Text(
        f"{classes.total} 类中已签认 {classes.signed} 类",
        f"{classes.signed} of {classes.total} classes signed off",
    )
    if classes.is_complete:
        return Line(roles, detail, "met", Text("已签认", "Signed off"))
    return Line(roles, detail, "soon", Text("待签认", "To sign off"))


def _at(text: Text, at: datetime) -> Text:
    when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
    return Text(f"{text.zh} · {when}", f"{text.en} · {when}")


def _seats(submission: Submission, reader: Person, back: str) -> tuple[SeatLine, ...]:
    moment = min(timezone.now(), submission.deadline_at)
    seats = seats_at(submission, moment)
    latest = {vote.seat_id: vote for vote in submission.votes.filter(plan=submission.plan)}
    conflicted = set(Conflict.objects.filter(seat__in=seats, ended_at=None).values_list("seat", flat=True))
    found = []
    for seat in seats:
        has_conflict = seat.pk in conflicted
        tag = "conflict.withdrawn" if has_conflict else "conflict.declared"
        made = button(tag, seat, reader, back)
        found.append(SeatLine(seat, latest.get(seat.pk), has_conflict, (made,) if made else ()))
    return tuple(found)


def _dissents(submission: Submission, reader: Person, back: str) -> list[Dissent]:
    """Votes against with their reason; of a seat that voted again, the latest."""
    votes = submission.votes.filter(plan=submission.plan).select_related("seat__person", "submission__case")
    latest = {vote.seat_id: vote for vote in votes.prefetch_related("answers__answered_by")}
    return [
        Dissent(vote, button("dissent.answered", vote, reader, back))
        for vote in latest.values()
        if vote.choice is Choice.DECLINE
    ]


def papers_signed(papers: Sequence[Paper]) -> bool:
    return any(paper.signature for paper in papers)


def _pair(submission: Submission, found: Standing, reader: Person, back: str) -> list[Button]:
    """Approve and decline, alike, as long as a role the reader holds has not answered."""
    number = submission.plan_version or submission.number
    held = reader.roles_in(submission.scope)
    open_ = [need for need in found.needs if need.state is not NeedState.APPROVED]
    roles = [str(need.role) for need in open_ if str(need.role) in held]
    if not roles:
        return []
    words = {
        "plan.approved": Text(f"同意第 {number} 版", f"Approve version {number}"),
        "plan.declined": Text(f"不同意第 {number} 版", f"Decline version {number}"),
    }
    given = {"role": roles[0]} if len(roles) == 1 else {}
    made = [button(tag, submission, reader, back, text, **given) for tag, text in words.items()]
    return [one for one in made if one is not None]


def _change(submission: Submission, found: Standing, reader: Person, back: str) -> Button | None:
    """Taking back what the reader approved, as long as nothing is signed."""
    mine = [need for need in found.needs if need.approval is not None and need.approval.person == reader]
    approved = [need for need in mine if need.state is NeedState.APPROVED]
    if not approved:
        return None
    text = Text("改为不同意", "Change to decline")
    return button("plan.declined", submission, reader, back, text, role=str(approved[0].role))


def _votes(
    submission: Submission, found: Standing, seats: Sequence[SeatLine], reader: Person, back: str
) -> list[Button]:
    """One button for each answer, all alike; none after the deadline or for whoever has a conflict of interest."""
    mine = next((line for line in seats if line.seat.person == reader), None)
    if mine is None or mine.has_conflict or timezone.now() >= submission.deadline_at:
        return []
    is_open = found.committee is not None and found.committee.verdict is Verdict.OPEN
    if not is_open and mine.vote is not None:
        return []
    made = [
        button("vote.given", submission, reader, back, _capital(choice.text), choice=str(choice))
        for choice in Choice
    ]
    return [one for one in made if one is not None]


def _capital(text: Text) -> Text:
    return Text(text.zh, text.en[:1].upper() + text.en[1:])


def _sign(submission: Submission, papers: Sequence[Paper], reader: Person, back: str) -> list[Button]:
    """The reader's paper, or the form that prepares one; nothing once it is signed."""
    mine = [paper for paper in papers if paper.person == reader]
    if any(paper.signature for paper in mine):
        return []
    now = timezone.now()
    waiting = [paper for paper in mine if paper.expires_at is None or paper.expires_at > now]
    if waiting:
        at = {"ref": submission.case.ref, "paper": waiting[-1].ref}
        return [Button(Text("签署授权书", "Sign the authorisation"), reverse("paper", kwargs=at))]
    made = button("authorisation.prepared", submission, reader, back)
    return [made] if made else []


def _looks(found: Standing) -> list[Look]:
    """What freshness rests on, each with its own mark."""
    fresh = found.fresh
    if fresh.stale is not None:
        return [Look("late", Text("已过时", "Stale"), detail=fresh.stale)]
    if not fresh.is_looked_at:
        elsewhere = Text("项目不在本机，没有看过", "the project is not on this machine; nobody looked")
        return [Look("unknown", Text("是否仍然有效", "Whether it is still current"), detail=elsewhere)]
    since = fresh.since or 0
    detail = Text(
        f"方案之后有 {since} 条日志，都不改变判定；交易设置、判定和规则包与签署时相同",
        f"{since} entries since the plan, none of which touches a verdict; deal, decisions and law packs are unchanged",
    )
    sources = Text(
        "封装时才重读来源，此刻没有看", "the sources are read again when sealing; not looked at now"
    )
    return [
        Look("met", Text("仍然有效", "Current"), detail=detail),
        Look("unknown", Text("来源是否有变", "Whether the sources changed"), detail=sources),
    ]
