"""Actions on one's own account: password, factors, sessions, the key one signs with."""

from __future__ import annotations

from typing import Annotated, Any

from novation.control.accounts import factors, passkeys, recovery, totp
from novation.control.accounts.models import Passkey, Person, RecoveryCode, Session, TotpSecret
from novation.control.accounts.passwords import check_rules
from novation.control.accounts.proving import ONESELF, PROVED
from novation.control.actions import Deed, Policy, action
from novation.control.inputs import Input
from novation.errors.accounts import CODE_WRONG

OWN_ACCOUNT = Policy(anybody=True, conditions=(ONESELF,))
OWN_ACCOUNT_PROVED = Policy(anybody=True, conditions=(ONESELF, PROVED))


def own_passkeys(actor: Any, target: Any) -> Any:
    return Passkey.objects.filter(person=target).order_by("id")


@action(
    "session.begun",
    zh="登录",
    en="Sign in",
    policy=Policy(system=True),
    target=Person,
    api=False,
)
def begin_session(deed: Deed, person: Person, *, factor: Annotated[str, Input("方式", "How")]) -> None:
    """Records that a person signed in, and how; the page has checked it."""
    deed.record(person=person.ref, factor=factor)


@action(
    "session.ended",
    zh="结束一个登录",
    en="End a session",
    policy=OWN_ACCOUNT,
    target=Session,
    api=False,
)
def end_session(deed: Deed, session: Session) -> None:
    """Signs a browser of one's own out."""
    Session.objects.filter(pk=session.pk).delete()
    deed.record(session=session.ref)


@action(
    "other-sessions.ended",
    zh="结束其他登录",
    en="End my other sessions",
    policy=OWN_ACCOUNT,
    target=Person,
    api=False,
)
def end_other_sessions(
    deed: Deed, person: Person, *, kept: Annotated[str, Input("保留的登录", "Session to keep")] = ""
) -> None:
    """Signs oneself out everywhere, but in the browser at hand."""
    count, _ = Session.objects.filter(person=person).exclude(ref=kept).delete()
    deed.record(person=person.ref, sessions=count)


@action(
    "password.changed",
    zh="修改密码",
    en="Change the password",
    policy=OWN_ACCOUNT_PROVED,
    target=Person,
    api=False,
)
def change_password(
    deed: Deed, person: Person, *, password: Annotated[str, Input("新密码", "New password", secret=True)]
) -> None:
    """Sets a new password; every session of the person ends, the page begins a new one."""
    check_rules(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    Session.objects.filter(person=person).delete()
    deed.record(person=person.ref)


@action(
    "totp.registered",
    zh="登记验证码",
    en="Register a code generator",
    policy=OWN_ACCOUNT_PROVED,
    target=Person,
    api=False,
)
def register_totp(deed: Deed, person: Person, *, code: Annotated[str, Input("验证码", "Code")]) -> list[str]:
    """Puts the generator into use with its first code; new recovery codes come with it."""
    secret = TotpSecret.objects.select_related("person").filter(person=person, confirmed_at=None).first()
    if secret is None or not totp.accepts(secret, code):
        raise CODE_WRONG.error()
    totp.confirm(secret)
    deed.record(person=person.ref)
    return recovery.renew(person)


@action(
    "totp.removed",
    zh="去掉验证码",
    en="Remove the code generator",
    policy=OWN_ACCOUNT_PROVED,
    target=Person,
    api=False,
)
def remove_totp(deed: Deed, person: Person) -> None:
    """Takes the generator out of use, if another second factor is left or none is asked for."""
    factors.check_not_last(person, without_generator=True)
    TotpSecret.objects.filter(person=person).delete()
    if not factors.has_second(person):
        RecoveryCode.objects.filter(person=person).delete()
    deed.record(person=person.ref)


@action(
    "recovery-codes.renewed",
    zh="换新恢复码",
    en="Renew the recovery codes",
    policy=OWN_ACCOUNT_PROVED,
    target=Person,
    api=False,
)
def renew_recovery_codes(deed: Deed, person: Person) -> list[str]:
    """Ten new codes; the old ones stop working. They are shown once."""
    deed.record(person=person.ref)
    return recovery.renew(person)


@action(
    "passkey.registered",
    zh="登记通行密钥",
    en="Add a passkey",
    policy=OWN_ACCOUNT_PROVED,
    target=Person,
    api=False,
)
def register_passkey(
    deed: Deed,
    person: Person,
    *,
    name: Annotated[str, Input("名称", "Name")],
    answer: Annotated[str, Input("浏览器的答复", "Answer of the browser")],
    challenge: Annotated[str, Input("质询", "Challenge")],
    host: Annotated[str, Input("站点", "Site")],
    origin: Annotated[str, Input("来源", "Origin")],
) -> Passkey:
    """Adds a passkey that its authenticator made for this console; challenge and site are the page's own."""
    made = passkeys.register(passkeys.Site(host, origin), person, challenge, answer, name[:60])
    deed.record(person=person.ref, passkey=made.ref)
    return made


@action(
    "passkey.removed",
    zh="去掉通行密钥",
    en="Remove a passkey",
    policy=OWN_ACCOUNT_PROVED,
    target=Person,
    api=False,
)
def remove_passkey(
    deed: Deed,
    person: Person,
    *,
    passkey: Annotated[Passkey, Input("通行密钥", "Passkey", choices=own_passkeys)],
) -> None:
    """Takes a passkey out of use, if another second factor is left or none is asked for."""
    factors.check_not_last(person, without_passkey=passkey.ref)
    Passkey.objects.filter(person=person, ref=passkey.ref).delete()
    deed.record(person=person.ref, passkey=passkey.ref)
