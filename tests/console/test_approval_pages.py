"""The pages of approvals, signing, journal and audit, as each reader meets them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from tests.control.approvals.conftest import Committee, seat_committee
from tests.control.approvals.shop import build_shop, give_key, link_project
from tests.control.papers import signed
from tests.control.people import House, build_house

from novation.control.agreements.kinds import AgreementKind
from novation.control.approvals.actions.auditing import draw_sample
from novation.control.approvals.actions.committee import declare_conflict
from novation.control.approvals.actions.deciding import approve_plan, submit_plan
from novation.control.approvals.actions.keys import enter_signer
from novation.control.approvals.actions.signing import prepare_authorisation, sign_paper
from novation.control.approvals.actions.voting import answer_dissent, vote
from novation.control.approvals.models import Submission
from novation.control.approvals.terms import Choice
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole
from novation.evidence import sshsig
from novation.handover.planning import plan
from novation.handover.project import Project
from novation.terms import Role

pytestmark = pytest.mark.django_db
DISSENT = "The preference table is not needed to fulfil orders; <b>withhold</b> all of it."


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop") / "shop"
    build_shop(folder)
    return folder


@pytest.fixture(autouse=True)
def home(settings: object, tmp_path: Path) -> Iterator[Path]:
    settings.HOME = tmp_path / "home"  # type: ignore[attr-defined]
    (tmp_path / "home").mkdir()
    yield tmp_path / "home"


@pytest.fixture
def house(db: None) -> House:
    return build_house()


@pytest.fixture
def project(house: House, shop: Path) -> Project:
    return link_project(house.case, shop)


@pytest.fixture
def committee(house: House) -> Committee:
    return seat_committee(house)


@pytest.fixture
def submission(house: House, committee: Committee, project: Project) -> Submission:
    signed(house, AgreementKind.TRANSFER)
    return submit_plan(house.officer, house.case)


def page(client: Client, house: House, role: CaseRole, path: str = "approvals/", language: str = "en") -> str:
    client.force_login(house[role])
    client.cookies["novation-language"] = language
    answer = client.get(f"/cases/{house.case.ref}/{path}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_before_a_plan_is_put_up_the_page_says_so(client: Client, house: House) -> None:
    assert "No plan has been put up yet" in page(client, house, CaseRole.AUDITOR)
    assert "还没有方案提交审批" in page(client, house, CaseRole.AUDITOR, language="zh")


def test_the_two_buttons_are_alike_and_only_there_for_whoever_is_asked(
    client: Client, house: House, submission: Submission
) -> None:
    asked = page(client, house, CaseRole.OWNER)
    pair = re.search(r'<div class="decide">(.*?)</div>', asked, re.S)
    assert pair is not None
    buttons = re.findall(r'<a class="([^"]*)" href="([^"]*)">', pair[1])
    assert [kind for kind, _ in buttons] == ["btn", "btn"]
    assert "plan.approved" in buttons[0][1] and "plan.declined" in buttons[1][1]
    assert "plan.approved" not in page(client, house, CaseRole.AUDITOR)


def test_a_stale_plan_loses_its_buttons(
    client: Client, house: House, submission: Submission, project: Project
) -> None:
    plan(project)
    shown = page(client, house, CaseRole.OWNER)
    assert "The plan is stale" in shown and "plan.approved" not in shown
    assert "vote.given" not in page(client, house, CaseRole.COMMITTEE)


def test_dissent_and_answer_are_printed_word_for_word_and_escaped(
    client: Client, house: House, committee: Committee, submission: Submission
) -> None:
    given = vote(committee.people[2], submission, choice=Choice.DECLINE, reason=DISSENT)
    answer_dissent(committee.chair.person, given, text="Orders need it.")
    for language in ("zh", "en"):
        shown = page(client, house, CaseRole.AUDITOR, language=language)
        assert "is not needed to fulfil orders; &lt;b&gt;withhold&lt;/b&gt; all of it." in shown
        assert "Orders need it." in shown and committee.people[2].name in shown


def test_a_member_votes_from_the_page_and_one_with_a_conflict_is_offered_no_vote(
    client: Client, house: House, committee: Committee, submission: Submission
) -> None:
    shown = page(client, house, CaseRole.COMMITTEE)
    votes = re.findall(r'href="([^"]*vote\.given[^"]*)"', shown)
    assert len(votes) == 3
    address = votes[0].replace("&amp;", "&")
    assert 'value="approve" selected' in client.get(address).content.decode()
    done = client.post(address.partition("?")[0], {"choice": "approve", "next": "/"})
    assert done.status_code == 302
    declare_conflict(committee.chair.person, committee.chair, statement="Shares.")
    assert "vote.given" not in page(client, house, CaseRole.COMMITTEE)


def test_what_is_signed_stands_beside_with_digest_journal_packs_and_freshness(
    client: Client, house: House, submission: Submission
) -> None:
    shown = page(client, house, CaseRole.OWNER)
    assert (
        submission.plan[7:11] in shown
        and "entry 3 of the project" in shown
        or "of the project’s journal" in shown
    )
    assert "cn-pipl" in shown and "read again when sealing; not looked at now" in shown


def test_the_buyers_side_sees_nothing_of_the_committee(client: Client, house: House) -> None:
    for role in (CaseRole.RECEIVER, CaseRole.BUYERS_LAWYER):
        client.force_login(house[role])
        for path in ("approvals/", "approvals/committee/", "approvals/classes/", "log/audit/"):
            assert client.get(f"/cases/{house.case.ref}/{path}").status_code == 404
    last = LogEntry.objects.filter(stream=house.case.ref).order_by("index").last()
    assert last is not None and last.tag == "access.refused"


def test_a_paper_is_signed_by_file_from_its_page(
    client: Client, house: House, submission: Submission, committee: Committee
) -> None:
    key = give_key(house[CaseRole.OWNER])
    enter_signer(house.officer, house.case, person=house[CaseRole.OWNER], role=Role.OWNER)
    for person in committee.people:
        vote(person, submission, choice=Choice.APPROVE)
    approve_plan(house[CaseRole.OWNER], submission, role="owner")
    approve_plan(house.officer, submission, role="compliance-officer")
    paper = prepare_authorisation(house[CaseRole.OWNER], submission, role="owner")
    assert "1 waiting for your signature" in page(client, house, CaseRole.OWNER, "approvals/signing/")
    shown = page(client, house, CaseRole.OWNER, f"approvals/signing/{paper.ref}/")
    assert "data-sign=" in shown and "ssh-keygen -Y sign" in shown and "script>" in shown
    content = client.get(f"/cases/{house.case.ref}/approvals/signing/{paper.ref}/file/")
    assert content.content == bytes(paper.content) and "attachment" in content["Content-Disposition"]
    signature = sshsig.sign(key, paper.namespace, content.content)
    file = io.BytesIO(signature.encode())
    file.name = "x.sig"
    done = client.post(f"/deeds/document.signed/{paper.ref}/", {"file": file, "next": "/"})
    assert done.status_code == 302
    for role in (CaseRole.OWNER, CaseRole.AUDITOR):
        assert "signature verified" in page(client, house, role)
    again = client.get(f"/cases/{house.case.ref}/approvals/signing/{paper.ref}/signature/")
    assert again.content.decode() == signature


def test_the_buyer_does_not_reach_a_paper_of_the_sellers_side(
    client: Client, house: House, submission: Submission, committee: Committee
) -> None:
    give_key(house[CaseRole.OWNER])
    enter_signer(house.officer, house.case, person=house[CaseRole.OWNER], role=Role.OWNER)
    for person in committee.people:
        vote(person, submission, choice=Choice.APPROVE)
    approve_plan(house[CaseRole.OWNER], submission, role="owner")
    approve_plan(house.officer, submission, role="compliance-officer")
    paper = prepare_authorisation(house[CaseRole.OWNER], submission, role="owner")
    client.force_login(house[CaseRole.RECEIVER])
    for path in ("", "file/", "signature/"):
        address = f"/cases/{house.case.ref}/approvals/signing/{paper.ref}/{path}"
        assert client.get(address).status_code == 404
    with pytest.raises(Exception, match="access.refused"):
        sign_paper(house[CaseRole.RECEIVER], paper, signature="x")


def test_counsel_ticks_classes_and_nothing_is_ticked_in_advance(
    client: Client, house: House, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("novation.console.approvals.classes.FEW", 10_000)
    give_key(house[CaseRole.COUNSEL])
    enter_signer(house.officer, house.case, person=house[CaseRole.COUNSEL], role=Role.COUNSEL)
    for language in ("zh", "en"):
        shown = page(client, house, CaseRole.COUNSEL, "approvals/classes/", language)
        assert "checked" not in shown
    ids = re.findall(r'name="classes" value="([^"]+)"', shown)
    done = client.post(f"/deeds/class-sign-off.prepared/{house.case.ref}/", {"classes": ids[:2], "next": "/"})
    assert done.status_code == 302
    assert 'name="classes"' not in page(client, house, CaseRole.AUDITOR, "approvals/classes/")


def test_of_many_classes_the_groups_come_first_and_a_group_is_opened_or_ticked_as_a_whole(
    client: Client, house: House, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("novation.console.approvals.classes.FEW", 0)
    give_key(house[CaseRole.COUNSEL])
    enter_signer(house.officer, house.case, person=house[CaseRole.COUNSEL], role=Role.COUNSEL)
    shown = page(client, house, CaseRole.COUNSEL, "approvals/classes/", "en")
    groups = re.findall(r'name="groups" value="([^"]+)"', shown)
    assert groups and 'name="classes"' not in shown and "checked" not in shown
    opened = page(client, house, CaseRole.COUNSEL, f"approvals/classes/?group={groups[0]}", "en")
    assert 'name="classes"' in opened
    done = client.post(
        f"/deeds/class-sign-off.prepared/{house.case.ref}/", {"groups": groups[:1], "next": "/"}
    )
    assert done.status_code == 302


def test_the_journal_tells_its_entries_in_words_of_both_languages(
    client: Client, house: House, committee: Committee
) -> None:
    zh, en = (page(client, house, CaseRole.AUDITOR, "log/", language) for language in ("zh", "en"))
    assert "通过审查委员会章程" in zh and "Adopt the committee’s charter" in en
    assert house.officer.name in en and "Never verified as a whole" in en
    found = page(client, house, CaseRole.AUDITOR, "log/?tag=charter.adopted")
    assert found.count('<th scope="row">') == 1
    nothing = page(client, house, CaseRole.AUDITOR, "log/?until=2020-01-01")
    assert "No entry fits the filter" in nothing
    assert "Entries" in page(client, house, CaseRole.AUDITOR, "log/?before=x&since=yesterday")


def test_the_journal_goes_out_as_a_file_with_its_filter(client: Client, house: House) -> None:
    client.force_login(house[CaseRole.AUDITOR])
    answer = client.get(f"/cases/{house.case.ref}/log/?as=json&tag=team-member.added")
    rows = json.loads(b"".join(answer.streaming_content))
    assert "team-member.added" in json.dumps(rows) and "case.opened" not in json.dumps(rows)


def test_an_entry_has_its_page_and_its_proof(client: Client, house: House) -> None:
    assert "Leaf hash" in page(client, house, CaseRole.RECEIVER, "log/0/")
    answer = client.get(f"/cases/{house.case.ref}/log/0/proof/")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert {"entry.json", "proof.json", "checkpoint.note", "verify.py", "VERIFY.zh.txt"} <= set(names)
    assert client.get(f"/cases/{house.case.ref}/log/9999/proof/").status_code == 404


def test_the_auditor_draws_samples_and_takes_the_evidence_away(client: Client, house: House) -> None:
    sample = draw_sample(house[CaseRole.AUDITOR], house.case)
    assert sample.seed in page(client, house, CaseRole.AUDITOR, "log/audit/")
    assert sample.seed in page(client, house, CaseRole.AUDITOR, f"log/audit/samples/{sample.ref}/", "zh")
    answer = client.get(f"/cases/{house.case.ref}/log/audit/samples/{sample.ref}/?as=csv")
    assert answer.status_code == 200
    bundle = client.post(f"/cases/{house.case.ref}/log/audit/bundle/")
    assert "verify.py" in zipfile.ZipFile(io.BytesIO(bundle.content)).namelist()
    wrong = client.post(f"/cases/{house.case.ref}/log/audit/names/", {"recipients": "nonsense"})
    assert wrong.status_code == 422 or wrong.status_code == 400
    client.force_login(house[CaseRole.COUNSEL])
    refused = client.post(f"/cases/{house.case.ref}/log/audit/bundle/")
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "path", ["approvals/", "approvals/signing/", "log/", "log/0/", "log/0/proof/", "log/audit/"]
)
def test_to_strangers_none_of_it_exists(client: Client, house: House, path: str) -> None:
    client.force_login(house.stranger)
    assert client.get(f"/cases/{house.case.ref}/{path}").status_code == 404
    last = LogEntry.objects.filter(stream=house.case.ref).order_by("index").last()
    assert last is not None and (last.tag, last.by) == ("access.refused", house.stranger.ref)
