"""Actions on organisations and people."""

from __future__ import annotations

from typing import Annotated, Any

from novation.control.accounts.granting import grant
from novation.control.accounts.models import Organisation, Person
from novation.control.actions import Deed, InstallationTarget, Policy, action
from novation.control.inputs import Input
from novation.control.roles import HouseRole


def languages(actor: Any, target: Any) -> list[str]:
    return ["zh", "en"]


def people_of(actor: Any, target: Any) -> Any:
    """The people of the organisation that is acted on."""
    return Person.objects.filter(organisation=target).order_by("name")


ADMINISTRATION = (HouseRole.SYSTEM_ADMINISTRATOR,)


@action(
    "organisation.founded",
    zh="设立组织",
    en="Found an organisation",
    policy=Policy(ADMINISTRATION, system=True),
    target=InstallationTarget,
)
def found_organisation(
    deed: Deed, installation: InstallationTarget, *, name: Annotated[str, Input("名称", "Name")]
) -> Organisation:
    """Adds an organisation that is strictly apart from all others."""
    organisation = Organisation.objects.create(name=name)
    deed.record(organisation=organisation.ref)
    return organisation


@action(
    "person.added",
    zh="添加人员",
    en="Add a person",
    policy=Policy((HouseRole.ADMINISTRATOR,), system=True),
    target=Organisation,
    api=False,
)
def add_person(
    deed: Deed,
    organisation: Organisation,
    *,
    name: Annotated[str, Input("姓名", "Name")],
    email: Annotated[str, Input("电子邮箱", "E-mail")],
    password: Annotated[str | None, Input("密码", "Password")] = None,
    language: Annotated[str, Input("语言", "Language", choices=languages)] = "zh",
) -> Person:
    """Adds a person to the organisation; without a password they cannot sign in until they are invited."""
    person = Person.objects.create(
        email=email, password=password, name=name, organisation=organisation, language=language
    )
    deed.record(person=person.ref, organisation=organisation.ref)
    return person


@action(
    "house-role.granted",
    zh="授予管理角色",
    en="Grant a role of administration",
    policy=Policy((HouseRole.SECURITY_ADMINISTRATOR, HouseRole.ADMINISTRATOR), system=True),
    target=Organisation,
)
def grant_house_role(
    deed: Deed,
    organisation: Organisation,
    *,
    person: Annotated[Person, Input("人员", "Person", choices=people_of)],
    role: Annotated[HouseRole, Input("角色", "Role")],
) -> None:
    """Gives a person of this organisation a role of administration in it."""
    given = grant(person, organisation.ref, role, by=deed.actor.ref)
    deed.record(person=person.ref, role=str(role), grant=given.ref)
