"""The outbox of one notice: a row for each person, without any contact; it knows what was handed over, and what may have been."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from novation.errors.notices import ALREADY_SENDING, OUTBOX_DIFFERENT
from novation.handover.notices.words import Sent, Via

FOLDER = "outbox"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_TABLES = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS message (
  subject TEXT PRIMARY KEY, channel TEXT NOT NULL, state TEXT NOT NULL, digest TEXT NOT NULL DEFAULT '',
  sent_at TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
"""


def outbox_path(work: Path, notice: str) -> Path:
    if not _NAME.fullmatch(notice):
        raise ValueError("a notice is named by its reference")
    return work / FOLDER / f"{notice}.sqlite"


class Outbox:
    """Opened by one process at a time; what a process that died had in its hands is `uncertain` from then on."""

    def __init__(self, connection: sqlite3.Connection, channel: Via) -> None:
        self._connection = connection
        self.channel = channel

    def fill(self, subjects: Iterable[tuple[str, bool]]) -> None:
        """Adds people with whether they can be reached; whoever has a row keeps it."""
        rows = (
            (subject, str(self.channel), str(Sent.QUEUED if reached else Sent.UNREACHABLE))
            for subject, reached in subjects
        )
        with self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO message (subject, channel, state) VALUES (?, ?, ?)", rows
            )

    def queued(self, first: str, last: str) -> list[str]:
        """Who waits between two references, in their order."""
        asked = "SELECT subject FROM message WHERE subject BETWEEN ? AND ? AND state = ? ORDER BY subject"
        return [row[0] for row in self._connection.execute(asked, (first, last, str(Sent.QUEUED)))]

    def begin(self, subjects: Sequence[str], digests: Sequence[str]) -> None:
        """Says, durably, that these are about to be handed over. Only then may anything leave."""
        rows = [
            (str(Sent.SENDING), digest, subject, str(Sent.QUEUED))
            for subject, digest in zip(subjects, digests, strict=True)
        ]
        with self._connection:
            changed = self._connection.executemany(
                "UPDATE message SET state = ?, digest = ? WHERE subject = ? AND state = ?", rows
            )
            if changed.rowcount != len(rows):
                raise ALREADY_SENDING.error()

    def settle(self, results: Mapping[str, Sent], at: str) -> None:
        """What became of those handed over; `queued` for what certainly did not leave."""
        rows = [
            (str(state), at if state is Sent.SENT else "", subject, str(Sent.SENDING))
            for subject, state in results.items()
        ]
        with self._connection:
            self._connection.executemany(
                "UPDATE message SET state = ?, sent_at = ? WHERE subject = ? AND state = ?", rows
            )

    def counts(self) -> dict[Sent, int]:
        rows = self._connection.execute("SELECT state, count(*) FROM message GROUP BY state")
        return {Sent(state): count for state, count in rows}

    def last_sent(self) -> str:
        """The instant of the last delivery, or nothing."""
        asked = "SELECT max(sent_at) FROM message WHERE state = ?"
        return str(self._connection.execute(asked, (str(Sent.SENT),)).fetchone()[0] or "")

    def digest(self) -> str:
        """Over every row in order: proof of what was sent to whom and when, without a name."""
        found = hashlib.sha256()
        asked = "SELECT subject, channel, state, digest, sent_at FROM message ORDER BY subject"
        for row in self._connection.execute(asked):
            found.update(("\t".join(row) + "\n").encode())
        return f"sha256:{found.hexdigest()}"

    def subjects(self, *states: Sent) -> Iterator[str]:
        """Whose notice is in one of the states, in order: work for people."""
        marks = ", ".join("?" for _ in states)
        asked = f"SELECT subject FROM message WHERE state IN ({marks}) ORDER BY subject"  # noqa: S608
        return (row[0] for row in self._connection.execute(asked, [str(state) for state in states]))

    def _claim(self, template: str) -> None:
        about = {"template": template, "channel": str(self.channel)}
        with self._connection:
            self._connection.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", about.items())
            if dict(self._connection.execute("SELECT key, value FROM about")) != about:
                raise OUTBOX_DIFFERENT.error()
            self._connection.execute(
                "UPDATE message SET state = ? WHERE state = ?", (str(Sent.UNCERTAIN), str(Sent.SENDING))
            )


@contextlib.contextmanager
def opened(work: Path, notice: str, channel: Via, template: str) -> Iterator[Outbox]:
    """The outbox, made if it is not there. `template`: digest of the text, which no outbox ever changes.

    Raises `notices.already-sending`, `notices.outbox-different`.
    """
    path = outbox_path(work, notice)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        lock = stack.enter_context(path.with_suffix(".lock").open("w"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise ALREADY_SENDING.error() from taken
        path.touch(mode=0o600)
        connection = stack.enter_context(contextlib.closing(sqlite3.connect(path)))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.executescript(_TABLES)
        outbox = Outbox(connection, channel)
        outbox._claim(template)
        yield outbox


@contextlib.contextmanager
def filling(work: Path) -> Iterator[None]:
    """One outbox is filled at a time: two channels of one notice must not both take somebody on."""
    with (work / FOLDER / ".filling").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def told_in(work: Path, notices: Iterable[str], *states: Sent) -> Iterator[str]:
    """References of everybody in one of the states in outboxes of other notices, without opening them for sending."""
    marks = ", ".join("?" for _ in states)
    for notice in notices:
        path = outbox_path(work, notice)
        if path.is_file():
            with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
                asked = f"SELECT subject FROM message WHERE state IN ({marks})"  # noqa: S608
                for row in connection.execute(asked, [str(state) for state in states]):
                    yield row[0]
