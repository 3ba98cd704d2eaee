"""What every action keeps to: policy first, one transaction, one entry; and what the registry must hold."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.control.people import House

from novation import control
from novation.control.actions import ACTIONS, SIGHTS
from novation.control.cases import gates
from novation.control.cases.actions import add_member, change_deal_form, enter_next_phase, remove_member
from novation.control.inputs import kinds
from novation.control.journal.models import LogEntry
from novation.control.roles import CaseRole, Side
from novation.custody.entries import Entry
from novation.errors import NovationError
from novation.terms import DealForm

TESTS = Path(__file__).resolve().parent.parent
ROOMS = ("control", "console", "portal", "api")
pytestmark = pytest.mark.django_db


def tags(stream: str) -> list[str]:
    return list(LogEntry.objects.filter(stream=stream).order_by("index").values_list("tag", flat=True))


@pytest.mark.action("deal-form.changed")
def test_an_action_changes_and_is_recorded_in_one_go(house: House) -> None:
    change_deal_form(house.officer, house.case, deal_form=DealForm.SHARE_DEAL)
    house.case.refresh_from_db()
    assert house.case.deal_form is DealForm.SHARE_DEAL
    last = LogEntry.objects.filter(stream=house.case.ref).last()
    assert last is not None and last.tag == "deal-form.changed" and last.by == house.officer.ref


@pytest.mark.action("deal-form.changed")
def test_who_may_not_is_refused_with_a_reason_and_the_attempt_is_recorded(house: House) -> None:
    with pytest.raises(NovationError) as refused:
        change_deal_form(house[CaseRole.AUDITOR], house.case, deal_form=DealForm.SHARE_DEAL)
    assert refused.value.code == "access.refused"
    assert "合规负责人" in refused.value.message("zh") and "compliance officer" in refused.value.message("en")
    house.case.refresh_from_db()
    assert house.case.deal_form is DealForm.ASSET_DEAL
    assert tags(house.case.ref)[-1] == "access.refused"


@pytest.mark.action("deal-form.changed")
def test_a_form_shown_before_somebody_elses_change_is_refused(house: House) -> None:
    shown = house.case.version
    change_deal_form(house.officer, house.case, deal_form=DealForm.SHARE_DEAL, seen=shown)
    with pytest.raises(NovationError, match="state.changed-meanwhile"):
        change_deal_form(house[CaseRole.OWNER], house.case, deal_form=DealForm.MERGER, seen=shown)


@pytest.mark.action("phase.entered")
def test_a_phase_follows_the_one_before(house: House) -> None:
    with patch.object(gates, "_GATES", []):
        enter_next_phase(house.officer, house.case)
    assert str(house.case.phase) == "agreements"


@pytest.mark.action("team-member.added")
@pytest.mark.action("team-member.removed")
def test_who_leaves_the_team_sees_the_case_no_more(house: House) -> None:
    from novation.control.accounts.models import Grant
    from novation.control.cases.models import Case

    add_member(house.officer, house.case, person=house.stranger, role=CaseRole.AUDITOR, side=Side.NEITHER)
    assert Case.objects.visible_to(house.stranger).count() == 1
    grant = Grant.objects.get(person=house.stranger, scope=house.case.ref)
    remove_member(house.officer, house.case, grant=grant)
    assert Case.objects.visible_to(house.stranger).count() == 0
    assert tags(house.case.ref)[-2:] == ["team-member.added", "team-member.removed"]


def test_every_action_has_policy_words_a_sound_tag_and_a_test() -> None:
    tested = _marked_actions()
    for tag, action in ACTIONS.items():
        Entry(0, "2027-01-01T00:00:00Z", tag)
        assert action.title.zh != action.title.en and action.doc, tag
        assert action.policy.roles or action.policy.system or action.policy.anybody, tag
        assert all(kind.input.label.zh for kind in kinds(action.inputs)), tag
        assert tag in tested, f"no test carries @pytest.mark.action({tag!r})"


def test_whatever_is_written_as_an_action_is_registered_before_any_page_is_asked_for() -> None:
    """In a process of its own: what another test happened to import would be there in this one."""
    script = (
        "import django; django.setup()\n"
        "from novation.control.actions import ACTIONS\n"
        "print('\\n'.join(ACTIONS))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "novation.settings.testing"}
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
    )
    written = {
        found[1]
        for module in Path(control.__file__).parents[1].rglob("*.py")
        for found in re.finditer(r'@action\(\s*"([a-z0-9.-]+)"', module.read_text("utf-8"))
    }
    assert len(written) > 100
    assert written - set(ran.stdout.split()) == set()


def test_every_sight_has_words_and_a_policy() -> None:
    for name, sight in SIGHTS.items():
        assert sight.title.zh != sight.title.en and (sight.policy.roles or sight.policy.anybody), name


def _marked_actions() -> set[str]:
    found = set()
    for path in [found for room in ROOMS for found in TESTS.glob(f"{room}/**/test_*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.action":
                found |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    return found
