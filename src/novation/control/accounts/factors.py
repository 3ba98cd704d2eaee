"""Which factors a person has, and whether one beside the password is asked for."""

from __future__ import annotations

from novation.control.accounts import recovery, totp
from novation.control.accounts.models import Organisation, Person, Session, TotpSecret
from novation.errors.accounts import CODE_WRONG, FACTOR_NEEDED

STRONG = ("totp", "recovery", "passkey")


def generator_of(person: Person) -> TotpSecret | None:
    """The code generator that counts."""
    return (
        TotpSecret.objects.select_related("person").filter(person=person).exclude(confirmed_at=None).first()
    )


def has_second(person: Person) -> bool:
    return generator_of(person) is not None or person.passkeys.exists()


def must_have_second(person: Person) -> bool:
    """Whoever administers anything must, always; everybody where the organisation says so."""
    return person.organisation.second_factor_required or bool(person.house_roles)


def check_not_last(person: Person, *, without_generator: bool = False, without_passkey: str = "") -> None:
    """Raises `account.factor-needed` if nothing would be left that is asked for."""
    if not must_have_second(person):
        return
    generator = generator_of(person) is not None and not without_generator
    if not generator and not person.passkeys.exclude(ref=without_passkey).exists():
        raise FACTOR_NEEDED.error()


def check_code(person: Person, code: str) -> str:
    """Takes a code of the generator or a recovery code; which it was. Raises `account.code-wrong`."""
    generator = generator_of(person)
    if generator and totp.accepts(generator, code):
        return "totp"
    if recovery.accepts(person, code):
        return "recovery"
    raise CODE_WRONG.error()


def end_weak_sessions(person: Person) -> None:
    """What was signed in with a password only ends, once more than that is asked for."""
    Session.objects.filter(person=person).exclude(factor__in=STRONG).delete()


def end_weak_sessions_of(organisation: Organisation) -> None:
    Session.objects.filter(person__organisation=organisation).exclude(factor__in=STRONG).delete()
