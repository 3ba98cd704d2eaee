"""Wrong and shared contacts, rare names, answers that come at the worst moment: the right answer, and a true register."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.portal.conftest import Portal
from tests.portal.test_coming_in import ask

from novation.control.cases.models import Task
from novation.control.consent.matters import Answer, Matter
from novation.control.consent.models import Act, Standing
from novation.control.consent.register import extract
from novation.control.journal.models import LogEntry
from novation.control.operations.handing_down import answered_since, hand_down_choices
from novation.control.operations.late_answers import TITLE, tell_late_answers
from novation.control.operations.models import ProjectLink
from novation.control.operations.reading.freshness import stale_because
from novation.control.roles import CaseRole
from novation.errors import NovationError
from novation.handover.people import People
from novation.handover.planning import check_fresh
from novation.handover.project import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal(asked: Portal, british_shop: Project) -> Project:
    """A British shop of this test alone, linked to the case."""
    folder = Path(settings.HOME) / "projects" / f"shop-{asked.case.pk}-{Act.objects.count()}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(british_shop.folder, folder)
    ProjectLink.objects.filter(case=asked.case).update(folder=folder.name)
    with People(british_shop) as people:
        asked.references = {"M00002": people.find("key.customer", "M00002")[0].reference}
    return Project(folder)


@pytest.mark.parametrize(
    ("name", "year", "number"),
    [
        ("王𠮷", "1970", "M00006"),
        (" 王 𠮷 ", "1970", "M00006"),
        ("ng", "1972", "M00007"),
        ("ＮＧ", "1972", "M00007"),
    ],
)
def test_two_people_with_one_telephone_are_told_apart_by_rare_and_one_syllable_names(
    portal: Portal, name: str, year: str, number: str
) -> None:
    client = Client(headers={"accept-language": "zh"})
    digits = ask(portal, client, "13800138006", "phone")
    assert client.post(portal.at("code/answer/"), {"digits": digits})["Location"] == portal.at("code/who/")
    assert client.post(portal.at("code/who/"), {"name": name, "year": year}).status_code == 302
    page = client.get(portal.at("me/")).content.decode()
    assert portal.references[number][:4] in page


@pytest.mark.parametrize(
    ("name", "year"), [("王吉", "1970"), ("王𠮷", "1972"), ("N", "1972"), ("", "1972"), ("王", "")]
)
def test_what_fits_only_nearly_opens_nobodys_page(portal: Portal, name: str, year: str) -> None:
    client = Client(headers={"accept-language": "zh"})
    digits = ask(portal, client, "13800138006", "phone")
    client.post(portal.at("code/answer/"), {"digits": digits})
    refused = client.post(portal.at("code/who/"), {"name": name, "year": year})
    assert refused.status_code == 422 and "没有对上" in refused.content.decode()
    assert client.get(portal.at("me/")).status_code == 302


def test_a_code_for_a_wrong_address_opens_nothing_and_says_so_in_the_customers_language(
    portal: Portal,
) -> None:
    client = Client(headers={"accept-language": "fr"})
    assert ask(portal, client, "shen@exemple.com") == ""
    refused = client.post(portal.at("code/answer/"), {"digits": "123456"})
    assert refused.status_code == 422 and "code" in refused.content.decode()
    assert '<html lang="fr">' in refused.content.decode()


def test_a_rare_name_is_in_the_page_and_in_the_copy_as_it_is_written(portal: Portal) -> None:
    client = portal.inside("M00006", "zh")
    assert "王𠮷" in client.post(portal.at("me/data/")).content.decode()
    assert client.post(portal.at("me/copy/"), {"passphrase": ""}).status_code == 200


@pytest.mark.parametrize("language", ["zh", "en", "de", "ja"])
def test_a_replayed_and_an_expired_link_are_told_in_the_customers_language_and_lead_to_a_code(
    portal: Portal, language: str
) -> None:
    address = portal.link("M00001")
    Client().post(address)
    for again in (address, portal.link("M00001", days=-1)):
        page = Client(headers={"accept-language": language}).post(again)
        assert page.status_code == 410 and portal.at("code/") in page.content.decode()
        assert f'lang="{"zh-CN" if language == "zh" else language}"' in page.content.decode()


def test_an_objection_that_comes_while_the_package_is_sealed_is_kept_and_makes_the_plan_stale_afterwards(
    asked: Portal, deal: Project
) -> None:
    who, link = asked.references["M00002"], ProjectLink.objects.get(case=asked.case)
    plan = deal.read_record("plan.json", "plan")
    with deal.held():  # sealing holds the project from its first look to the signed package
        client = asked.inside("M00002")
        assert client.post(asked.at("me/choices/"), {"transfer": "object"}).status_code == 302
        with pytest.raises(NovationError, match=r"project\.busy"):
            hand_down_choices(asked.case, deal)
        check_fresh(deal, plan)  # the seal itself is not torn in two
    held = Standing.objects.get(subject=who, matter=Matter.TRANSFER)
    assert held.answer is Answer.OBJECTED
    assert [row["answer"] for batch in extract(asked.case) for row in batch.to_pylist()] == ["objected"]
    assert [text.en for text in stale_because(link)] == [
        "customers chose or disputed something after the plan was made"
    ]
    assert hand_down_choices(asked.case, deal) and not answered_since(asked.case, deal)
    assert stale_because(link), "taken down, and not decided on yet"
    with pytest.raises(NovationError, match=r"plan\.stale"):
        check_fresh(deal, plan)


@pytest.mark.action("late-answer.found")
def test_an_objection_after_sealing_is_told_to_the_seller_once_and_to_the_customer_as_it_is(
    asked: Portal, deal: Project
) -> None:
    deal.write_record("sealed.json", {"plan": "sha256:" + "0" * 64})
    assert tell_late_answers() == 0
    client = asked.inside("M00002")
    saved = client.post(asked.at("me/choices/"), {"transfer": "object"})
    page = client.get(saved["Location"]).content.decode()
    assert "had been closed before it came" in page and "We now work out anew" not in page
    assert tell_late_answers() == 1 and tell_late_answers() == 0
    assert not stale_because(ProjectLink.objects.get(case=asked.case)), "what was signed stays as it is"
    task = Task.objects.get(purpose__startswith="late-answer")
    assert TITLE.en in task.title and task.owner == asked.house[CaseRole.COMPLIANCE_OFFICER]
    assert LogEntry.objects.filter(stream=asked.case.ref, tag="late-answer.found").count() == 1
