"""Correcting a finding takes a reason, a last day and a second person in another role."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.control.operations.shop import PLANTED
from tests.control.people import House

from novation.control.journal.models import LogEntry
from novation.control.operations.actions.corrections import ask_override, confirm_override, decline_override
from novation.control.operations.folders import open_project
from novation.control.operations.models import Correction, ProjectLink
from novation.control.operations.words import CorrectionState
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.handover import scanning
from novation.handover.planning import decisive_digest
from novation.terms import Category

pytestmark = pytest.mark.django_db
SOON = date.today() + timedelta(days=60)


def asked(planned: ProjectLink, house: House, **other: Any) -> Correction:
    given = {
        "source": "orders.csv",
        "table": "orders",
        "column": "金额",
        "category": Category.NONE,
        "until_on": SOON,
    }
    return ask_override(
        house[CaseRole.DATA_ENGINEER], planned, reason=f"{PLANTED[0]} said so", **{**given, **other}
    )


@pytest.mark.action("override.asked", "override.recorded")
def test_it_counts_once_a_second_person_confirms_it_and_the_journal_holds_no_word_of_it(
    planned: ProjectLink, house: House
) -> None:
    one = asked(planned, house)
    assert not open_project(planned).settings().overrides
    confirm_override(house[CaseRole.COUNSEL], one)
    (kept,) = open_project(planned).settings().overrides
    assert (kept.column, kept.category, kept.until) == ("金额", Category.NONE, SOON)
    assert kept.confirmed_by == house[CaseRole.COUNSEL].ref and one.state is CorrectionState.CONFIRMED
    lines = "".join(LogEntry.objects.filter(stream=house.case.ref).values_list("line", flat=True))
    assert PLANTED[0] not in lines and "金额" not in lines


@pytest.mark.action("override.recorded")
def test_nobody_confirms_their_own_and_nobody_of_the_same_role_or_the_other_side(
    planned: ProjectLink, house: House
) -> None:
    one = asked(planned, house)
    for role in (CaseRole.DATA_ENGINEER, CaseRole.RECEIVER, CaseRole.AUDITOR, CaseRole.BUYERS_LAWYER):
        with pytest.raises(NovationError, match="access.refused"):
            confirm_override(house[role], one)


@pytest.mark.action("override.asked")
@pytest.mark.parametrize("until", [date.today() - timedelta(days=1), date.today() + timedelta(days=400)])
def test_it_is_for_a_time(planned: ProjectLink, house: House, until: date) -> None:
    with pytest.raises(NovationError, match="input.wrong"):
        asked(planned, house, until_on=until)


@pytest.mark.action("override.asked")
def test_what_corrects_nothing_or_no_column_is_refused(planned: ProjectLink, house: House) -> None:
    with pytest.raises(NovationError, match="input.wrong"):
        asked(planned, house, category=None)
    with pytest.raises(NovationError, match="source.unknown"):
        asked(planned, house, column="no")


@pytest.mark.action("override.declined")
def test_a_correction_that_is_declined_changes_nothing(planned: ProjectLink, house: House) -> None:
    one = asked(planned, house)
    decline_override(house.officer, one)
    assert one.state is CorrectionState.DECLINED and not open_project(planned).settings().overrides
    with pytest.raises(NovationError, match="state.wrong"):
        confirm_override(house[CaseRole.COUNSEL], one)


def test_when_it_is_over_the_scan_counts_again_and_the_plan_is_stale(
    planned: ProjectLink, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirm_override(house[CaseRole.COUNSEL], asked(planned, house))
    project = open_project(planned)
    then = decisive_digest(project.settings())
    corrected = _category(scanning.scan(project))

    class Later(date):
        @classmethod
        def today(cls) -> Later:
            return cls.fromordinal(SOON.toordinal() + 1)

    monkeypatch.setattr(scanning, "date", Later)
    monkeypatch.setattr("novation.handover.planning.date", Later)
    assert corrected == "none" != _category(scanning.scan(project, afresh=True))
    assert decisive_digest(project.settings()) != then


def _category(record: dict[str, Any]) -> str:
    (column,) = [
        one
        for table in record["tables"]
        if table["table"] == "orders"
        for one in table["columns"]
        if one["name"] == "金额"
    ]
    return str(column["category"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_second_person_finds_it_on_the_page_of_the_inventory(
    planned: ProjectLink, house: House, client: Client, language: str
) -> None:
    one = asked(planned, house)
    client.cookies["novation-language"] = language
    for role, offered in ((CaseRole.COUNSEL, True), (CaseRole.DATA_ENGINEER, False)):
        client.force_login(house[role])
        text = client.get(f"/cases/{house.case.ref}/inventory/").content.decode()
        assert (
            "等第二人确认的更正" if language == "zh" else "Corrections that await a second person"
        ) in text
        assert (f"/deeds/override.recorded/{one.ref}/" in text) is offered
