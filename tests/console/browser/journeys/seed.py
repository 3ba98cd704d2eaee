"""Cases of the invented house at the stage where each journey begins, one for each journey and language."""

from __future__ import annotations

import dataclasses
import json
import shutil
from datetime import date
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from tests.console.browser.journeys.stages import SIGNERS, Stages
    from tests.control.operations.handed_over import open_buyers_side, seal_shop
    from tests.control.papers import signed
    from tests.control.people import add, build_house

    from novation.control.accounts import recovery, totp
    from novation.control.actions import SYSTEM
    from novation.control.agreements.kinds import AgreementKind
    from novation.control.cases.actions import add_member
    from novation.control.operations.actions.projects import link_project
    from novation.control.operations.folders import root
    from novation.control.roles import CaseRole, Side

    house = build_house()
    totp.confirm(totp.start(house.admin))
    codes = recovery.renew(house.admin)
    seats = [house[CaseRole.COMMITTEE], *(add(house.seller, name) for name in ("Mei Member", "Max Member"))]
    stages = Stages(settings.HOME / "prepared", settings.HOME / "keys", house)

    def case_at(stage: Path, number: int) -> str:
        case = _case(house, number)
        for person in seats[1:]:
            add_member(SYSTEM, case, person=person, role=CaseRole.COMMITTEE, side=Side.SELLER)
        folder = f"journey-{number}"
        shutil.copytree(stage, root() / folder)
        link_project(SYSTEM, case, folder=folder)
        signed(dataclasses.replace(house, case=case), AgreementKind.TRANSFER)
        return case.ref

    cases: dict[str, str] = {}
    for language in ("zh", "en"):
        for name, stage in (
            ("deciding", stages.planned),
            ("handing-over", stages.authorised),
            ("receiving", stages.sealed),
        ):
            cases[f"{name}-{language}"] = case_at(stage, len(cases))
    taking = open_buyers_side(house, seal_shop(house, settings.HOME / "keys" / "taking-over.age"))
    cases["taking-over"] = taking.case.ref
    people = {str(role): person.email for role, person in house.people.items()}
    people |= {f"committee-{n}": person.email for n, person in enumerate(seats)}
    seeded = {
        "case": house.case.ref,
        "people": people | {"admin": house.admin.email, "buyers-officer": taking.officer.email},
        "codes": codes,
        "cases": cases,
        "names": {role: house[CaseRole(role)].name for role in SIGNERS},
        "seats": [person.name for person in seats],
    }
    (settings.HOME / "seeded.json").write_text(json.dumps(seeded), "utf-8")


def _case(house: object, number: int) -> object:
    """A merger between the same two companies, with the whole team."""
    from tests.control.people import side_of

    from novation.control.actions import SYSTEM
    from novation.control.cases.actions import add_member, open_case
    from novation.terms import DealForm

    case = open_case(
        house.admin,
        house.seller,
        title=f"Journey {number}",
        deal_form=DealForm.MERGER,
        seller=house.case.seller,
        buyer=house.case.buyer,
        closing_on=date(2027, 1, 15),
        officer=house.officer,
    )
    for role, person in house.people.items():
        if person != house.officer:
            add_member(SYSTEM, case, person=person, role=role, side=side_of(role))
    return case


if __name__ == "__main__":
    main()
