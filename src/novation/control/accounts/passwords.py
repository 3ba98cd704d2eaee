"""Passwords: what they must be, and checking one with the same work whether or not there is such an account."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from novation.control.accounts.models import Person
from novation.errors.accounts import PASSWORD_WEAK
from novation.messages import Text

LONGEST = 1_000
_REASONS = {
    "password_too_short": Text("太短，至少 12 个字符", "too short, at least 12 characters"),
    "password_too_common": Text("太常见", "too common"),
    "password_entirely_numeric": Text("全是数字", "nothing but digits"),
    "password_too_similar": Text("与姓名或电子邮箱太像", "too much like the name or the e-mail address"),
}


def check_rules(password: str, person: Person | None = None) -> None:
    """Raises `account.password-weak`, which says why and never repeats the password."""
    if len(password) > LONGEST:
        raise PASSWORD_WEAK.error(reason=Text("超过 1,000 个字符", "longer than 1,000 characters"))
    try:
        validate_password(password, person)
    except ValidationError as problem:
        code = str(problem.error_list[0].code)
        raise PASSWORD_WEAK.error(reason=_REASONS.get(code, Text("太容易猜", "too easy to guess"))) from None


def person_with(email: str, password: str) -> Person | None:
    """Who signs in with these, or nobody. Exactly one hash is computed: for unknown, inactive and known accounts alike."""
    told = password if 0 < len(password) <= LONGEST else " "
    found = authenticate(username=email.strip().lower(), password=told)
    return found if isinstance(found, Person) else None
