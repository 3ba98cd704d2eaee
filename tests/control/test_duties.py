"""Duties: what the software saw, what people claim, and that the one never looks like the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from tests.control.people import House

from novation.control.cases.file_actions import add_file
from novation.control.cases.listing import today
from novation.control.cases.models import FileVersion
from novation.control.cases.task_actions import open_task
from novation.control.duties.actions import claim_duty, owed_ids, withdraw_claim
from novation.control.duties.owed import Duty, duties_of
from novation.control.duties.states import Days, DutyState, judge
from novation.control.journal.appending import Record, append
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.law.controls_owed import ControlOwed, EvidenceSeen, Seen
from novation.law.entries import Control, Evidence, Span
from novation.law.entry_words import Event, EvidenceKind, Party, Unit
from novation.law.pack_parts import Citation
from novation.messages import Text

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 10)
DAYS = Days({Event.CLOSING: date(2027, 1, 5)}, date(2026, 1, 1), TODAY)


def owed(*seen: Seen | None, kind: str = "journal", **control: object) -> ControlOwed:
    made = Control(
        id="xx/one",
        law="xx",
        title=Text("甲", "one"),
        citation=Citation(Text("甲", "one")),
        who=Party.BOTH,
        what=Text("甲", "one"),
        **control,  # type: ignore[arg-type]
    )
    evidence = tuple(EvidenceSeen(Evidence(EvidenceKind(kind), "plan.made"), one) for one in seen)
    return ControlOwed(made, "xx", evidence)


def test_a_duty_is_met_only_where_all_its_evidence_was_seen() -> None:
    seen = Seen(1, "2027-01-02")
    assert judge(owed(seen, once=True), None, DAYS).state is DutyState.MET
    assert judge(owed(seen, None, once=True), None, DAYS).state is DutyState.PARTLY
    assert judge(owed(None, kind="document", once=True), None, DAYS).state is DutyState.UNKNOWN
    assert judge(owed(once=True), None, DAYS).state is DutyState.UNKNOWN


def test_a_claim_never_becomes_what_the_software_saw() -> None:
    assert judge(owed(None, once=True), TODAY, DAYS).state is DutyState.CLAIMED


def test_a_duty_at_an_event_is_late_when_the_event_is_over() -> None:
    judged = judge(owed(None, on=Event.CLOSING), None, DAYS)
    assert (judged.state, judged.due_on) == (DutyState.LATE, date(2027, 1, 5))
    assert judge(owed(None, on=Event.CEASING), None, DAYS).state is DutyState.UNKNOWN


def test_what_is_owed_every_year_is_late_when_its_evidence_is_older() -> None:
    yearly = {"every": Span(1, Unit.YEARS)}
    assert judge(owed(Seen(1, "2026-02-01"), **yearly), None, DAYS).state is DutyState.MET
    old = judge(owed(Seen(3, "2025-12-01"), **yearly), None, DAYS)
    assert (old.state, old.due_on) == (DutyState.LATE, date(2026, 12, 1))


def duty(house: House, reader: CaseRole, wanted: str) -> Duty:
    return next(one for one in duties_of(house.case, house[reader]) if one.id == wanted)


def any_id(house: House) -> str:
    return owed_ids(house.officer, house.case)[0]


def file(house: House, *, shared: bool = False) -> FileVersion:
    return add_file(house.officer, house.case, upload=SimpleUploadedFile("a.txt", b"rules"), shared=shared)


@pytest.mark.action("duty.claimed")
@pytest.mark.action("duty-claim.withdrawn")
def test_a_claim_needs_a_file_shows_as_claimed_and_can_be_taken_back(house: House) -> None:
    wanted = any_id(house)
    claim = claim_duty(
        house.officer, house.case, duty=wanted, statement="Done by Li", met_on=today(), evidence=[file(house)]
    )
    found = duty(house, CaseRole.COUNSEL, wanted)
    assert found.state is DutyState.CLAIMED and [one.ref for one in found.claims] == [claim.ref]
    assert duty(house, CaseRole.RECEIVER, wanted).claims == ()
    with pytest.raises(NovationError, match="access.refused"):
        withdraw_claim(house[CaseRole.COUNSEL], claim)
    withdraw_claim(house.officer, claim)
    assert duty(house, CaseRole.COUNSEL, wanted).claims == ()


def test_a_claim_is_not_of_the_future_and_not_on_files_the_reader_may_not_see(house: House) -> None:
    given = {"duty": any_id(house), "statement": "x", "evidence": [file(house)]}
    with pytest.raises(NovationError, match="input.wrong"):
        claim_duty(house.officer, house.case, met_on=today() + timedelta(days=1), **given)  # type: ignore[arg-type]
    with pytest.raises(NovationError, match="input.wrong"):
        claim_duty(house.officer, house.case, met_on=today(), shared=True, **given)  # type: ignore[arg-type]


def test_an_entry_in_the_journal_of_the_case_is_seen_as_evidence(house: House) -> None:
    before = {one.id: one for one in duties_of(house.case, house.officer)}
    wanted = next(
        one
        for one in before.values()
        if one.owed.evidence and all(str(e.evidence.kind) == "journal" for e in one.owed.evidence)
    )
    with transaction.atomic():
        append(house.case.ref, [Record(e.evidence.ref, "system") for e in wanted.owed.evidence])
    after = duty(house, CaseRole.COMPLIANCE_OFFICER, wanted.id)
    assert wanted.state is not DutyState.MET and after.state is DutyState.MET
    assert after.judged.seen_on == today() or after.judged.seen_on is not None


def test_who_answers_is_named_by_role_until_a_task_names_somebody(house: House) -> None:
    wanted = next(
        one for one in duties_of(house.case, house.officer) if str(one.owed.control.who) == "seller"
    )
    assert wanted.people == (house.officer.name,)
    open_task(
        house.officer,
        house.case,
        title="A",
        owner=house[CaseRole.COUNSEL],
        due_on=today(),
        duty=wanted.id,
    )
    assert duty(house, CaseRole.COUNSEL, wanted.id).people == (house[CaseRole.COUNSEL].name,)


def test_another_deal_form_owes_other_duties(house: House) -> None:
    from novation.control.cases.actions import change_deal_form
    from novation.terms import DealForm

    before = {one.id for one in duties_of(house.case, house.officer)}
    change_deal_form(house.officer, house.case, deal_form=DealForm.SHARE_DEAL)
    assert {one.id for one in duties_of(house.case, house.officer)} != before


def test_the_days_page_asks_as_many_queries_for_many_cases_as_for_one(
    house: House, django_assert_max_num_queries: object
) -> None:
    from novation.control.accounts.granting import grant
    from novation.control.cases.models import Case
    from novation.control.duties.duty_dues import duties_due

    for number in range(10):
        case = Case.objects.create(
            number=f"NV-X-{number}",
            organisation=house.seller,
            title="Many",
            deal_form="merger",
            seller=house.case.seller,
            buyer=house.case.buyer,
            closing_on=date(2027, 1, 1),
        )
        grant(house.officer, case.ref, CaseRole.COMPLIANCE_OFFICER, by="system")
    reader = type(house.officer).objects.get(pk=house.officer.pk)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        found = list(duties_due(reader, Case.objects.visible_to(reader)))
    assert len({one.case.pk for one in found}) == 11


def test_where_nobody_has_counted_no_day_is_held_against_anybody(house: House) -> None:
    from novation.control.duties.states import uncounted

    assert any(uncounted(one.owed) for one in duties_of(house.case, house.officer))
    assert not any(
        uncounted(one.owed) and one.state is DutyState.LATE for one in duties_of(house.case, house.officer)
    )
