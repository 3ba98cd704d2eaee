"""Actions on one person's account by those who administer it."""

from __future__ import annotations

from django.utils import timezone

from novation.control.accounts import limits
from novation.control.accounts.apart import administered_by, check_not_last
from novation.control.accounts.granting import end
from novation.control.accounts.models import (
    Grant,
    Invitation,
    Passkey,
    Person,
    RecoveryCode,
    Session,
    TotpSecret,
)
from novation.control.accounts.proving import SOMEBODY_ELSE
from novation.control.actions import Deed, action
from novation.control.roles import HouseRole
from novation.errors.control import INPUT_WRONG
from novation.messages import Text

BY_SYSTEM_ON_OTHERS = administered_by(HouseRole.SYSTEM_ADMINISTRATOR, conditions=[SOMEBODY_ELSE], system=True)
BY_SECURITY_ON_OTHERS = administered_by(
    HouseRole.SECURITY_ADMINISTRATOR, conditions=[SOMEBODY_ELSE], system=True
)


@action(
    "person.deactivated",
    zh="停用人员",
    en="Deactivate a person",
    policy=administered_by(
        HouseRole.SYSTEM_ADMINISTRATOR, HouseRole.SECURITY_ADMINISTRATOR, conditions=[SOMEBODY_ELSE]
    ),
    target=Person,
)
def deactivate(deed: Deed, person: Person) -> None:
    """Ends every role, session and open link of the person; what they did stays on record."""
    if not person.is_active:
        raise INPUT_WRONG.error(field=Text("人员", "Person"), problem=Text("已停用", "deactivated already"))
    held = list(Grant.objects.filter(person=person, ended_at=None).select_related("person").order_by("id"))
    check_not_last(person.organisation, held)
    for one in held:
        end(one)
        deed.record(tag="role.ended", stream=one.scope, person=person.ref, role=one.role, grant=one.ref)
    Session.objects.filter(person=person).delete()
    Invitation.objects.filter(person=person, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now()
    )
    person.is_active, person.left_at = False, timezone.now()
    person.save(update_fields=["is_active", "left_at"])
    deed.record(person=person.ref, roles=len(held))


@action(
    "person.reactivated",
    zh="恢复人员",
    en="Reactivate a person",
    policy=BY_SYSTEM_ON_OTHERS,
    target=Person,
)
def reactivate(deed: Deed, person: Person) -> None:
    """Lets the person sign in again; the roles of before do not come back."""
    if person.is_active:
        raise INPUT_WRONG.error(field=Text("人员", "Person"), problem=Text("没有停用", "not deactivated"))
    person.is_active, person.left_at = True, None
    person.save(update_fields=["is_active", "left_at"])
    deed.record(person=person.ref)


@action(
    "lockout.released",
    zh="解除登录暂停",
    en="Release a lockout",
    policy=BY_SECURITY_ON_OTHERS,
    target=Person,
)
def release_lockout(deed: Deed, person: Person) -> None:
    """Lets the person try again at once after too many wrong passwords or codes."""
    limits.clear(limits.ACCOUNT, person.email)
    limits.clear(limits.SECOND_STEP, person.ref)
    deed.record(person=person.ref)


@action(
    "second-factor.cleared",
    zh="清除第二因素",
    en="Clear the second factors",
    policy=BY_SECURITY_ON_OTHERS,
    target=Person,
    api=False,
)
def clear_second_factors(deed: Deed, person: Person) -> None:
    """For somebody who lost telephone and codes: they sign in with the password and register anew; sessions end."""
    TotpSecret.objects.filter(person=person).delete()
    Passkey.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()
    Session.objects.filter(person=person).delete()
    deed.record(person=person.ref)


@action(
    "sessions.ended",
    zh="结束全部登录",
    en="End all sessions of a person",
    policy=BY_SECURITY_ON_OTHERS,
    target=Person,
)
def end_sessions(deed: Deed, person: Person) -> None:
    """Signs the person out everywhere."""
    count, _ = Session.objects.filter(person=person).delete()
    deed.record(person=person.ref, sessions=count)
