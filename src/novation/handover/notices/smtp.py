"""E-mail: one connection, one recipient a message; what the server refuses bounces, what it never answered is uncertain."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from novation.errors import NovationError
from novation.errors.notices import CHANNEL_FAILED
from novation.handover.notices.channels import Batch, Handed
from novation.handover.notices.words import Sent
from novation.terms.vocabulary import Term

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
"""What a server takes without extensions; anything else could be read as more than one recipient."""
_PERMANENT = 500


class Tls(Term):
    STARTTLS = "starttls", "STARTTLS", "STARTTLS"
    IMPLICIT = "implicit", "隐式 TLS", "implicit TLS"
    NONE = "none", "不加密（仅限本机）", "none (this machine only)"


@dataclass(frozen=True)
class Server:
    """Where mail is handed over. `sender`: the address that answers and bounces come to."""

    host: str
    port: int
    sender: str
    tls: Tls = Tls.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0


@dataclass
class Smtp:
    """`rows` is small: what a broken connection leaves uncertain is one message, what a killed process does one batch."""

    server: Server
    rows: int = 50
    context: ssl.SSLContext | None = None
    _connection: smtplib.SMTP | None = None

    def send(self, batch: Batch) -> Handed:
        results: dict[str, Sent] = dict.fromkeys(batch.subjects, Sent.QUEUED)
        for place, subject in enumerate(batch.subjects):
            if not _ADDRESS.fullmatch(batch.contacts[place]):
                results[subject] = Sent.BOUNCED
                continue
            try:
                connection = self._open()
            except (OSError, smtplib.SMTPException) as problem:
                return Handed(results, _failure(problem))
            try:
                results[subject] = self._hand_over(connection, batch, place)
            except smtplib.SMTPSenderRefused as problem:
                return Handed(results, _failure(problem))
            except (OSError, smtplib.SMTPServerDisconnected) as problem:
                # Whether the server took it before the line broke, nobody knows.
                results[subject] = Sent.UNCERTAIN
                self.close()
                return Handed(results, _failure(problem))
        return Handed(results)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except (OSError, smtplib.SMTPException):
                connection.close()

    def _hand_over(self, connection: smtplib.SMTP, batch: Batch, place: int) -> Sent:
        """A refusal for good bounces; one for now leaves it in the queue, for certainly nothing was taken."""
        message = self._message(batch, place)
        try:
            connection.sendmail(self.server.sender, [batch.contacts[place]], message.as_bytes())
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            return Sent.BOUNCED if code >= _PERMANENT else Sent.QUEUED
        except smtplib.SMTPDataError as refused:
            return Sent.BOUNCED if refused.smtp_code >= _PERMANENT else Sent.QUEUED
        return Sent.SENT

    def _message(self, batch: Batch, place: int) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = self.server.sender
        message["To"] = batch.contacts[place]
        message["Subject"] = " ".join(batch.title.split())
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = f"<{batch.ids[place]}@{self.server.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(batch.texts[place], charset="utf-8")
        return message

    def _open(self) -> smtplib.SMTP:
        if self._connection is None:
            server = self.server
            context = self.context or ssl.create_default_context()
            if server.tls is Tls.IMPLICIT:
                opened: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, timeout=server.timeout, context=context
                )
            else:
                opened = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
            try:
                if server.tls is Tls.STARTTLS:
                    opened.starttls(context=context)
                if server.user:
                    opened.login(server.user, server.password)
            except BaseException:
                opened.close()
                raise
            self._connection = opened
        return self._connection


def _failure(problem: Exception) -> NovationError:
    """The class of what went wrong and the server's number; its words may repeat an address."""
    code = getattr(problem, "smtp_code", "")
    return CHANNEL_FAILED.error(why=f"{type(problem).__name__} {code}".strip())
