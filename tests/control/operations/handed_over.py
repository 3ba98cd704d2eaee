"""A sealed handover and the buyer's own case over what was received: invented people, every step through the product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.control.operations.shop import PHONES, PLANTED
from tests.control.people import House, add

from novation.control.accounts.actions import grant_house_role
from novation.control.accounts.models import Person
from novation.control.actions import SYSTEM
from novation.control.cases.actions import open_case
from novation.control.cases.models import Case
from novation.control.consent.actions import refuse_consent
from novation.control.consent.customer import Customer
from novation.control.consent.matters import Matter
from novation.control.consent.register import standing
from novation.control.operations.actions.jobs import request_reconciliation
from novation.control.operations.actions.projects import link_project
from novation.control.operations.folders import root
from novation.control.operations.handing_down import hand_down_choices, hand_down_requests
from novation.control.operations.models import Job, ProjectLink
from novation.control.operations.words import JobState, Step
from novation.control.parties.actions import add_party
from novation.control.rights.actions import receive_request
from novation.control.rights.models import Request
from novation.control.roles import HouseRole, Side
from novation.control.takeover.models import TakenOver
from novation.evidence.keys import generate_private_key, load_private_key
from novation.handover import authorising, deciding, planning, receiving, scanning, sealing
from novation.handover.opening import add_sources, append_entry, init
from novation.handover.people import People, build_index
from novation.handover.project import Project
from novation.law.entry_words import Right
from novation.seal.keys import generate_identity
from novation.terms import DealForm, Party, Place, Role

SIGNERS = ("owner", "compliance-officer", "hander-over", "receiver")
CLOSING = date(2026, 11, 15)
RECEIVED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MEMBERS = f"""会员号,姓名,手机,国家,接收营销,同意用途,同意状态,同意时间
M00001,{PLANTED[0]},{PHONES[0]},英国,是,接收营销短信,同意,2026-03-01
M00002,{PLANTED[1]},{PHONES[1]},英国,否,,,
M00003,{PLANTED[2]},{PHONES[2]},英国,是,,,
M00004,王小一,13600000004,英国,,,,
"""
ORDERS = "订单号,会员号,下单日期,金额\n" + "".join(
    f"D{n:06},M{n:05},2026-10-1{n},2{n}.50\n" for n in range(1, 5)
)


@dataclass
class Sides:
    """The seller's case and project, sealed; the buyer's own case, opened on its own installation."""

    house: House
    package: Path
    identity: Path
    references: dict[str, str]
    case: Case
    officer: Person
    link: ProjectLink


@pytest.fixture
def sealed(house: House, tmp_path: Path) -> tuple[Project, Path, Path, dict[str, str]]:
    return seal_shop(house, tmp_path / "buyer.age")


def seal_shop(house: House, identity: Path) -> tuple[Project, Path, Path, dict[str, str]]:
    """A small British shop sealed for its buyer; the project, the package, the buyer's key, references by customer number."""
    keys = {role: load_private_key(generate_private_key(None), None) for role in SIGNERS}
    recipient = generate_identity(identity)
    folder = root() / "shop"
    exports = folder / "exports"
    exports.mkdir(parents=True)
    (exports / "members.csv").write_text(MEMBERS, "utf-8")
    (exports / "orders.csv").write_text(ORDERS, "utf-8")
    project = init(
        folder,
        deal_form=DealForm.ASSET_DEAL,
        seller=Party("Qingsong Stationery & Sports", Place.UK, ""),
        buyer=Party("Hailan Retail", Place.UK, ""),
        closing_on=CLOSING,
        case="NV-2026-0001",
        signers=[
            {"role": r, "name": r, "key": " ".join(k.public.line().split()[:2])} for r, k in keys.items()
        ],
        recipients=[recipient],
    )
    add_sources(project, sorted(exports.iterdir()))
    given = date.today() - timedelta(days=400)
    for law in ("uk-gdpr",):
        append_entry(project, "notice", {"law": law, "given_on": given, "evidence": "n"}, "notice.recorded")
    scanning.scan(project)
    deciding.link(project)
    build_index(project)
    with People(project) as people:
        references = {f"M0000{n}": people.find("key.customer", f"M0000{n}")[0].reference for n in range(1, 5)}
    _customers_say(house, references)
    hand_down_choices(house.case, project)
    deciding.decide_step(project)
    planning.plan(project)
    for role in (Role.OWNER, Role.COMPLIANCE_OFFICER):
        authorising.authorise(project, role=role, name=str(role), key=keys[str(role)])
    hand_down_requests(house.case, project)
    sealing.seal(project, folder / "package", keys["hander-over"])
    return project, folder / "package", identity, references


def _customers_say(house: House, references: dict[str, str]) -> None:
    """One refuses marketing, one has asked for a correction, before anything is sealed."""
    third = Customer(house.case.ref, references["M00003"])
    refuse_consent(third, standing(house.case, third.subject, Matter.MARKETING))
    first = Customer(house.case.ref, references["M00001"])
    asked = receive_request(
        first, house.case, right=Right.CORRECT, place=Place.UK, words="My name is spelt otherwise."
    )
    Request.objects.filter(pk=asked.pk).update(received_at=RECEIVED)


@pytest.fixture
def sides(house: House, sealed: Any) -> Sides:
    return open_buyers_side(house, sealed)


def open_buyers_side(house: House, sealed: tuple[Project, Path, Path, dict[str, str]]) -> Sides:
    """The buyer's case over the opened package, nothing taken over yet."""
    _, package, identity, references = sealed
    admin, officer = add(house.buyer, "Bea Admin"), add(house.buyer, "Olga Officer")
    grant_house_role(SYSTEM, house.buyer, person=admin, role=HouseRole.ADMINISTRATOR)
    selling = add_party(admin, house.buyer, name="Qingsong", place=Place.UK)
    buying = add_party(admin, house.buyer, name="Hailan", place=Place.UK, itself=house.buyer)
    case = open_case(
        admin,
        house.buyer,
        title="From Qingsong",
        deal_form=DealForm.ASSET_DEAL,
        seller=selling,
        buyer=buying,
        side=Side.BUYER,
        closing_on=CLOSING,
        officer=officer,
    )
    receiving.receive(root() / "received", package, identity)
    link = link_project(SYSTEM, case, folder="received", side=Side.BUYER)
    return Sides(house, package, identity, references, case, officer, link)


def taken_over(sides: Sides, at_once: Any) -> TakenOver:
    with at_once():
        job = request_reconciliation(sides.officer, sides.link, step=Step.TAKE_OVER)
    assert ended(job) == (JobState.DONE, "")
    return TakenOver.objects.get(case=sides.case)


def ended(job: Job) -> tuple[JobState, str]:
    job.refresh_from_db()
    return job.state, job.error_code
