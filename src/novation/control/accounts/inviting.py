"""Invitations: the link that goes out by mail, and finding the invitation to which a link belongs."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from novation.control.accounts.at_rest import token_digest
from novation.control.accounts.models import Invitation, Organisation, Person
from novation.errors.accounts import (
    INVITATION_EXPIRED,
    INVITATION_UNKNOWN,
    INVITATION_USED,
    INVITATION_WITHDRAWN,
)
from novation.messages import Language, Text

_log = logging.getLogger(__name__)
VALID = timedelta(days=3)
_SUBJECT = Text("易主：您的登录链接", "Novation: your link to sign in")
_BODY = Text(
    """您好：

{organisation}邀请您使用易主。请在 {until}（UTC）之前打开下面的链接，设定姓名、密码和语言。链接只能用一次。

{link}

如果您不认识这个组织，不必理会本邮件。
""",
    """Hello,

{organisation} invites you to Novation. Open the link below before {until} (UTC) to set your name, password and language. It works once.

{link}

If you do not know this organisation, you need not do anything.
""",
)
_AGAIN = Text(
    """您好：

{organisation}的管理员为您重发了登录链接。请在 {until}（UTC）之前打开，设定新密码。链接只能用一次；在此之前原密码仍然有效。

{link}

如果您没有要求，请告诉管理员。
""",
    """Hello,

The administrator of {organisation} has sent you a new link to sign in. Open it before {until} (UTC) to set a new password. It works once; until then your old password stays as it is.

{link}

If you did not ask for it, tell your administrator.
""",
)
_TAKEN = Text(
    """您好：

{organisation}邀请您使用易主，但这个地址在本系统的另一个组织里已有账号，不能再用一次。请对方改用您的另一个地址。
""",
    """Hello,

{organisation} invited you to Novation, but this address already has an account with another organisation here and cannot be used twice. Ask them to use another address of yours.
""",
)


def prepare(
    organisation: Organisation, *, email: str, name: str, language: str, by: str, person: Person | None = None
) -> Invitation:
    """A new invitation in place of any open one to the same address; the message goes out when all is committed."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(
        organisation=organisation, email=email, accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=timezone.now())
    made = Invitation.objects.create(
        organisation=organisation,
        person=person,
        email=email,
        name=name,
        language=language,
        digest=token_digest(token),
        made_by=by,
        expires_at=timezone.now() + VALID,
    )
    transaction.on_commit(partial(post, made, token))
    return made


def post(invitation: Invitation, token: str) -> None:
    """Sends the link. Whether the address is known elsewhere is told to its owner only, never to the inviter."""
    taken = invitation.person is None and Person.objects.filter(email=invitation.email).exists()
    body = _TAKEN if taken else _AGAIN if invitation.person else _BODY
    language: Language = "en" if invitation.language == "en" else "zh"
    told = body.in_(language).format(
        organisation=invitation.organisation.name,
        until=invitation.expires_at.strftime("%Y-%m-%d %H:%M"),
        link=f"{settings.ADDRESS}/invitation/{token}/",
    )
    try:
        send_mail(_SUBJECT.in_(language), told, None, [invitation.email])
    except OSError as problem:
        # A mail server that is away does not undo the invitation; the list of people shows that no message left.
        # What the server said may hold the address, so only its kind goes into the log.
        _log.warning("invitation %s was not mailed: %s", invitation.ref, type(problem).__name__)
        return
    Invitation.objects.filter(pk=invitation.pk).update(mailed_at=timezone.now())


def invitation_of(digest: str) -> Invitation:
    """The invitation to which a token belongs, if it can still be accepted; else the error says why not."""
    found = Invitation.objects.select_related("organisation", "person").filter(digest=digest).first()
    if found is None:
        raise INVITATION_UNKNOWN.error()
    check_open(found)
    return found


def check_open(invitation: Invitation) -> None:
    """Raises `invitation.already-accepted`, `invitation.withdrawn` or `invitation.expired`."""
    if invitation.accepted_at is not None:
        raise INVITATION_USED.error()
    if invitation.withdrawn_at is not None:
        raise INVITATION_WITHDRAWN.error()
    if invitation.expired:
        raise INVITATION_EXPIRED.error()
