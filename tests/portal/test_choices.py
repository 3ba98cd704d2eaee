"""What a customer is told by their own law, what they choose, and what the register and the journal know of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from tests.portal.conftest import Portal

from novation.control.actions import ACTIONS
from novation.control.consent.matters import Answer, ConsentForm
from novation.control.consent.models import Act, Standing
from novation.control.consent.register import extract
from novation.control.journal.models import LogEntry
from novation.control.operations.handing_down import ANSWERS, hand_down_choices
from novation.errors import NovationError
from novation.handover.deciding import decide_step
from novation.handover.explaining import to_themselves
from novation.handover.planning import check_fresh, plan
from novation.handover.project import Project
from novation.portal.finding import verdicts_of
from novation.portal.outlook import Way, choices, outlook

pytestmark = pytest.mark.django_db


def ways(portal: Portal, number: str) -> dict[str, Way]:
    subject = portal.references[number]
    seen = outlook(verdicts_of(portal.case, subject))
    return {str(one.matter): one.way for one in choices(portal.case, subject, seen, "en")}


def test_what_happens_without_an_answer_and_what_is_asked_follow_from_the_persons_own_law(
    asked: Portal,
) -> None:
    assert ways(asked, "M00001")["transfer"] is Way.CONSENT
    page = asked.inside("M00001").get(asked.at("me/")).content.decode()
    assert "This does not pass unless you consent:" in page and "I do not consent" in page


def test_where_silence_lets_data_pass_the_page_says_so_and_offers_to_object(british: Portal) -> None:
    assert ways(british, "M00002")["transfer"] is Way.OBJECTION
    page = british.inside("M00002").get(british.at("me/")).content.decode()
    assert "On 15 January 2027 this passes to Hailan" in page and "I object" in page
    assert "I consent" not in page


def test_the_page_keeps_its_order_and_nothing_is_preselected_or_paler(asked: Portal) -> None:
    page = asked.inside("M00001").get(asked.at("me/")).content.decode()
    order = ["If you do nothing", "Six things to know", "Your choices", "You can also", "Your number"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "checked" not in re.sub(r'<form method="post" action="[^"]*(stay|leave).*?</form>', "", page)
    pair = re.findall(r'<label><input type="radio" name="transfer" value="(\w+)">', page)
    assert pair == ["consent", "refuse"]


@pytest.mark.action("consent.given")
@pytest.mark.action("consent.withdrawn")
@pytest.mark.action("consent.refused")
def test_giving_and_withdrawing_are_the_same_form_and_each_leaves_a_receipt(asked: Portal) -> None:
    client = asked.inside("M00001")
    for word, answer in (("refuse", "refused"), ("consent", "given"), ("refuse", "withdrawn")):
        saved = client.post(asked.at("me/choices/"), {"transfer": word})
        assert saved.status_code == 302 and saved["Location"].startswith(asked.at("me/choices/"))
        act = Act.objects.latest("id")
        page = client.get(saved["Location"]).content.decode()
        assert act.answer == answer and act.ref in page and "UTC+08:00" in page
    given = Act.objects.get(answer=Answer.GIVEN)
    assert given.form is ConsentForm.SEPARATE and given.wording and given.wording.language == "en"
    assert given.wording.digest in page


@pytest.mark.action("objection.raised")
@pytest.mark.action("no-objection.declared")
def test_an_objection_can_be_raised_and_taken_back_and_is_no_consent(british: Portal) -> None:
    client = british.inside("M00002")
    client.post(british.at("me/choices/"), {"transfer": "object"})
    held = Standing.objects.get(subject=british.references["M00002"])
    assert held.answer is Answer.OBJECTED
    client.post(british.at("me/choices/"), {"transfer": "pass"})
    held.refresh_from_db()
    assert held.answer is Answer.UNASKED and not list(extract(british.case))
    assert client.post(british.at("me/choices/"), {"transfer": "consent"}).status_code == 422


def test_a_childs_guardian_says_so_or_nothing_is_consented_to(asked: Portal) -> None:
    client = asked.inside("M00004")
    page = client.get(asked.at("me/")).content.decode()
    assert "I am the parent or guardian and decide" in page
    name = "transfer" if 'name="transfer-guardian"' in page else "transfer-sensitive"
    refused = client.post(asked.at("me/choices/"), {name: "consent"})
    assert refused.status_code == 422 and f'id="{name}-wrong"' in refused.content.decode()
    assert not Act.objects.exists()
    client.post(asked.at("me/choices/"), {name: "consent", f"{name}-guardian": "on"})
    assert Act.objects.get().form is ConsentForm.GUARDIAN


def test_without_released_words_nobody_is_asked_to_consent_and_an_empty_form_is_told(portal: Portal) -> None:
    client = portal.inside("M00001")
    assert "You are not asked yet" in client.get(portal.at("me/")).content.decode()
    assert client.post(portal.at("me/choices/"), {"transfer": "consent"}).status_code == 422
    assert client.post(portal.at("me/choices/"), {}).status_code == 422
    assert not Act.objects.exists()


def test_the_journal_knows_that_something_was_chosen_and_no_name_or_contact(asked: Portal) -> None:
    asked.inside("M00001").post(asked.at("me/choices/"), {"transfer": "refuse"})
    lines = "\n".join(LogEntry.objects.values_list("line", flat=True))
    assert "consent.refused" in lines and asked.references["M00001"] in lines
    for planted in ("沈青禾", "13800138001", "shen@example.com"):
        assert planted not in lines


def test_every_deed_that_changes_the_register_is_known_to_the_handing_down() -> None:
    assert {tag for tag, one in ACTIONS.items() if one.target is Standing} == set(ANSWERS)


@pytest.mark.slow
def test_a_refusal_makes_the_plan_stale_and_the_next_decision_withholds(
    british: Portal, british_shop: Project, tmp_path: Path
) -> None:
    shutil.copytree(british_shop.folder, tmp_path / "shop")
    project = Project(tmp_path / "shop")
    who = british.references["M00002"]
    before = project.read_record("plan.json", "plan")
    assert "withhold" not in {one["to_buyer"] for one in to_themselves(project, who)["verdicts"] if one["facts"]["category"] == "contact"}  # fmt: skip
    british.inside("M00002").post(british.at("me/choices/"), {"transfer": "object"})
    assert hand_down_choices(british.case, project)
    assert not hand_down_choices(british.case, project), "nobody answered since"
    with pytest.raises(NovationError, match="plan.stale"):
        check_fresh(project, before)
    decide_step(project)
    after = {one["facts"]["category"]: one["to_buyer"] for one in to_themselves(project, who)["verdicts"]}
    assert after["contact"] == "withhold"
    check_fresh(project, plan(project))
