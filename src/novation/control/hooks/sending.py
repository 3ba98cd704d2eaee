"""One attempt to tell an entry: to the address that was checked and no other, without redirects, with little patience."""

from __future__ import annotations

import http.client
import socket
import ssl
from dataclasses import dataclass

from novation.control.hooks.addresses import Address, resolve
from novation.errors import NovationError

TIMEOUT = 10
MAX_ANSWER = 16 * 1024


@dataclass(frozen=True, slots=True)
class Attempt:
    """`status`: what the receiver answered, if it did. `problem`: a short code, empty where it took the entry."""

    status: int | None
    problem: str


class _Pinned(http.client.HTTPSConnection):
    """Connects to the address that was checked; a name that meanwhile points elsewhere is not looked up again."""

    def __init__(self, address: Address, context: ssl.SSLContext) -> None:
        super().__init__(address.host, address.port, timeout=TIMEOUT, context=context)
        self._address, self._tls = address, context

    def connect(self) -> None:
        raw = socket.create_connection((self._address.pinned, self._address.port), TIMEOUT)
        try:
            self.sock = self._tls.wrap_socket(raw, server_hostname=self._address.host)
        except (OSError, ValueError):
            raw.close()
            raise


def tls() -> ssl.SSLContext:
    """Certificates are checked against the system's authorities."""
    return ssl.create_default_context()


def send(url: str, body: bytes, headers: dict[str, str]) -> Attempt:
    """Posts once. A redirect is a failure: it could lead where the check did not look."""
    try:
        address = resolve(url)
    except NovationError as error:
        return Attempt(None, error.code)
    connection = _Pinned(address, tls())
    try:
        connection.request("POST", address.path, body, {**headers, "Host": address.authority})
        answer = connection.getresponse()
        answer.read(MAX_ANSWER)
    except ssl.SSLError:
        return Attempt(None, "tls-failed")
    except (OSError, http.client.HTTPException):
        return Attempt(None, "no-answer")
    finally:
        connection.close()
    return Attempt(answer.status, "" if 200 <= answer.status < 300 else "refused")
