"""What approvals add to the evidence of a case: every decision by reference and digest, no name and no free text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from novation.control.accounts.models import Grant
from novation.control.approvals.instants import told
from novation.control.approvals.models import (
    Approval,
    Charter,
    Conflict,
    Paper,
    Sample,
    Seat,
    Submission,
    Vote,
)
from novation.control.approvals.records_below import claims, files, tasks
from novation.control.cases.models import Case, PhaseEntered
from novation.control.cases.texts import commitment
from novation.control.journal.contributing import Record, register
from novation.control.journal.models import Opening
from novation.evidence.canonical import digest_bytes


def _text(salt: str, value: str) -> str:
    """A text by the digest that the journal has of it; nothing where there is none."""
    return commitment(salt, value) if value else ""


def cases(case: Case) -> Iterator[Record]:
    """The case itself, its phases, and who held which role from when to when."""
    yield {
        "type": "case",
        "ref": case.ref,
        "number": case.number,
        "deal_form": str(case.deal_form),
        "phase": str(case.phase),
        "seller": case.seller.ref,
        "buyer": case.buyer.ref,
        "closing_on": case.closing_on.isoformat(),
        "opened_at": told(case.opened_at),
    }
    for entered in PhaseEntered.objects.filter(case=case).order_by("id"):
        yield {"type": "phase", "phase": str(entered.phase), "at": told(entered.entered_at), "by": entered.by}
    for grant in Grant.objects.filter(scope=case.ref).select_related("person").order_by("id"):
        yield {
            "type": "role",
            "ref": grant.ref,
            "person": grant.person.ref,
            "role": grant.role,
            "side": str(grant.side),
            "from": told(grant.granted_at),
            "until": told(grant.ended_at),
            "by": grant.granted_by,
        }


def committee(case: Case) -> Iterator[Record]:
    """Charters, seats, conflicts of interest."""
    for charter in Charter.objects.filter(case=case).order_by("id"):
        yield {
            "type": "charter",
            "ref": charter.ref,
            "number": charter.number,
            "digest": charter.digest,
            "quorum": charter.quorum,
            "majority": str(charter.majority),
            "days": charter.days,
            "adopted_at": told(charter.adopted_at),
            "by": charter.adopted_by,
        }
    for seat in Seat.objects.filter(case=case).select_related("person", "behind").order_by("id"):
        yield {
            "type": "seat",
            "ref": seat.ref,
            "person": seat.person.ref,
            "kind": str(seat.kind),
            "behind": seat.behind.ref if seat.behind else "",
            "from": told(seat.since),
            "until": told(seat.ended_at),
        }
    for conflict in Conflict.objects.filter(seat__case=case).select_related("seat").order_by("id"):
        yield {
            "type": "conflict",
            "ref": conflict.ref,
            "seat": conflict.seat.ref,
            "statement": _text(conflict.salt, conflict.statement),
            "from": told(conflict.declared_at),
            "until": told(conflict.ended_at),
        }


def decisions(case: Case) -> Iterator[Record]:
    """Plans put up, votes with their answers, approvals."""
    for one in Submission.objects.filter(case=case).select_related("charter").order_by("id"):
        yield {
            "type": "submission",
            "ref": one.ref,
            "number": one.number,
            "plan": one.plan,
            "plan_version": one.plan_version,
            "journal_size": one.journal_size,
            "journal_root": one.journal_root,
            "laws": one.packs,
            "seal": [str(role) for role in one.seal],
            "destroy": [str(role) for role in one.destroy],
            "classes": [str(role) for role in one.classes],
            "charter": one.charter.digest if one.charter else "",
            "deadline_at": told(one.deadline_at),
            "at": told(one.put_up_at),
            "by": one.put_up_by,
            "released_at": told(one.released_at),
        }
    votes = Vote.objects.filter(submission__case=case).select_related("submission", "seat").order_by("id")
    for vote in votes.prefetch_related("answers__answered_by"):
        yield _vote(vote)
    given = Approval.objects.filter(submission__case=case).select_related("submission", "person")
    for approval in given.order_by("id"):
        yield {
            "type": "approval",
            "ref": approval.ref,
            "submission": approval.submission.ref,
            "plan": approval.plan,
            "role": str(approval.role),
            "person": approval.person.ref,
            "answer": str(approval.answer),
            "reason": _text(approval.salt, approval.reason),
            "at": told(approval.given_at),
        }


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "type": "vote",
        "ref": vote.ref,
        "submission": vote.submission.ref,
        "plan": vote.plan,
        "seat": vote.seat.ref,
        "choice": str(vote.choice),
        "reason": _text(vote.salt, vote.reason),
        "at": told(vote.cast_at),
        "answers": [
            {"text": _text(one.salt, one.text), "at": told(one.answered_at), "by": one.answered_by.ref}
            for one in vote.answers.all()
        ],
    }


def papers(case: Case) -> Iterator[Record]:
    """What was put up to be signed, and the signatures; the documents themselves name people and stay apart."""
    for paper in Paper.objects.filter(case=case).select_related("person").order_by("id"):
        yield {
            "type": "paper",
            "ref": paper.ref,
            "kind": str(paper.kind),
            "namespace": paper.namespace,
            "digest": paper.digest,
            "role": str(paper.role),
            "person": paper.person.ref,
            "key": paper.key,
            "prepared_at": told(paper.prepared_at),
            "expires_at": told(paper.expires_at),
            "signed_at": told(paper.signed_at),
            "signature": digest_bytes(paper.signature.encode()) if paper.signature else "",
        }


def audits(case: Case) -> Iterator[Record]:
    """Samples that were drawn."""
    for sample in Sample.objects.filter(case=case).order_by("id"):
        yield {
            "type": "sample",
            "ref": sample.ref,
            "seed": sample.seed,
            "size": sample.size,
            "each": sample.each,
            "at": told(sample.drawn_at),
            "by": sample.drawn_by,
        }


def openings(case: Any) -> Iterator[Record]:
    """What entries of one side say, for who examines the case: each fits the commitment that stands in the log."""
    for one in Opening.objects.filter(stream=case.ref).order_by("index"):
        yield {"type": "opening", "index": one.index, "side": one.side, "salt": one.salt, "line": one.line}


def contribute() -> None:
    for contribution in (cases, committee, decisions, papers, audits, tasks, files, claims, openings):
        register(contribution.__name__, contribution)
