"""What staff and the worker do while a customer looks at the portal: a JSON object a line in, one a line out."""

from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from tests.portal.told_in_public import released  # noqa: E402  (only after Django is set up)

from novation.control.accounts.models import Grant  # noqa: E402  (only after Django is set up)
from novation.control.cases.models import Case  # noqa: E402
from novation.control.operations.actions.fulfilling import authorise_erasure  # noqa: E402
from novation.control.operations.carrying_out import run_job  # noqa: E402
from novation.control.operations.folders import open_project, required  # noqa: E402
from novation.control.operations.handing_down import hand_down_choices  # noqa: E402
from novation.control.operations.models import Job  # noqa: E402
from novation.control.operations.proposals import proposal  # noqa: E402
from novation.control.operations.reading.freshness import stale_because  # noqa: E402
from novation.control.rights.actions import answer_request, record_step  # noqa: E402
from novation.control.rights.models import Request  # noqa: E402
from novation.control.rights.states import Outcome  # noqa: E402
from novation.control.rights.working_actions import assign_request  # noqa: E402
from novation.control.transparency.models import Release  # noqa: E402
from novation.errors import NovationError  # noqa: E402
from novation.handover.deciding import decide_step  # noqa: E402
from novation.handover.planning import plan  # noqa: E402


def stale(case: str) -> list[str]:
    """Why the plan of the case is stale."""
    return [text.en for text in stale_because(required(Case.objects.get(ref=case)))]


def decide(case: str) -> bool:
    """Takes the answers down, decides and plans anew, as the worker does."""
    found = Case.objects.get(ref=case)
    project = open_project(required(found))
    taken = hand_down_choices(found, project)
    decide_step(project)
    plan(project)
    return taken


def restrict(request: str) -> str:
    """Erases what may go, keeps the rest locked and answers with the reasons that the data plane gave."""
    one = Request.objects.select_related("case").get(ref=request)
    officer = _officer(one.case)
    assign_request(officer, one, handler=officer)
    found = proposal(one)
    job = authorise_erasure(officer, one, change=found.digest)
    run_job.call(job.ref)
    reasons = [
        f"{stays.why.in_(_read(one))} {ground.in_(_read(one))}"
        for stays in found.staying
        for ground in stays.grounds
    ]
    answer_request(officer, one, outcome=Outcome.RESTRICTED, answer="\n".join(dict.fromkeys(reasons)))
    return str(Job.objects.get(pk=job.pk).state)


def release(case: str) -> str:
    """Releases what the case tells in public, as it stands; the digest of the document."""
    found = Case.objects.get(ref=case)
    before = Release.objects.filter(case=found).last()
    if before is not None:
        return before.digest
    return released(_officer(found), found).digest


def answer(request: str, words: str) -> None:
    one = Request.objects.select_related("case").get(ref=request)
    officer = _officer(one.case)
    assign_request(officer, one, handler=officer)
    record_step(officer, one, what="looked into it")
    answer_request(officer, one, outcome=Outcome.WHOLE, answer=words)


def feedback(request: str) -> str:
    return str(Request.objects.get(ref=request).feedback)


def _read(one: Request) -> Any:
    return "zh" if one.language == "zh" else "en"


def _officer(case: Case) -> Any:
    return Grant.objects.get(scope=case.ref, role="compliance-officer", ended_at=None).person


DEEDS = {deed.__name__: deed for deed in (stale, decide, restrict, release, answer, feedback)}

for line in sys.stdin:
    given = json.loads(line)
    try:
        told = {"done": DEEDS[given.pop("deed")](**given)}
    except NovationError as problem:
        told = {"error": f"{type(problem).__name__}: {problem}"}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
