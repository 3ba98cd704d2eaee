"""Where webhooks may be sent: public https addresses, so that nobody makes this server call what lies behind it (SSRF)."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from novation.errors import NovationError
from novation.errors.api import ADDRESS_REFUSED
from novation.messages import Text

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")
_TRANSLATED = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
MAX_URL = 500


@dataclass(frozen=True, slots=True)
class Address:
    """A checked address, and the numeric one it had when it was checked: only that one is connected to."""

    host: str
    port: int
    path: str
    pinned: str

    @property
    def authority(self) -> str:
        return self.host if self.port == 443 else f"{self.host}:{self.port}"


def check(url: str) -> tuple[str, int, str]:
    """Host, port and path of a well-formed https URL; raises `webhook.address-refused`."""
    if len(url) > MAX_URL or not url.isascii() or any(sign <= " " or sign in "\\\x7f" for sign in url):
        raise _refused("写法不对", "it is not well formed")
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError:
        raise _refused("写法不对", "it is not well formed") from None
    host = (parts.hostname or "").lower().rstrip(".")
    if parts.scheme != "https":
        raise _refused("须是 https", "it must be https")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise _refused("不能含用户名、密码或片段", "it must hold no user, password or fragment")
    if not _HOST.fullmatch(host) or _is_number(host):
        raise _refused("须写主机名", "it must name a host")
    if not _is_named(host, port) and port != 443:
        raise _refused("只用 443 端口", "only port 443 is called")
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def resolve(url: str) -> Address:
    """Looks the host up now; every address it has must be public. Raises `webhook.address-refused`."""
    host, port, path = check(url)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _refused("找不到主机", "the host is not found") from None
    numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not numbers:
        raise _refused("找不到主机", "the host is not found")
    if not _is_named(host, port) and not all(is_public(number) for number in numbers):
        raise _refused("它在内网", "it lies in a private network")
    return Address(host, port, path, numbers[0])


def is_public(number: str) -> bool:
    """Whether an address is one of the open internet, also when it is wrapped in another (IPv4 in IPv6, NAT64, 6to4)."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast


def _is_named(host: str, port: int) -> bool:
    """Whether the system administrator named this host (with its port, unless it is 443)."""
    return (host if port == 443 else f"{host}:{port}") in settings.WEBHOOK_HOSTS


def _is_number(host: str) -> bool:
    """Addresses in figures are refused in every writing (127.1, 0x7f000001, 2130706433)."""
    return re.fullmatch(r"(?:0x[0-9a-f]+|[0-9]+)(?:\.(?:0x[0-9a-f]+|[0-9]+))*", host) is not None


def _refused(zh: str, en: str) -> NovationError:
    return ADDRESS_REFUSED.error(reason=Text(zh, en))
