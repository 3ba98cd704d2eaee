"""A mail server that takes everything and keeps only the count; one process of its own, so that sending is what is measured."""

from __future__ import annotations

import contextlib
import multiprocessing
import socketserver
from collections.abc import Iterator
from multiprocessing.connection import Connection

ANSWERS = {b"EHLO": b"250 fine", b"MAIL": b"250 fine", b"RCPT": b"250 fine", b"RSET": b"250 fine"}


class _Session(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say(b"220 sink")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.say(b"354 go on")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
                self.server.taken += 1  # type: ignore[attr-defined]
                self.say(b"250 taken")
            elif verb == b"QUIT":
                self.say(b"221 bye")
                return
            else:
                self.say(ANSWERS.get(verb, b"502 what"))

    def say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


def _serve(tell: Connection) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), _Session) as server:
        server.taken, server.timeout = 0, 0.2  # type: ignore[attr-defined]
        tell.send(server.server_address[1])
        while not tell.poll():
            server.handle_request()
        tell.send(server.taken)  # type: ignore[attr-defined]


class Sink:
    """`port` to send to; `taken()` ends it and says how many messages came."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self.port = pipe, int(pipe.recv())

    def taken(self) -> int:
        self._pipe.send("over")
        return int(self._pipe.recv())


@contextlib.contextmanager
def sink() -> Iterator[Sink]:
    started = multiprocessing.get_context("spawn")
    here, there = started.Pipe()
    process = started.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:
        yield Sink(here)
    finally:
        process.join(5)
        process.terminate()
