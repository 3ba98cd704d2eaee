"""Coming in: a link is used up, a code is asked for and answered. Nothing here tells whether somebody is a customer."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Annotated

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from novation.control.actions import SYSTEM, Deed, Policy, action
from novation.control.cases.models import Case
from novation.control.consent.customer import Customer
from novation.control.identity.limits import keyed, may_have_code
from novation.control.identity.links import Links
from novation.control.identity.models import Code, UsedLink
from novation.control.inputs import Input
from novation.errors.identity import CODE_WRONG, LINK_INVALID, LINK_USED

ATTEMPTS = 5
LIFETIME = timedelta(minutes=15)
MOST_SUBJECTS = 20
ITSELF = Policy(system=True)


@action(
    "link.used",
    zh="用链接进入",
    en="Come in by a link",
    policy=ITSELF,
    target=Case,
    api=False,
    changes_target=False,
)
def _use_link(
    deed: Deed,
    case: Case,
    *,
    token: Annotated[str, Input("链接", "Link")],
    subject: Annotated[str, Input("个人编号", "Subject reference")],
    notice: Annotated[str, Input("告知", "Notice")],
) -> None:
    """Uses up the link of a notice."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    # A notice is named by what the software wrote into the link itself, which nobody else can make.
    kept = {"case": case, "notice": notice[:32]}
    if not UsedLink.objects.get_or_create(digest=digest, defaults=kept)[1]:
        raise LINK_USED.error()
    deed.record(subject=subject, notice=notice)


def come_in_by_link(case: Case, token: str) -> Customer:
    """The customer of a link, once. Raises `link.invalid`, `link.expired`, `link.used`."""
    link = Links(settings.SECRET_KEY).read(token)
    if link.case != case.ref:
        raise LINK_INVALID.error()
    _use_link(SYSTEM, case, token=token, subject=link.subject, notice=link.notice)
    return Customer(case.ref, link.subject)


@action(
    "code.sent",
    zh="发出验证码",
    en="Send a code",
    policy=ITSELF,
    target=Case,
    api=False,
    changes_target=False,
)
def _make_code(
    deed: Deed,
    case: Case,
    *,
    contact: Annotated[str, Input("联系方式", "Contact")],
    subjects: Annotated[list[str], Input("个人编号", "Subject references")],
    digest: Annotated[str, Input("摘要", "Digest")],
) -> Code:
    """Keeps a code that was asked for; an entry is written whether or not anybody has the contact."""
    code = Code.objects.create(
        case=case,
        contact=contact,
        subjects=" ".join(subjects[:MOST_SUBJECTS]),
        digest=digest,
        expires_at=timezone.now() + LIFETIME,
    )
    deed.record(code=code.ref)
    return code


def ask_code(case: Case, contact: str, subjects: list[str]) -> tuple[Code, str]:
    """A code of six digits for a contact (in its one form); the caller sends it only where `subjects` are not empty.

    The same rows are written and the same entry made in either case. Raises `code.too-many`.
    """
    tag = keyed("contact", case.ref, contact)
    may_have_code(case.ref, tag)
    digits = f"{secrets.randbelow(1_000_000):06d}"
    code = _make_code(SYSTEM, case, contact=tag, subjects=subjects, digest=_digest(tag, digits))
    return code, digits


@action("code.answered", zh="用验证码进入", en="Come in by a code", policy=ITSELF, target=Code, api=False)
def _answer(deed: Deed, code: Code) -> None:
    """Uses up a code that was answered rightly; of two right answers at once the second is late."""
    if code.used_at is not None:
        raise CODE_WRONG.error()
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    deed.record(code=code.ref)


def come_in_by_code(code: Code, digits: str) -> list[Customer]:
    """Whoever has the contact of an answered code: one, or several who share it. Raises `code.wrong`.

    Five wrong answers end a code; of one that nobody's contact stands behind, every answer is wrong.
    """
    tried = Code.objects.select_related("case").get(pk=code.pk)
    # Counted by the database before the comparison, so that answers sent at once count each.
    counted = Code.objects.filter(
        pk=code.pk, attempts__lt=ATTEMPTS, used_at=None, expires_at__gt=timezone.now()
    )
    allowed = bool(counted.update(attempts=F("attempts") + 1))
    right = hmac.compare_digest(tried.digest, _digest(tried.contact, digits.strip()))
    if not (allowed and right and tried.subjects):
        raise CODE_WRONG.error()
    _answer(SYSTEM, tried)
    return [Customer(tried.case.ref, subject) for subject in tried.subjects.split()]


def _digest(tag: str, digits: str) -> str:
    return keyed("code", tag, digits)
