"""The people of the tests of the control plane: two organisations, one case between the first's companies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from novation.control.accounts.actions import add_person, found_organisation, grant_house_role
from novation.control.accounts.models import Organisation, Person
from novation.control.actions import SYSTEM, THE_INSTALLATION
from novation.control.cases.actions import add_member, open_case
from novation.control.cases.models import Case
from novation.control.parties.actions import add_party
from novation.control.roles import CaseRole, HouseRole, Side
from novation.terms import DealForm, Place

PASSWORD = "wheel-harbour-lantern-7"
BUYERS = {CaseRole.RECEIVER, CaseRole.BUYERS_LAWYER}
NEUTRAL = {CaseRole.WITNESS, CaseRole.AUDITOR}


@dataclass
class House:
    """`people` by role in the case; `admin` runs the seller's organisation; `stranger` is of another organisation."""

    seller: Organisation
    buyer: Organisation
    elsewhere: Organisation
    admin: Person
    stranger: Person
    case: Case
    people: dict[CaseRole, Person] = field(default_factory=dict)

    def __getitem__(self, role: CaseRole) -> Person:
        return self.people[role]

    @property
    def officer(self) -> Person:
        return self.people[CaseRole.COMPLIANCE_OFFICER]


def side_of(role: CaseRole) -> Side:
    return Side.BUYER if role in BUYERS else Side.NEITHER if role in NEUTRAL else Side.SELLER


def add(organisation: Organisation, name: str) -> Person:
    address = f"{name.replace(' ', '.').lower()}@{organisation.ref[3:]}.example"
    return add_person(SYSTEM, organisation, name=name, email=address, password=PASSWORD)


def build_house() -> House:
    """Everything through actions, as the installation itself would at its first start."""
    seller = found_organisation(SYSTEM, THE_INSTALLATION, name="Qingsong Stationery")
    buyer = found_organisation(SYSTEM, THE_INSTALLATION, name="Hailan Retail")
    elsewhere = found_organisation(SYSTEM, THE_INSTALLATION, name="Elsewhere Trading")
    admin, stranger = add(seller, "Ada Admin"), add(elsewhere, "Sam Stranger")
    grant_house_role(SYSTEM, seller, person=admin, role=HouseRole.ADMINISTRATOR)
    grant_house_role(SYSTEM, elsewhere, person=stranger, role=HouseRole.ADMINISTRATOR)
    selling = add_party(admin, seller, name="Qingsong Stationery & Sports", place=Place("cn"), itself=seller)
    buying = add_party(admin, seller, name="Hailan Retail", place=Place("cn"), itself=buyer)
    people = {
        role: add(buyer if role in BUYERS else seller, f"Person {str(role).replace('-', ' ')}")
        for role in CaseRole
    }
    case = open_case(
        admin,
        seller,
        title="Qingsong to Hailan",
        deal_form=DealForm.ASSET_DEAL,
        seller=selling,
        buyer=buying,
        closing_on=date(2027, 1, 15),
        officer=people[CaseRole.COMPLIANCE_OFFICER],
    )
    for role, person in people.items():
        add_member(SYSTEM, case, person=person, role=role, side=side_of(role))
    return House(seller, buyer, elsewhere, admin, stranger, case, people)
