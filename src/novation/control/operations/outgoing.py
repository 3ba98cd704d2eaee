"""Which provider carries a channel here: a mail server by `NOVATION_SMTP`, folders below the home for everything else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from novation.control.notices.models import Notice
from novation.errors.notices import CHANNEL_UNSET
from novation.handover.notices.words import Via

if TYPE_CHECKING:
    from novation.handover.notices.channels import Channel
    from novation.handover.notices.smtp import Server


def channel_of(notice: Notice) -> Channel:
    """Raises `notices.channel-unset`."""
    from novation.handover.notices.channels import Announcement, FileDrop, MailMerge
    from novation.handover.notices.smtp import Smtp

    if notice.channel is Via.EMAIL:
        return Smtp(mail_server())
    folder = outgoing(notice)
    if notice.channel is Via.MESSAGE:
        return FileDrop(folder)
    if notice.channel is Via.POST:
        return MailMerge(folder)
    return Announcement(folder, notice.language)


def outgoing(notice: Notice) -> Path:
    """Where the files of a channel are left for whoever sends them."""
    return Path(settings.HOME) / "outgoing" / notice.case.ref / str(notice.channel)


def mail_server() -> Server:
    """`NOVATION_SMTP=smtp://user@mail.example:587?from=notices@example.com`; `smtps://` from the first byte.

    The password stands in `NOVATION_SMTP_PASSWORD`. Without TLS only this machine is spoken to: `?tls=none`.
    """
    from novation.handover.notices.smtp import Server, Tls

    given = urlsplit(os.environ.get("NOVATION_SMTP", ""))
    asked = parse_qs(given.query)
    sender = asked.get("from", [""])[0]
    if given.scheme not in ("smtp", "smtps") or not given.hostname or "@" not in sender:
        raise CHANNEL_UNSET.error(what="NOVATION_SMTP")
    implicit = given.scheme == "smtps"
    tls = Tls.IMPLICIT if implicit else Tls.STARTTLS
    if asked.get("tls") == ["none"]:
        if given.hostname not in ("localhost", "127.0.0.1", "::1"):
            raise CHANNEL_UNSET.error(what="NOVATION_SMTP (tls=none)")
        tls = Tls.NONE
    return Server(
        given.hostname,
        given.port or (465 if implicit else 587),
        sender,
        tls,
        unquote(given.username or ""),
        os.environ.get("NOVATION_SMTP_PASSWORD", ""),
    )
