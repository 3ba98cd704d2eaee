"""Opening and amending a case, its team and the gate before closing, and what somebody has not seen yet."""

from __future__ import annotations

from datetime import date

import pytest
from tests.control.people import House

from novation.control.accounts.models import Grant
from novation.control.cases.actions import amend_case, change_deal_form, open_case, remove_member
from novation.control.cases.consequences import Sort, consequences_of
from novation.control.cases.looking import mark_seen, since_last_look, words_of
from novation.control.cases.models import Looked
from novation.control.cases.phases import CasePhase
from novation.control.cases.team_gate import team_is_whole
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.terms import DealForm, Place

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 1)


@pytest.mark.action("case.opened")
def test_a_case_opens_with_its_places_and_the_first_of_its_team(house: House) -> None:
    case = open_case(
        house.admin,
        house.seller,
        title="Second",
        deal_form=DealForm.MERGER,
        seller=house.case.seller,
        buyer=house.case.buyer,
        closing_on=date(2027, 3, 1),
        officer=house.officer,
        owner=house[CaseRole.OWNER],
        signing_on=date(2027, 1, 1),
        places=[Place("de"), Place("de"), Place("jp")],
    )
    assert [str(one.place) for one in case.places.all()] == ["de", "jp"]
    assert set(Grant.objects.filter(scope=case.ref).values_list("role", flat=True)) == {
        "owner",
        "compliance-officer",
    }
    tags = LogEntry.objects.filter(stream=case.ref).order_by("index").values_list("tag", flat=True)
    assert list(tags) == ["case.opened", "team-member.added", "team-member.added"]
    assert case.number.endswith("-0002")


@pytest.mark.action("case.amended")
def test_amending_a_case_keeps_signing_before_closing_and_names_nobody(house: House) -> None:
    with pytest.raises(NovationError, match="input.wrong"):
        amend_case(
            house.officer,
            house.case,
            title="Quiet title",
            closing_on=date(2027, 1, 1),
            signing_on=date(2027, 2, 1),
        )
    amend_case(
        house.officer, house.case, title="Quiet title", closing_on=date(2027, 2, 1), places=[Place("fr")]
    )
    house.case.refresh_from_db()
    assert (house.case.title, house.case.closing_on) == ("Quiet title", date(2027, 2, 1))
    last = LogEntry.objects.filter(stream=house.case.ref).latest("index")
    assert last.tag == "case.amended" and "Quiet" not in last.line and '"closing":"2027-02-01"' in last.line


def test_of_two_who_decide_at_once_the_second_is_told(house: House) -> None:
    shown = house.case.version
    amend_case(house.officer, house.case, title="One", closing_on=date(2027, 2, 1), seen=shown)
    with pytest.raises(NovationError, match="state.changed-meanwhile"):
        amend_case(house[CaseRole.OWNER], house.case, title="Two", closing_on=date(2027, 3, 1), seen=shown)


def test_closing_needs_five_roles_and_three_people_who_sign(house: House) -> None:
    assert list(team_is_whole(house.case)) == []
    held = Grant.objects.filter(scope=house.case.ref)
    remove_member(house.officer, house.case, grant=held.get(role="witness"))
    assert [one.text.en for one in team_is_whole(house.case)] == ["nobody is witness yet"]
    held.filter(role="hander-over").update(person=house[CaseRole.RECEIVER])
    assert any("same person" in one.text.en for one in team_is_whole(house.case))


def test_a_gate_of_the_team_stands_before_closing_alone(house: House) -> None:
    from novation.control.cases.gates import blockers

    Grant.objects.filter(scope=house.case.ref, role="witness").delete()
    assert any(one.page == "team" for one in blockers(house.case, CasePhase.CLOSING))
    assert not any(one.page == "team" for one in blockers(house.case, CasePhase.AGREEMENTS))


def test_what_happened_since_is_told_in_words_with_names_and_only_once(house: House) -> None:
    change_deal_form(house.officer, house.case, deal_form=DealForm.SHARE_DEAL)
    reader = house[CaseRole.AUDITOR]
    first = since_last_look(house.case, reader)
    assert first.entries[0].what.zh == "变更交易形式" and first.entries[0].who == house.officer.name
    mark_seen(house.case, reader, first.size)
    assert since_last_look(house.case, reader).count == 0
    change_deal_form(house.officer, house.case, deal_form=DealForm.MERGER)
    again = since_last_look(house.case, reader)
    assert (again.count, len(again.entries)) == (1, 1)


def test_nobody_can_have_seen_what_is_not_there_yet(house: House) -> None:
    mark_seen(house.case, house.officer, 10**9)
    assert Looked.objects.get().size == since_last_look(house.case, house.officer).size


def test_a_tag_that_no_action_writes_is_still_told() -> None:
    assert words_of("plan.made").en == "a plan was made"
    assert words_of("thing.unheard").en == "Journal entry"


def test_another_deal_form_shows_what_follows_and_what_vanishes_with_citations(house: House) -> None:
    changes = {one.sort: one for one in consequences_of(house.case, DealForm.MERGER, ON)}
    rules = changes[Sort.RULE]
    assert any(one.key.startswith("cn-pipl/23") for one in rules.goes)
    assert any(one.key.startswith("cn-pipl/22") for one in rules.comes)
    assert all(one.citation and one.citation.zh for one in (*rules.comes, *rules.goes))
    house.case.refresh_from_db()
    assert house.case.deal_form is DealForm.ASSET_DEAL


def test_a_deal_form_compared_with_itself_changes_nothing(house: House) -> None:
    assert all(not one.comes and not one.goes for one in consequences_of(house.case, DealForm.ASSET_DEAL, ON))
