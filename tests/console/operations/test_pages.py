"""The pages of operations say what the files say, name no customer, and claim nothing that nobody looked at."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape
from tests.control.operations.shop import PHONES, PLANTED
from tests.control.people import House

from novation.control.journal.models import LogEntry
from novation.control.operations.actions.jobs import queue_job
from novation.control.operations.folders import open_project
from novation.control.operations.models import CheckLine, Job, PersonLook, ProjectLink
from novation.control.operations.words import JobState, Step
from novation.control.roles import CaseRole
from novation.handover.opening import set_deal_form
from novation.handover.stages import Stage, StageKind
from novation.terms import DealForm

pytestmark = pytest.mark.django_db
PAGES = ("inventory", "classes", "plan", "package", "jobs")
LANGUAGES = ("zh", "en")


def read(client: Client, house: House, page: str, language: str = "en", **query: str) -> str:
    client.cookies["novation-language"] = language
    answer = client.get(f"/cases/{house.case.ref}/{page}/", query)
    assert answer.status_code == 200, (page, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_project_pages_say_that_nobody_looked_and_what_comes_next(
    client: Client, house: House, language: str
) -> None:
    client.force_login(house.officer)
    for page, words in (("inventory", "没有结论"), ("classes", "还没有判定"), ("plan", "还没有方案")):
        text = read(client, house, page, language)
        assert "panel unknown" in text and f"/deeds/project.linked/{house.case.ref}/" in text
        assert language == "en" or words in text
        assert "s-met" not in text


def test_who_may_not_begin_is_told_who_does(client: Client, house: House) -> None:
    client.force_login(house[CaseRole.AUDITOR])
    text = read(client, house, "inventory")
    assert "/deeds/project.linked/" not in text and "data engineer" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_inventory_shows_columns_masked_and_what_was_not_read(
    client: Client, house: House, planned: ProjectLink, language: str
) -> None:
    client.force_login(house.officer)
    text = read(client, house, "inventory", language)
    scan = open_project(planned).read_record("scan.json", "scan")
    for table in scan["tables"]:
        assert all(column["name"] in text for column in table["columns"])
    assert "old.bak" in text and "cn.mobile" in text
    assert "收货地址" not in read(client, house, "inventory", language, source="members.csv")


def test_the_inventory_downloads_with_its_filter(client: Client, house: House, planned: ProjectLink) -> None:
    client.force_login(house.officer)
    answer = client.get(f"/cases/{house.case.ref}/inventory/", {"as": "json", "source": "members.csv"})
    rows = json.loads(b"".join(answer.streaming_content))["rows"]  # type: ignore[attr-defined]
    assert [row["column"] for row in rows] and all("members" in row["source"] for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_classes_and_one_class_say_what_the_decisions_say(
    client: Client, house: House, planned: ProjectLink, language: str
) -> None:
    client.force_login(house[CaseRole.COUNSEL])
    decisions = open_project(planned).read_record("decisions.json", "decide")
    largest = max(decisions["classes"], key=lambda one: one["people"])
    text = read(client, house, "classes", language)
    assert largest["id"] in text
    one = read(client, house, f"classes/{largest['id']}", language)
    verdict = decisions["verdicts"][largest["verdict"]]
    for rule in (*verdict["reasons"], *verdict["seller_reasons"]):
        assert decisions["rules"][rule]["citation"][language] in one and rule in one
    assert f"{largest['people']:,}" in one
    assert client.get(f"/cases/{house.case.ref}/classes/C-nothing/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_classes_are_shown_by_group_and_every_export_has_all(
    client: Client, house: House, planned: ProjectLink, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("novation.console.operations.classes.FEW", 0)
    client.force_login(house[CaseRole.COUNSEL])
    decisions = open_project(planned).read_record("decisions.json", "decide")
    text = read(client, house, "classes", language)
    keys = re.findall(r'href="\?group=(K-[0-9a-f]{10})"', text)
    assert keys and len(keys) == len(set(keys)) and f"<code>{decisions['classes'][0]['id']}" not in text
    seen: set[str] = set()
    for key in keys:
        part = client.get(f"/cases/{house.case.ref}/classes/?group={key}&as=json").getvalue().decode()
        ids = {one["class"] for one in json.loads(part)["rows"]}
        assert ids and not ids & seen
        seen |= ids
    assert seen == {one["id"] for one in decisions["classes"]}
    whole = json.loads(client.get(f"/cases/{house.case.ref}/classes/?as=json").getvalue())
    assert {one["class"] for one in whole["rows"]} == seen
    assert (
        decisions["classes"][0]["id"]
        in client.get(f"/cases/{house.case.ref}/classes/?all=1").content.decode()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_shows_the_stages_that_run_and_the_digest_that_is_signed(
    client: Client, house: House, planned: ProjectLink, language: str
) -> None:
    from novation.handover.stages import Stage

    client.force_login(house[CaseRole.COMMITTEE])
    text = read(client, house, "plan", language)
    document = open_project(planned).read_record("plan.json", "plan")
    for stage in map(Stage.from_dict, document["stages"]):
        assert stage.text().in_(language) in text  # type: ignore[arg-type]
    assert "old.bak" in text


def test_a_stale_plan_says_so_first(client: Client, house: House, planned: ProjectLink) -> None:
    client.force_login(house.officer)
    assert "Why it is stale" not in read(client, house, "plan")
    set_deal_form(open_project(planned), DealForm.MERGER)
    text = read(client, house, "plan")
    assert "The plan is stale" in text and "novation.toml changed after the plan" in text
    assert f"/deeds/project-settings.written/{planned.ref}/" in text


def test_a_plan_made_anew_is_held_against_the_one_before(
    client: Client, house: House, planned: ProjectLink, at_once: Any
) -> None:
    client.force_login(house.officer)
    for _ in range(2):
        with at_once():
            job = queue_job(house.officer, planned, step=Step.PLAN)
    job.refresh_from_db()
    assert job.state is JobState.DONE
    assert "Against version 2" in read(client, house, "plan")


def test_the_package_page_shows_no_tick_before_anybody_verified(
    client: Client, house: House, planned: ProjectLink
) -> None:
    client.force_login(house[CaseRole.RECEIVER])
    assert "Nothing has been sealed yet" in read(client, house, "package")
    project = open_project(planned)
    parts = [{"stage": "a", "file": "data/contact/s0.parquet.age", "rows": 30, "people": 30, "columns": []}]
    sealed = {"type": "novation-sealed@v1", "plan": "sha256:0", "package": "sha256:" + "ab" * 32, "sealed_at": "2027-01-15T10:00:00Z", "parts": parts}  # fmt: skip
    project.write_record("sealed.json", sealed)
    text = read(client, house, "package")
    assert (
        "Not reconciled, no result" in text
        and "Not verified" in text
        and "data/contact/s0.parquet.age" in text
    )
    assert 'class="met"' not in text


def test_the_package_page_names_tables_as_the_sealed_plan_does_and_no_other_plan(
    client: Client, house: House, planned: ProjectLink
) -> None:
    client.force_login(house[CaseRole.RECEIVER])
    project = open_project(planned)
    plan = project.read_record("plan.json", "plan")
    part = Stage("a", StageKind.PART, "s0", "crm.sqlite · 会员 <表>", "contact").as_dict()
    digest = project.write_record("plan.json", {**plan, "stages": [*plan["stages"], part]})
    file = "data/contact/s0.parquet.age"
    parts = [{"stage": "a", "file": file, "rows": 30, "people": 30, "columns": []}]

    def seal(plan: str) -> str:
        sealed = {"type": "novation-sealed@v1", "plan": plan, "package": "sha256:" + "ab" * 32, "sealed_at": "2027-01-15T10:00:00Z", "parts": parts}  # fmt: skip
        project.write_record("sealed.json", sealed)
        return read(client, house, "package")

    named, other = seal(digest), seal("sha256:" + "0" * 64)
    assert escape(part["label"]) in named and file in named
    assert escape(part["label"]) not in other and file in other


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_job_shows_its_progress_and_an_error_in_the_readers_language(
    client: Client, house: House, fresh: ProjectLink, at_once: Any, language: str
) -> None:
    client.force_login(house.officer)
    client.cookies["novation-language"] = language
    job = queue_job(house.officer, fresh, step=Step.PLAN)
    address = f"/cases/{house.case.ref}/jobs/{job.ref}/"
    assert 'hx-trigger="every 2s"' in client.get(address).content.decode()
    Job.objects.update(state=JobState.FAILED, error_code="a.b", error_zh="不行 <b>", error_en="no <b>")
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "hx-trigger" not in part
    assert ("不行 &lt;b&gt;" if language == "zh" else "no &lt;b&gt;") in part
    assert "/deeds/job.resumed/" in part


def test_what_was_verified_is_shown_line_by_line_and_unknown_is_no_tick(
    client: Client, house: House, planned: ProjectLink, at_once: Any
) -> None:
    client.force_login(house.officer)
    with at_once():
        job = queue_job(house.officer, planned, step=Step.VERIFY)
    job.refresh_from_db()
    assert job.state is JobState.DONE, job.error_en
    lines = list(CheckLine.objects.filter(job=job))
    text = read(client, house, f"jobs/{job.ref}")
    assert lines and text.count('class="met"') == sum(1 for line in lines if line.mark == "tick")


def test_a_button_runs_the_step_and_comes_back(client: Client, house: House, fresh: ProjectLink) -> None:
    client.force_login(house[CaseRole.DATA_ENGINEER])
    back = f"/cases/{house.case.ref}/jobs/"
    done = client.post(f"/deeds/job.queued/{fresh.ref}/", {"step": "scan", "next": back})
    assert done.status_code == 302 and done["Location"] == back
    assert Job.objects.get().step is Step.SCAN
    form = client.get(f"/deeds/job.queued/{fresh.ref}/").content.decode()
    assert "destroy" not in form


def test_one_person_is_looked_at_on_a_page_of_its_own_and_by_the_one_who_asked(
    client: Client, house: House, planned: ProjectLink
) -> None:
    client.force_login(house.officer)
    address = f"/cases/{house.case.ref}/person/"
    wrong = client.post(address, {"reference": PLANTED[0], "purpose": "request", "reason": "17"})
    assert wrong.status_code == 404 and PLANTED[0] not in _journal(house)
    assert client.post(address, {"reference": "M00001", "purpose": "", "reason": "17"}).status_code == 422
    done = client.post(address, {"reference": "M00001", "purpose": "request", "reason": "request 17"})
    look = PersonLook.objects.get()
    assert done["Location"] == f"{address}{look.ref}/" and "M00001" not in done["Location"]
    masked = client.get(done["Location"]).content.decode()
    assert "138****8207" in masked and PLANTED[0] not in masked and PHONES[0] not in masked
    client.post(f"/deeds/subject.unmasked/{look.ref}/", {"next": done["Location"]})
    shown = client.get(done["Location"])
    assert PLANTED[0] in shown.content.decode() and "no-store" in shown["Cache-Control"]
    client.force_login(house[CaseRole.COUNSEL])
    assert client.get(done["Location"]).status_code == 404


def _journal(house: House) -> str:
    return "".join(LogEntry.objects.filter(stream=house.case.ref).values_list("line", flat=True))


@pytest.mark.parametrize("page", [*PAGES, "person", "plan/dossier"])
def test_strangers_find_nothing(client: Client, house: House, planned: ProjectLink, page: str) -> None:
    client.force_login(house.stranger)
    assert client.get(f"/cases/{house.case.ref}/{page}/").status_code == 404


def test_the_buyer_sees_package_and_jobs_of_its_own_side_only(
    client: Client, house: House, planned: ProjectLink, at_once: Any
) -> None:
    with at_once():
        queue_job(house.officer, planned, step=Step.SCAN)
    client.force_login(house[CaseRole.RECEIVER])
    for page in ("inventory", "classes", "plan", "person"):
        assert client.get(f"/cases/{house.case.ref}/{page}/").status_code == 404, page
    assert Job.objects.get().ref not in read(client, house, "jobs")


def test_no_page_and_no_journal_names_a_customer(
    client: Client, house: House, planned: ProjectLink, at_once: Any, caplog: Any
) -> None:
    with at_once():
        queue_job(house.officer, planned, step=Step.RUN)
    client.force_login(house.officer)
    decisions = open_project(planned).read_record("decisions.json", "decide")
    pages = [*PAGES, *(f"classes/{one['id']}" for one in decisions["classes"][:5]), "person", "plan/dossier"]
    told = "".join(read(client, house, page, language) for page in pages for language in LANGUAGES)
    for where in (told, _journal(house), caplog.text):
        assert not [word for word in (*PLANTED, *PHONES) if word in where]


def test_the_dossier_comes_as_a_file_in_the_readers_language(
    client: Client, house: House, planned: ProjectLink
) -> None:
    client.force_login(house[CaseRole.AUDITOR])
    answer = client.get(f"/cases/{house.case.ref}/plan/dossier/")
    assert answer["Content-Disposition"].startswith("attachment") and b"Hailan Retail" in answer.content
