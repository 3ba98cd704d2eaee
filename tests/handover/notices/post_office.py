"""A mail server of this machine for tests: takes messages, refuses the recipients it is told to, can break off."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class PostOffice:
    """`refused`: answered 550; `later`: answered 450; `breaks_after`: the line is cut when so many were taken."""

    port: int = 0
    refused: set[str] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    breaks_after: int | None = None
    taken: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipient, _ in self.taken]


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        office: PostOffice = self.server.office  # type: ignore[attr-defined]
        self.recipient = ""
        self.say("220 post office")
        while line := self.rfile.readline():
            if not self.answer(office, line.decode("ascii").strip()):
                return

    def answer(self, office: PostOffice, line: str) -> bool:
        verb = line[:4].upper()
        if verb in ("EHLO", "HELO", "MAIL", "RSET"):
            self.say("250 fine")
        elif verb == "RCPT":
            self.recipient = line[line.index("<") + 1 : line.index(">")]
            known = self.recipient not in office.refused
            self.say("450 later" if self.recipient in office.later else "250 fine" if known else "550 nobody")
        elif verb == "DATA":
            self.say("354 go on")
            return self.take(office)
        elif verb == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("502 what")
        return True

    def take(self, office: PostOffice) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        office.taken.append((self.recipient, b"".join(lines)))
        if office.breaks_after is not None and len(office.taken) >= office.breaks_after:
            return False
        self.say("250 taken")
        return True

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.office = office  # type: ignore[attr-defined]
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()
