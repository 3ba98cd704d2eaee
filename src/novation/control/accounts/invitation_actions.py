"""Actions on invitations: send, withdraw, accept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from novation.control.accounts import inviting
from novation.control.accounts.actions import BY_SYSTEM, languages
from novation.control.accounts.apart import administered_by
from novation.control.accounts.models import Invitation, Organisation, Person, Session
from novation.control.accounts.passwords import check_rules
from novation.control.accounts.people_actions import BY_SYSTEM_ON_OTHERS
from novation.control.actions import Condition, Deed, Policy, action
from novation.control.inputs import Input
from novation.control.roles import HouseRole
from novation.errors.accounts import ADDRESS_TAKEN, ALREADY_HERE
from novation.errors.control import INPUT_WRONG
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whoever holds the link of an invitation; they have no account yet."""

    ref: str

    def roles_in(self, scope: str) -> frozenset[str]:
        return frozenset()


def _invited(actor: Any, target: Any, inputs: Mapping[str, Any]) -> bool:
    return isinstance(actor, Invitee) and actor.ref == target.ref


INVITED = Condition(
    Text("只有收到链接的人可以接受", "only who got the link can accept"), _invited, hides=True
)


@action(
    "invitation.sent",
    zh="邀请",
    en="Invite",
    policy=BY_SYSTEM,
    target=Organisation,
)
def invite(
    deed: Deed,
    organisation: Organisation,
    *,
    email: Annotated[str, Input("电子邮箱", "E-mail")],
    name: Annotated[str, Input("姓名（可由本人修改）", "Name (they can change it)")] = "",
    language: Annotated[str, Input("邮件语言", "Language of the message", choices=languages)] = "zh",
) -> Invitation:
    """Sends a link, of use once and for three days, with which somebody opens their account."""
    address = _address(email)
    if Person.objects.filter(email=address, organisation=organisation).exists():
        raise ALREADY_HERE.error()
    made = inviting.prepare(
        organisation, email=address, name=name[:200], language=language, by=deed.actor.ref
    )
    deed.record(invitation=made.ref)
    return made


@action(
    "sign-in-link.sent",
    zh="重发登录链接",
    en="Send a new link to sign in",
    policy=BY_SYSTEM_ON_OTHERS,
    target=Person,
)
def send_link(deed: Deed, person: Person) -> Invitation:
    """For a forgotten password: a link to set a new one. The second factor stays, and is cleared by somebody else."""
    if not person.is_active:
        raise INPUT_WRONG.error(field=Text("人员", "Person"), problem=Text("已停用", "deactivated"))
    made = inviting.prepare(
        person.organisation,
        email=person.email,
        name=person.name,
        language=person.language,
        by=deed.actor.ref,
        person=person,
    )
    deed.record(person=person.ref, invitation=made.ref)
    return made


@action(
    "invitation.withdrawn",
    zh="撤回邀请",
    en="Withdraw an invitation",
    policy=administered_by(HouseRole.SYSTEM_ADMINISTRATOR, HouseRole.SECURITY_ADMINISTRATOR),
    target=Invitation,
)
def withdraw(deed: Deed, invitation: Invitation) -> None:
    """The link works no more."""
    inviting.check_open(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    deed.record(invitation=invitation.ref)


@action(
    "invitation.accepted",
    zh="接受邀请",
    en="Accept an invitation",
    policy=Policy(anybody=True, conditions=(INVITED,)),
    target=Invitation,
    api=False,
)
def accept(
    deed: Deed,
    invitation: Invitation,
    *,
    name: Annotated[str, Input("姓名", "Name")],
    password: Annotated[str, Input("密码", "Password", secret=True)],
    language: Annotated[str, Input("语言", "Language", choices=languages)] = "zh",
) -> Person:
    """Opens the account, or sets the new password of one; the link is used up. Two at once: the second finds it used."""
    inviting.check_open(invitation)
    person = invitation.person or Person(email=invitation.email, organisation=invitation.organisation)
    if person.pk is None and Person.objects.filter(email=invitation.email).exists():
        raise ADDRESS_TAKEN.error()
    person.name, person.language = name[:200], language
    check_rules(password, person)
    person.set_password(password)
    person.save()
    Session.objects.filter(person=person).delete()
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    deed.record(invitation=invitation.ref, person=person.ref)
    return person


def _address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        raise INPUT_WRONG.error(
            field=Text("电子邮箱", "E-mail"), problem=Text("不像一个地址", "not an address")
        ) from None
    return Person.objects.normalize_email(email).lower()
