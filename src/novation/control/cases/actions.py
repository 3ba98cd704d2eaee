"""Actions on a case and its team."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.utils import timezone

from novation.control.accounts.actions import people_of
from novation.control.accounts.granting import end, grant
from novation.control.accounts.models import Grant, Organisation, Person
from novation.control.actions import Deed, Policy, action, sight
from novation.control.cases.gates import blockers
from novation.control.cases.models import Case, CasePlace, PhaseEntered
from novation.control.cases.team import LEADERS
from novation.control.inputs import Input
from novation.control.parties.models import Party
from novation.control.roles import EVERY_CASE_ROLE, CaseRole, HouseRole, Side
from novation.errors.control import GATE_CLOSED, INPUT_WRONG
from novation.messages import Text
from novation.terms import DealForm, Place


def kept_parties(actor: Any, target: Any) -> Any:
    """The companies that the organisation keeps."""
    return Party.objects.filter(kept_by=target).order_by("name")


def people_near(actor: Any, target: Case) -> Any:
    """People of the organisation that opened the case, and of the side that joined it."""
    sides = [party.organisation_id for party in (target.seller, target.buyer) if party.organisation_id]
    return Person.objects.filter(organisation__in=[target.organisation_id, *sides], is_active=True).order_by(
        "name"
    )


def own_sides(actor: Any, target: Any) -> tuple[Side, ...]:
    """An organisation that opens a case is one of the two who deal."""
    return (Side.SELLER, Side.BUYER)


def held_roles(actor: Any, target: Case) -> Any:
    """The roles held in the case now."""
    return Grant.objects.filter(scope=target.ref, ended_at=None)


CASE = sight("case.overview", zh="案件概览", en="Overview of a case", policy=Policy(EVERY_CASE_ROLE))
TEAM = sight("case.team", zh="案件的团队", en="Team of a case", policy=Policy(EVERY_CASE_ROLE))
OPENING = sight("case.opening", zh="开立案件", en="Open a case", policy=Policy((HouseRole.ADMINISTRATOR,)))


@action(
    "case.opened",
    zh="开立案件",
    en="Open a case",
    policy=Policy((HouseRole.ADMINISTRATOR,), system=True),
    target=Organisation,
)
def open_case(
    deed: Deed,
    organisation: Organisation,
    *,
    title: Annotated[str, Input("案件名称", "Title")],
    deal_form: Annotated[DealForm, Input("交易形式", "Deal form")],
    seller: Annotated[Party, Input("出让方", "Seller", choices=kept_parties)],
    buyer: Annotated[Party, Input("受让方", "Buyer", choices=kept_parties)],
    side: Annotated[
        Side,
        Input(
            "本组织是哪一方",
            "Which side you are",
            help=Text(
                "团队站在这一方；受让方在自己的系统里也这样开案",
                "the team stands on it; a buyer opens a case of its own",
            ),
            choices=own_sides,
        ),
    ] = Side.SELLER,
    signing_on: Annotated[date | None, Input("签约日", "Day of signing")] = None,
    closing_on: Annotated[date, Input("交割日", "Day of closing")],
    places: Annotated[
        list[Place] | None,
        Input(
            "客户所在地",
            "Where the customers live",
            help=Text(
                "除双方所在地之外，还有哪些地方的法律要适用", "whose laws count besides the two companies’"
            ),
        ),
    ] = None,
    officer: Annotated[Person, Input("合规负责人", "Compliance officer", choices=people_of)],
    owner: Annotated[Person | None, Input("业主", "Owner", choices=people_of)] = None,
    engineer: Annotated[Person | None, Input("数据工程师", "Data engineer", choices=people_of)] = None,
    counsel: Annotated[Person | None, Input("律师", "Counsel", choices=people_of)] = None,
) -> Case:
    """Opens a case with its companies, its days, the places of its people, and the first of its team."""
    if seller == buyer:
        raise INPUT_WRONG.error(
            field=Text("受让方", "buyer"), problem=Text("与出让方相同", "the same as the seller")
        )
    if side is Side.NEITHER:
        raise INPUT_WRONG.error(
            field=Text("哪一方", "side"), problem=Text("须是买卖的一方", "it must be one of the two")
        )
    _check_days(signing_on, closing_on)
    case = Case.objects.create(
        organisation=organisation,
        number=_next_number(organisation),
        title=title,
        side=side,
        deal_form=deal_form,
        seller=seller,
        buyer=buyer,
        signing_on=signing_on,
        closing_on=closing_on,
    )
    _set_places(case, places or [])
    PhaseEntered.objects.create(case=case, phase=case.phase, by=deed.actor.ref)
    deed.record(case=case.ref, number=case.number)
    deed.record(
        stream=case.ref,
        case=case.ref,
        form=str(deal_form),
        side=str(side),
        seller=seller.ref,
        buyer=buyer.ref,
        officer=officer.ref,
    )
    first = {
        CaseRole.COMPLIANCE_OFFICER: officer,
        CaseRole.OWNER: owner,
        CaseRole.DATA_ENGINEER: engineer,
        CaseRole.COUNSEL: counsel,
    }
    for role, person in first.items():
        if person is not None:
            _join(deed, case, person, role, side)
    return case


def _join(deed: Deed, case: Case, person: Person, role: CaseRole, side: Side) -> None:
    given = grant(person, case.ref, role, by=deed.actor.ref, side=side)
    deed.record(
        tag="team-member.added",
        stream=case.ref,
        case=case.ref,
        person=person.ref,
        role=str(role),
        side=str(side),
        grant=given.ref,
    )


def _set_places(case: Case, places: list[Place]) -> None:
    case.places.all().delete()
    CasePlace.objects.bulk_create(CasePlace(case=case, place=place) for place in dict.fromkeys(places))


def _next_number(organisation: Organisation) -> str:
    year = timezone.localdate().year
    count = Case.objects.filter(organisation=organisation, number__startswith=f"NV-{year}-").count()
    return f"NV-{year}-{count + 1:04d}"


@action(
    "deal-form.changed",
    zh="变更交易形式",
    en="Change the deal form",
    policy=Policy(LEADERS),
    target=Case,
)
def change_deal_form(
    deed: Deed, case: Case, *, deal_form: Annotated[DealForm, Input("交易形式", "Deal form")]
) -> None:
    """Changes how the company changes hands; duties, gates and notices follow."""
    before, case.deal_form = case.deal_form, deal_form
    case.save(update_fields=["deal_form"])
    deed.record(case=case.ref, before=str(before), after=str(deal_form))


def _check_days(signing_on: date | None, closing_on: date) -> None:
    if signing_on is not None and signing_on > closing_on:
        raise INPUT_WRONG.error(
            field=Text("签约日", "Day of signing"), problem=Text("晚于交割日", "after the day of closing")
        )


@action("case.amended", zh="修改案件", en="Amend the case", policy=Policy(LEADERS), target=Case)
def amend_case(
    deed: Deed,
    case: Case,
    *,
    title: Annotated[str, Input("案件名称", "Title")],
    closing_on: Annotated[date, Input("交割日", "Day of closing")],
    signing_on: Annotated[date | None, Input("签约日", "Day of signing")] = None,
    places: Annotated[list[Place] | None, Input("客户所在地", "Where the customers live")] = None,
) -> None:
    """Changes the title, the days and the places of a case; clocks and duties follow."""
    _check_days(signing_on, closing_on)
    before, case.closing_on = case.closing_on, closing_on
    case.title, case.signing_on = title, signing_on
    case.save(update_fields=["title", "closing_on", "signing_on"])
    _set_places(case, places or [])
    deed.record(
        case=case.ref,
        before=before.isoformat(),
        closing=closing_on.isoformat(),
        signing=signing_on.isoformat() if signing_on else "none",
        places=".".join(sorted(places or [])) or "none",
    )


@action(
    "phase.entered",
    zh="进入下一阶段",
    en="Enter the next phase",
    policy=Policy(LEADERS),
    target=Case,
)
def enter_next_phase(deed: Deed, case: Case) -> None:
    """Moves the case on, if nothing stands in the way; `gate.closed` names the first thing that does."""
    following = case.phase.next
    if following is None:
        raise GATE_CLOSED.error(reason=Text("已是最后阶段", "this is the last phase"))
    if found := blockers(case, following):
        raise GATE_CLOSED.error(reason=found[0].text)
    case.phase = following
    case.save(update_fields=["phase"])
    PhaseEntered.objects.create(case=case, phase=following, by=deed.actor.ref)
    deed.record(case=case.ref, phase=str(following))


@action(
    "team-member.added",
    zh="加入团队",
    en="Add to the team",
    policy=Policy(LEADERS, system=True),
    target=Case,
)
def add_member(
    deed: Deed,
    case: Case,
    *,
    person: Annotated[Person, Input("人员", "Person", choices=people_near)],
    role: Annotated[CaseRole, Input("角色", "Role")],
    side: Annotated[Side, Input("哪一方", "Side")] = Side.SELLER,
) -> None:
    """Gives a person a role in the case, on one side of the deal."""
    _join(deed, case, person, role, side)


@action(
    "team-member.removed",
    zh="移出团队",
    en="Remove from the team",
    policy=Policy(LEADERS),
    target=Case,
)
def remove_member(
    deed: Deed, case: Case, *, grant: Annotated[Grant, Input("角色", "Role", choices=held_roles)]
) -> None:
    """Ends a role in the case from now on."""
    if grant.scope != case.ref or grant.ended_at is not None:
        raise INPUT_WRONG.error(
            field=Text("角色", "role"), problem=Text("不在本案中", "not held in this case")
        )
    end(grant)
    deed.record(case=case.ref, person=grant.person.ref, role=grant.role, grant=grant.ref)
