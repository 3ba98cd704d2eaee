"""Sending a code: by e-mail or text message, by a thread of this process, so that nothing is written down on the way.

What is to be sent waits in memory only: a contact and a code belong in no table of tasks. The page has answered
before anything is sent, and answers the same where there is nobody to send to.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import secrets
import smtplib
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

log = logging.getLogger("novation.portal")
MOST_WAITING = 10_000


class TextMessages(Protocol):
    """A provider of text messages; raises OSError where a message could not be handed over."""

    def send(self, number: str, text: str) -> None: ...


class FileDrop:
    """Leaves each message as a file for a provider's own program, which takes and deletes it."""

    def __init__(self) -> None:
        self.folder = Path(settings.TEXT_MESSAGE_FOLDER)

    def send(self, number: str, text: str) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = self.folder / f"{secrets.token_hex(8)}.json"
        part = name.with_suffix(".part")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"to": number, "text": text}, file, ensure_ascii=False)
        part.rename(name)


@dataclass(frozen=True, slots=True)
class Message:
    kind: str
    to: str
    subject: str
    text: str
    known: bool = True
    """Whether anybody has the contact; where nobody has, the message is made like any other and goes nowhere."""


PAUSE = 1.0
"""Seconds before anything is done with a message: the answer has left by then, and takes no longer for a customer."""
_waiting: queue.Queue[tuple[float, Message]] = queue.Queue(MOST_WAITING)
_at_once = threading.Event()
_starting = threading.Lock()
_sender: threading.Thread | None = None


def send_later(message: Message) -> None:
    """Puts a message into the queue; one that nobody is to get goes the same way, and ends there."""
    global _sender
    with _starting:
        if _sender is None or not _sender.is_alive():
            _sender = threading.Thread(target=_send_all, name="portal-sender", daemon=True)
            _sender.start()
    try:
        _waiting.put_nowait((time.monotonic() + PAUSE, message))
    except queue.Full:
        log.error("too many messages wait, one was dropped")


def settle() -> None:
    """Waits until everything that was put in has been sent, which it is without a pause then."""
    _at_once.set()
    _waiting.join()
    _at_once.clear()


def _send_all() -> None:
    while True:
        due, message = _waiting.get()
        try:
            _at_once.wait(max(0.0, due - time.monotonic()))
            _send(message)
        except (OSError, smtplib.SMTPException) as problem:
            # Which contact it was stands nowhere; the customer asks again, or writes.
            log.error("a message was not sent", extra={"fault": type(problem).__name__})
        finally:
            _waiting.task_done()


def _send(message: Message) -> None:
    if message.kind == "email":
        mail = EmailMessage(message.subject, message.text, to=[message.to])
        mail.message().as_bytes()
        if message.known:
            mail.send()
    else:
        provider: TextMessages = import_string(settings.TEXT_MESSAGES)()
        if message.known:
            provider.send(message.to, message.text)
