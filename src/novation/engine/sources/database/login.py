"""How to reach a database: a URL taken apart, with the password kept out of everything that is shown or written."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from novation.errors.sources import PASSWORD_UNSET, URL_BROKEN, URL_OPTION

Engine = Literal["postgresql", "mysql"]

_ENGINES: dict[str, Engine] = {
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
}
_TLS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
_OURS = ("schema", "password_env")
_OPTIONS: dict[Engine, frozenset[str]] = {
    "postgresql": frozenset(
        (*_OURS, *_TLS, "sslcrl", "channel_binding", "gssencmode", "krbsrvname", "hostaddr")
        + ("connect_timeout", "target_session_attrs", "passfile", "service")
    ),
    "mysql": frozenset((*_OURS, *_TLS, "connect_timeout", "unix_socket")),
}
TLS_MODES = ("disable", "prefer", "require", "verify-ca", "verify-full")


@dataclass(frozen=True, slots=True)
class Login:
    """Where a database is and who reads it. `repr` has no password; `shown` is what people and records see.

    `schemas` is empty where the URL chooses none. `options` are those that the server's own client library knows.
    """

    engine: Engine
    host: str
    port: int | None
    user: str
    database: str
    schemas: tuple[str, ...]
    options: dict[str, str]
    password: str | None = field(repr=False)

    @property
    def shown(self) -> str:
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port else ""
        return f"{self.engine}://{user}{host}{port}/{quote(self.database, safe='')}"


def is_database_url(place: str) -> bool:
    """Whether a place in the settings names a database and not a file."""
    scheme, sign, _ = place.partition("://")
    return bool(sign) and scheme.lower() in _ENGINES


def parse_login(url: str, password_env: str | None = None) -> Login:
    """Takes `postgresql://user@host:port/database?schema=a,b&sslmode=verify-full&password_env=NAME` apart.

    The password is that of the URL, or the value of the environment variable `password_env`; without either, the
    client library looks where it always does (PostgreSQL: PGPASSWORD, PGPASSFILE; MySQL: MYSQL_PWD).
    Raises `sources.url-broken`, `.url-option`, `.password-unset`. No error repeats the URL: it may hold a password.
    """
    parts, port = _split(url)
    engine = _ENGINES[parts.scheme.lower()]
    options = _options(parts.query, engine)
    schemas = tuple(name for name in options.pop("schema", "").split(",") if name)
    variable = options.pop("password_env", None) or password_env
    user = unquote(parts.username or "")
    database = unquote(parts.path.lstrip("/"))
    password = unquote(parts.password) if parts.password is not None else _from_environment(variable)
    if password is None and engine == "mysql":
        password = os.environ.get("MYSQL_PWD")
    return Login(engine, unquote(parts.hostname or ""), port, user, database, schemas, options, password)


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise URL_BROKEN.error() from None  # the cause would quote the URL
    if parts.scheme.lower() not in _ENGINES or parts.fragment:
        raise URL_BROKEN.error()
    return parts, port


def _options(query: str, engine: Engine) -> dict[str, str]:
    """Only what concerns the way to the server: a URL must not switch off the read-only session."""
    found = dict(parse_qsl(query, keep_blank_values=True))
    for name in found:
        if name not in _OPTIONS[engine]:
            # A name is told only if it is a plain word: what follows a stray "?" in a password is none.
            raise URL_OPTION.error(option=name if name.isidentifier() and len(name) < 24 else "…")
    if found.get("sslmode", "prefer") not in (*TLS_MODES, "allow"):
        raise URL_OPTION.error(option="sslmode")
    return found


def _from_environment(variable: str | None) -> str | None:
    if not variable:
        return None
    value = os.environ.get(variable)
    if value is None:
        raise PASSWORD_UNSET.error(variable=variable)
    return value
