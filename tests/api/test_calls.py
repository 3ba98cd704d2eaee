"""The API as programs meet it: readings, deeds, versions, repeated calls, limits, errors in the caller's language."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.test import override_settings
from django.utils import timezone
from tests.api.conftest import Caller, token_for
from tests.control.furnished import proven
from tests.control.people import House

from novation.api import problems
from novation.control.accounts.models import Grant
from novation.control.actions import ACTIONS
from novation.control.hooks.delivering import forget_old_calls
from novation.control.hooks.models import Call, Token
from novation.control.hooks.tokens import issue_house_token, issue_token
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole

pytestmark = pytest.mark.django_db
FORM = "deeds/deal-form.changed"


def last(stream: str) -> LogEntry:
    found = LogEntry.objects.filter(stream=stream).order_by("index").last()
    assert found is not None
    return found


def test_a_case_is_read_with_its_version_and_not_sent_again_while_it_is_the_same(
    call: Caller, house: House
) -> None:
    first = call.get(f"/cases/{house.case.ref}")
    assert first.status_code == 200 and first.json()["number"] == house.case.number
    again = call.get(f"/cases/{house.case.ref}", **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content


def test_a_list_is_read_in_windows_to_its_end(call: Caller, house: House) -> None:
    seen: list[str] = []
    after = ""
    while True:
        told = call.get(f"/cases/{house.case.ref}/team?limit=3&after={after}").json()
        seen += [row["grant"] for row in told["items"]]
        if told["next"] is None:
            break
        after = told["next"]
    assert len(seen) == len(set(seen)) == len(CaseRole)


def test_the_journal_is_read_in_windows_too(call: Caller, house: House) -> None:
    told = call.get(f"/cases/{house.case.ref}/journal?limit=2").json()
    following = call.get(f"/cases/{house.case.ref}/journal?limit=2&after={told['next']}").json()
    assert [row["index"] for row in told["items"] + following["items"]] == [0, 1, 2, 3]
    for wrong in ("x", "-5", "9" * 40, "²"):
        assert call.get(f"/cases/{house.case.ref}/journal?after={wrong}").status_code == 422


def test_a_deed_is_done_once_recorded_and_names_the_token(call: Caller, house: House) -> None:
    done = call.post(f"/cases/{house.case.ref}/{FORM}", {"deal_form": "merger"})
    assert done.status_code == 200
    assert done.json() == {
        "deed": "deal-form.changed", "target": house.case.ref, "version": house.case.version + 1, "made": [],
    }  # fmt: skip
    entry = last(house.case.ref)
    assert (entry.tag, entry.by) == ("deal-form.changed", house.officer.ref)
    assert Token.objects.get().ref in entry.line


def test_a_deed_on_a_version_that_is_no_more_fails_with_412(call: Caller, house: House) -> None:
    shown = call.get(f"/cases/{house.case.ref}")["ETag"]
    where = f"/cases/{house.case.ref}/{FORM}"
    assert call.post(where, {"deal_form": "merger"}, **{"If-Match": shown}).status_code == 200
    late = call.post(where, {"deal_form": "division"}, **{"If-Match": shown})
    assert (late.status_code, late.json()["code"]) == (412, "state.changed-meanwhile")
    assert call.post(where, {"deal_form": "merger"}, **{"If-Match": "3"}).status_code == 400


def test_a_repeated_call_is_answered_and_not_done_again(call: Caller, house: House) -> None:
    where, key = f"/cases/{house.case.ref}/{FORM}", {"Idempotency-Key": "one-two-three-4"}
    first = call.post(where, {"deal_form": "merger"}, **key)
    size = LogEntry.objects.filter(stream=house.case.ref).count()
    again = call.post(where, {"deal_form": "merger"}, **key)
    assert again.json() == first.json() and again["Idempotent-Replayed"] == "true"
    assert LogEntry.objects.filter(stream=house.case.ref).count() == size
    other = call.post(where, {"deal_form": "division"}, **key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency.key-reused")
    assert call.post(where, {"deal_form": "merger"}, **{"Idempotency-Key": "x"}).status_code == 400


def test_a_failed_call_leaves_its_key_free_and_its_refusal_on_record(house: House) -> None:
    auditor = Caller(token_for(house, house[CaseRole.AUDITOR]))
    where, key = f"/cases/{house.case.ref}/{FORM}", {"Idempotency-Key": "one-two-three-4"}
    assert auditor.post(where, {"deal_form": "merger"}, **key).status_code == 403
    assert last(house.case.ref).tag == "access.refused"
    assert not Call.objects.exists()


def test_answers_of_repeated_calls_are_kept_for_a_day(call: Caller, house: House) -> None:
    where, key = f"/cases/{house.case.ref}/{FORM}", {"Idempotency-Key": "one-two-three-4"}
    call.post(where, {"deal_form": "merger"}, **key)
    assert forget_old_calls() == 0
    assert forget_old_calls(timezone.now() + timedelta(hours=25)) == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b'{"deal_form":"merger","deal_form":"merger"}', 400, "body.malformed"),
        (b'{"deal_form":NaN}', 400, "body.malformed"),
        (b"[]", 400, "body.malformed"),
        (b'{"deal_form":"\\ud800"}', 400, "body.malformed"),
        (b"\xff\xfe", 400, "body.malformed"),
        (b"[" * 5000, 400, "body.malformed"),
        (b'{"deal_form":"merger","extra":1}', 422, "input.wrong"),
        (b'{"deal_form":5}', 422, "input.wrong"),
        (b'{"deal_form":"gift"}', 422, "input.wrong"),
        (b"", 415, "body.type-wrong"),
        (b"{" + b" " * 1_100_000 + b"}", 413, "body.too-large"),
    ],
)  # fmt: skip
def test_what_is_not_well_made_is_refused_with_a_code(
    call: Caller, house: House, body: bytes, status: int, code: str
) -> None:
    found = call.post(f"/cases/{house.case.ref}/{FORM}", body)
    assert (found.status_code, found.json()["code"]) == (status, code)


def test_a_problem_has_a_type_words_in_the_language_asked_for_and_a_number(
    call: Caller, house: House
) -> None:
    where = f"/cases/{house.case.ref}/{FORM}"
    english = call.post(where, {"deal_form": "gift"}, **{"Accept-Language": "fr, en;q=0.8, zh;q=0.3"})
    chinese = call.post(
        where, {"deal_form": "gift"}, **{"Accept-Language": "zh-CN", "X-Request-Id": "abc-12345"}
    )
    assert english["Content-Type"] == problems.TYPE and english["Content-Language"] == "en"
    assert "Deal form" in english.json()["detail"] and "交易形式" in chinese.json()["detail"]
    assert chinese.json()["request"] == chinese["X-Request-Id"] == "abc-12345"
    told = call.get(english.json()["type"].removeprefix("/api/v1")).json()
    assert told["code"] == "input.wrong" and told["status"] == 422


def test_only_json_is_taken_and_only_the_method_that_is_there(call: Caller, house: House) -> None:
    where = f"/api/v1/cases/{house.case.ref}/{FORM}"
    form = call.client.post(where, {"deal_form": "merger"}, headers=call.headers)
    assert (form.status_code, form.json()["code"]) == (415, "body.type-wrong")
    put = call.client.put(where, b"{}", headers=call.headers)
    assert (put.status_code, put["Allow"], put.json()["code"]) == (405, "POST", "request.method-wrong")
    assert call.get("/nothing/here").json()["code"] == "access.not-found"


def test_too_many_calls_wait(call: Caller, house: House) -> None:
    with override_settings(API_CALLS_A_MINUTE=2):
        codes = [call.get(f"/cases/{house.case.ref}").status_code for _ in range(3)]
        slow = call.get(f"/cases/{house.case.ref}")
    assert codes == [200, 200, 429] and 0 < int(slow["Retry-After"]) <= 60
    assert slow["RateLimit-Remaining"] == "0"


def test_the_limit_is_that_of_the_installation_and_not_of_one_process(call: Caller, house: House) -> None:
    """What one process counted stands in the database: another, which has counted nothing, refuses too."""
    cache.clear()
    with override_settings(API_CALLS_A_MINUTE=1):
        assert call.get("/cases").status_code == 200
        cache.clear()
        assert call.get("/cases").status_code == 429


def test_guessing_tokens_is_slowed_down() -> None:
    guess = Caller("novation_" + "x" * 43)
    codes = {guess.get("/cases").status_code for _ in range(65)}
    assert codes == {401, 429}


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic bm92YXRpb24=", "Bearer novation_é"])
def test_without_a_token_nothing_is_told(house: House, header: str) -> None:
    caller = Caller(**({"Authorization": header} if header else {}))
    found = caller.get(f"/cases/{house.case.ref}")
    assert (found.status_code, found["WWW-Authenticate"]) == (401, 'Bearer realm="novation"')


def test_a_session_is_no_way_in(house: House) -> None:
    caller = Caller()
    caller.client.force_login(house.officer)
    assert caller.get(f"/cases/{house.case.ref}").status_code == 401


def test_a_token_does_what_it_names_and_nothing_else(house: House) -> None:
    given = issue_token(proven(house.officer), house.case, label="reads", days=1, sights=["case.overview"])
    caller = Caller(given.secret)
    assert caller.get(f"/cases/{house.case.ref}").status_code == 200
    refused = caller.post(f"/cases/{house.case.ref}/{FORM}", {"deal_form": "merger"})
    assert (refused.status_code, refused.json()["code"]) == (403, "token.not-for-this")
    assert last(house.case.ref).tag == "access.refused" and given.token.ref in last(house.case.ref).line


def test_a_token_of_a_case_reaches_nothing_outside_it(house: House) -> None:
    given = issue_token(proven(house.officer), house.case, label="x", days=1, deeds=["party.added"])
    foreign = Caller(given.secret).post(
        f"/organisations/{house.seller.ref}/deeds/party.added", {"name": "Front", "place": "cn"}
    )
    assert (foreign.status_code, foreign.json()["code"]) == (404, "access.not-found")
    assert last(house.seller.ref).tag == "access.refused"


def test_a_token_of_an_organisation_names_what_was_made(house: House) -> None:
    given = issue_house_token(proven(house.admin), house.seller, label="x", days=1, deeds=["party.added"])
    made = Caller(given.secret).post(
        f"/organisations/{house.seller.ref}/deeds/party.added", {"name": "Front", "place": "cn"}
    )
    assert made.status_code == 200, made.content
    assert made.json()["made"][0]["kind"] == "party" and made.json()["made"][0]["ref"].startswith("pa_")


def test_a_defect_tells_a_number_and_logs_no_text(
    call: Caller, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with patch("novation.api.doing.perform", side_effect=RuntimeError("Wang Fang, 13800001234")):
        found = call.post(f"/cases/{house.case.ref}/{FORM}", {"deal_form": "merger"})
    assert (found.status_code, found.json()["code"]) == (500, "api.defect")
    assert found.json()["request"] in caplog.text and "RuntimeError" in caplog.text
    assert "Wang" not in caplog.text + found.content.decode()


def test_every_action_that_programs_may_call_is_in_the_document_in_both_languages(call: Caller) -> None:
    document = call.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    operations = {one["operationId"]: one for paths in document["paths"].values() for one in paths.values()}
    for tag, action in ACTIONS.items():
        assert (tag in operations) is action.api, tag
        if action.api:
            assert (
                action.title.zh in operations[tag]["summary"]
                and action.title.en in operations[tag]["summary"]
            )


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_no_defect_and_worth_another_try(
    call: Caller, house: House, fault: type[Exception]
) -> None:
    where = f"/cases/{house.case.ref}"
    with patch.object(Grant.objects, "filter", side_effect=fault("server at 192.0.2.7 closed")):
        answers = (call.get(where), call.post(f"{where}/{FORM}", {"deal_form": "merger"}))
    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (503, "database.away")
        assert answer["Retry-After"] == "30" and "192.0.2" not in answer.content.decode()
    house.case.refresh_from_db()
    assert str(house.case.deal_form) == "asset-deal"
