"""Actions on organisations and the roles of administration."""

from __future__ import annotations

from typing import Annotated, Any

from novation.control.accounts import factors
from novation.control.accounts.apart import (
    administered_by,
    check_apart,
    check_nobody_holds_two,
    check_not_last,
    separated,
)
from novation.control.accounts.granting import end, grant
from novation.control.accounts.models import Grant, Organisation, Person
from novation.control.accounts.passwords import check_rules
from novation.control.actions import Condition, Deed, InstallationTarget, Policy, action, sight
from novation.control.inputs import Input
from novation.control.roles import HouseRole
from novation.errors.control import INPUT_WRONG
from novation.messages import Text


def languages(actor: Any, target: Any) -> list[str]:
    return ["zh", "en"]


def people_of(actor: Any, target: Any) -> Any:
    """The people of the organisation that is acted on."""
    return Person.objects.filter(organisation=target).order_by("name")


def active_people_of(actor: Any, target: Any) -> Any:
    return people_of(actor, target).filter(is_active=True)


def colleagues(actor: Any, target: Any) -> Any:
    """People of the organisation of whoever acts."""
    return Person.objects.filter(organisation_id=getattr(actor, "organisation_id", None), is_active=True)


def held_house_roles(actor: Any, target: Any) -> Any:
    """The roles of administration held in the organisation now."""
    return Grant.objects.filter(scope=target.scope, ended_at=None).select_related("person").order_by("id")


ADMINISTRATION = (HouseRole.SYSTEM_ADMINISTRATOR,)
EVERY_HOUSE_ROLE = tuple(HouseRole)
NOT_ONESELF_WHERE_APART = Condition(
    Text("管理分立时不能给自己授予角色", "where administration is apart nobody grants a role to themself"),
    lambda actor, target, inputs: inputs.get("person") != actor or not separated(target.scope),
)
BY_SYSTEM = administered_by(HouseRole.SYSTEM_ADMINISTRATOR, system=True)
BY_SECURITY = administered_by(
    HouseRole.SECURITY_ADMINISTRATOR, conditions=[NOT_ONESELF_WHERE_APART], system=True
)

PEOPLE = sight("house.people", zh="人员", en="People", policy=Policy(EVERY_HOUSE_ROLE))
PERMISSIONS = sight("house.permissions", zh="权限一览", en="Who may do what", policy=Policy(anybody=True))
OWN = sight("house.own", zh="我的登录与密钥", en="My sign-in and keys", policy=Policy(anybody=True))


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
    policy=Policy(system=True),
    target=Organisation,
    api=False,
)
def add_person(
    deed: Deed,
    organisation: Organisation,
    *,
    name: Annotated[str, Input("姓名", "Name")],
    email: Annotated[str, Input("电子邮箱", "E-mail")],
    password: Annotated[str | None, Input("密码", "Password", secret=True)] = None,
    language: Annotated[str, Input("语言", "Language", choices=languages)] = "zh",
) -> Person:
    """Adds a person without inviting them, when an installation is set up; people are invited by people.

    An administrator who tried addresses here would learn which exist in other organisations.
    """
    if Person.objects.filter(email=email.lower()).exists():
        raise INPUT_WRONG.error(
            field=Text("电子邮箱", "E-mail"), problem=Text("不能用这个地址", "it cannot be used")
        )
    if password is not None:
        check_rules(password, Person(name=name, email=email))
    person = Person.objects.create(
        email=email, password=password, name=name, organisation=organisation, language=language
    )
    deed.record(person=person.ref, organisation=organisation.ref)
    return person


@action(
    "house-role.granted",
    zh="授予管理角色",
    en="Grant a role of administration",
    policy=BY_SECURITY,
    target=Organisation,
)
def grant_house_role(
    deed: Deed,
    organisation: Organisation,
    *,
    person: Annotated[Person, Input("人员", "Person", choices=active_people_of)],
    role: Annotated[HouseRole, Input("角色", "Role")],
) -> None:
    """Gives a person of this organisation a role of administration in it; from then on a second factor is asked for."""
    check_apart(organisation, person.roles_in(organisation.ref), role)
    given = grant(person, organisation.ref, role, by=deed.actor.ref)
    factors.end_weak_sessions(person)
    deed.record(person=person.ref, role=str(role), grant=given.ref)


@action(
    "house-role.ended",
    zh="结束管理角色",
    en="End a role of administration",
    policy=administered_by(HouseRole.SECURITY_ADMINISTRATOR),
    target=Organisation,
)
def end_house_role(
    deed: Deed,
    organisation: Organisation,
    *,
    grant: Annotated[Grant, Input("角色", "Role", choices=held_house_roles)],
) -> None:
    """Ends a role of administration from now on; somebody must stay who can grant roles."""
    if grant.scope != organisation.ref or grant.ended_at is not None:
        raise INPUT_WRONG.error(field=Text("角色", "Role"), problem=Text("不在此处", "not held here"))
    check_not_last(organisation, [grant])
    end(grant)
    deed.record(person=grant.person.ref, role=grant.role, grant=grant.ref)


@action(
    "installation-role.granted",
    zh="授予本系统的管理角色",
    en="Grant a role in the installation",
    policy=Policy(ADMINISTRATION, system=True),
    target=InstallationTarget,
)
def grant_installation_role(
    deed: Deed,
    installation: InstallationTarget,
    *,
    person: Annotated[Person, Input("人员", "Person", choices=colleagues)],
    role: Annotated[HouseRole, Input("角色", "Role")],
) -> None:
    """Gives a person a role over the whole installation, where organisations are founded; it opens no case."""
    given = grant(person, installation.ref, role, by=deed.actor.ref)
    factors.end_weak_sessions(person)
    deed.record(person=person.ref, role=str(role), grant=given.ref)


@action(
    "organisation-settings.changed",
    zh="修改组织设置",
    en="Change the settings of the organisation",
    policy=BY_SYSTEM,
    target=Organisation,
)
def change_settings(
    deed: Deed,
    organisation: Organisation,
    *,
    second_factor_required: Annotated[
        bool, Input("所有人登录都须第二因素", "Everybody signs in with a second factor")
    ] = False,
    separate_administration: Annotated[
        bool, Input("系统、安全、审计管理分立（三权分立）", "System, security and audit administration apart")
    ] = False,
) -> None:
    """Changes what the organisation asks of its people; what was signed in with less ends."""
    if separate_administration and not organisation.separate_administration:
        check_nobody_holds_two(organisation)
        _check_security_administered(organisation)
    organisation.second_factor_required = second_factor_required
    organisation.separate_administration = separate_administration
    organisation.save(update_fields=["second_factor_required", "separate_administration"])
    if second_factor_required:
        factors.end_weak_sessions_of(organisation)
    deed.record(second_factor=second_factor_required, apart=separate_administration)


def _check_security_administered(organisation: Organisation) -> None:
    """Once apart, only security administrators grant roles: there has to be one before."""
    role = str(HouseRole.SECURITY_ADMINISTRATOR)
    if not Grant.objects.filter(scope=organisation.ref, role=role, ended_at=None, person__is_active=True):
        raise INPUT_WRONG.error(
            field=Text("管理分立", "administration apart"),
            problem=Text("先要有一位安全管理员", "there has to be a security administrator first"),
        )
