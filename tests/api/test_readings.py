"""What programs read of a case besides the case itself: lists in windows, whole lists as files, each side its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from tests.api.conftest import Caller, token_for
from tests.control.furnished import furnish
from tests.control.people import House, build_house

from novation.control.accounts.models import Person
from novation.control.cases.task_actions import open_task
from novation.control.reading import READINGS
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> House:
    return furnish(build_house())


@pytest.fixture
def call(house: House) -> Caller:
    return Caller(token_for(house, house.officer))


def items(call: Caller, house: House, name: str, **query: Any) -> list[dict[str, Any]]:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    found = call.get(f"/cases/{house.case.ref}/{name}?{asked}")
    assert found.status_code == 200, found.content
    return list(found.json()["items"])


def test_there_is_a_reading_for_each_room_of_a_case() -> None:
    wanted = {
        "tasks", "files", "agreements", "requests", "duties", "findings", "classes", "plans", "packages",
        "packages-announced", "travelling-files", "jobs", "approvals", "papers",
    }  # fmt: skip
    assert wanted <= set(READINGS)


def test_what_is_there_is_read(call: Caller, house: House) -> None:
    (task,), (file, *_), (agreement,) = (
        items(call, house, name) for name in ("tasks", "files", "agreements")
    )
    assert (
        task["title"] == "Ask the landlord" and task["due_on"] == "2027-01-04" and task["audience"] == "both"
    )
    assert file["versions"][0]["digest"].startswith("sha256:") and "wrapped_key" not in file["versions"][0]
    assert agreement["standing"] == "in-force" and agreement["missing"] == []
    (request,) = items(call, house, "requests")
    assert (
        request["right"] == "complain"
        and "words" not in request
        and "That is not my order." not in str(request)
    )
    assert {one["state"] for one in items(call, house, "duties", limit=500)} <= {
        "overdue", "unknown", "partly-seen", "claimed", "met"
    }  # fmt: skip
    for name in ("findings", "classes", "plans", "packages", "jobs", "approvals", "papers"):
        assert items(call, house, name) == [], f"{name}: there is none, and that is no error"


def test_a_long_list_is_read_in_windows(call: Caller, house: House) -> None:
    for number in range(5):
        open_task(
            house.officer, house.case, title=f"Task {number}", owner=house.officer, due_on=date(2027, 2, 1)
        )
    found, after = [], ""
    while after is not None:
        part = call.get(f"/cases/{house.case.ref}/tasks?limit=2&after={after}").json()
        assert len(part["items"]) <= 2
        found += [one["title"] for one in part["items"]]
        after = part["next"]
    assert found == ["Ask the landlord", *(f"Task {n}" for n in range(5))]
    assert call.get(f"/cases/{house.case.ref}/tasks?after=ts_nothing").status_code == 422


def test_one_side_does_not_read_what_is_for_the_other(house: House) -> None:
    open_task(house.officer, house.case, title="Ours alone", owner=house.officer, due_on=date(2027, 2, 1))
    buyer = Caller(token_for(house, house[CaseRole.RECEIVER]))
    assert [one["title"] for one in items(buyer, house, "tasks")] == ["Ask the landlord"]
    assert buyer.get(f"/cases/{house.case.ref}/requests").status_code == 404
    assert buyer.get(f"/cases/{house.case.ref}/approvals").status_code == 404


def test_a_list_is_given_whole_as_a_file_and_no_cell_of_it_is_a_formula(call: Caller, house: House) -> None:
    for number in range(4):
        open_task(
            house.officer, house.case, title=f"=1+{number}", owner=house.officer, due_on=date(2027, 2, 1)
        )
    answer = call.get(f"/cases/{house.case.ref}/tasks?as=csv&limit=1")
    assert (
        answer["Content-Type"] == "text/csv; charset=utf-8" and "attachment" in answer["Content-Disposition"]
    )
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == ["Ask the landlord", *(f"'=1+{n}" for n in range(4))]
    sheet = call.get(f"/cases/{house.case.ref}/files?as=xlsx")
    assert sheet.status_code == 200, sheet.content
    assert sheet["Content-Type"].endswith("spreadsheetml.sheet")
    with ZipFile(io.BytesIO(sheet.getvalue())) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist()
    assert call.get(f"/cases/{house.case.ref}/tasks?as=pdf").status_code == 422


def test_a_file_is_refused_as_the_list_is(house: House, caller_of: Callable[[Person], Caller]) -> None:
    buyer = caller_of(house[CaseRole.RECEIVER])
    assert buyer.get(f"/cases/{house.case.ref}/requests?as=csv").status_code == 404
