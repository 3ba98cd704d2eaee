"""A case whose plan is approved by all, with one dissent, and an authorisation that waits for the owner's signature."""

from __future__ import annotations

import json

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from tests.control.approvals.conftest import seat_committee
    from tests.control.approvals.shop import build_shop, link_project
    from tests.control.papers import signed
    from tests.control.people import build_house

    from novation.control.agreements.kinds import AgreementKind
    from novation.control.approvals.actions.auditing import draw_sample, sign_checkpoint
    from novation.control.approvals.actions.deciding import approve_plan, submit_plan
    from novation.control.approvals.actions.keys import enter_signer, register_key
    from novation.control.approvals.actions.signing import prepare_authorisation
    from novation.control.approvals.actions.voting import answer_dissent, vote
    from novation.control.approvals.terms import Choice
    from novation.control.roles import CaseRole
    from novation.evidence.keys import generate_private_key, load_private_key
    from novation.terms import Role

    house = build_house()
    signed(house, AgreementKind.TRANSFER)
    build_shop(settings.HOME / "shop")
    link_project(house.case, settings.HOME / "shop")
    committee = seat_committee(house)
    signed(house, AgreementKind.TRANSFER)
    submission = submit_plan(house.officer, house.case)
    for person in committee.people[:2]:
        vote(person, submission, choice=Choice.APPROVE)
    reason = "The preference table is not needed to fulfil orders; withhold all of it."
    dissent = vote(committee.people[2], submission, choice=Choice.DECLINE, reason=reason)
    answer_dissent(committee.chair.person, dissent, text="Open orders cannot be fulfilled without it.")
    owner = house[CaseRole.OWNER]
    private = generate_private_key()
    (settings.HOME / "owner.key").write_bytes(private)
    owner.proved_at = timezone.now()
    register_key(owner, owner, line=load_private_key(private).public.line())
    enter_signer(house.officer, house.case, person=owner, role=Role.OWNER)
    approve_plan(owner, submission, role="owner")
    approve_plan(house.officer, submission, role="compliance-officer")
    paper = prepare_authorisation(owner, submission, role="owner")
    sign_checkpoint(house.officer, house.case)
    sample = draw_sample(house[CaseRole.AUDITOR], house.case)
    people = {str(role): person.email for role, person in house.people.items()}
    people |= {"paper": paper.ref, "submission": submission.ref, "sample": sample.ref}
    seeded = {"case": house.case.ref, "people": people}
    (settings.HOME / "seeded.json").write_text(json.dumps(seeded), "utf-8")


if __name__ == "__main__":
    main()
