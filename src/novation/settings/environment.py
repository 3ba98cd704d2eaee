"""What an installation is told by its environment, read once and checked, and the secrets it keeps in its home."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA busy_timeout=20000;"
    "PRAGMA cache_size=-65536;"
)


def home() -> Path:
    """The folder of the installation: database, key, uploaded files, projects. Made if it is not there."""
    folder = Path(os.environ.get("NOVATION_HOME", "novation-home")).resolve()
    for made in (folder, folder / "static"):
        made.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def flag(name: str, default: bool = False) -> bool:
    """`1`, `true`, `yes` and `on` switch on."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()] or list(default)


def number(name: str, default: int) -> int:
    """A whole number above zero."""
    value = os.environ.get(name, "").strip()
    if value and not (value.isascii() and value.isdigit() and int(value) > 0):
        raise ImproperlyConfigured(f"{name} must be a whole number above zero")
    return int(value or default)


def amount(name: str, default: int) -> int:
    """Bytes, also written with a unit: `500MB`, `2GB`."""
    value = os.environ.get(name, "").strip().upper()
    units = {"KB": 1024, "MB": 1024**2, "GB": 1024**3}
    number, unit = (value[:-2], units[value[-2:]]) if value[-2:] in units else (value, 1)
    if not value:
        return default
    if not number.strip().isdecimal() or int(number) == 0:
        raise ImproperlyConfigured(f"{name}: write it as 500MB or 2GB")
    return int(number) * unit


def address(host: str, tls: bool) -> str:
    """Where people reach the console, for links in messages: `NOVATION_ADDRESS=https://novation.example`."""
    given = os.environ.get("NOVATION_ADDRESS", "").rstrip("/")
    return given or (f"https://{host}" if tls else f"http://{host}:8000")


def portal_address(console: str) -> str:
    """Where customers reach the portal, for the links of notices: `NOVATION_PORTAL_ADDRESS=https://data.shop.example`."""
    return os.environ.get("NOVATION_PORTAL_ADDRESS", "").rstrip("/") or console


def secret(folder: Path, name: str) -> str:
    """A secret made at the first start and kept in the home, readable by its owner alone."""
    given = os.environ.get(f"NOVATION_{name.upper().replace('-', '_')}")
    if given:
        return given
    path = folder / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w") as file:
        value = secrets.token_urlsafe(48)
        file.write(value)
    return value


def database(folder: Path) -> dict[str, Any]:
    """SQLite in the home, or PostgreSQL by `NOVATION_DATABASE_URL=postgresql://user:password@host:port/name?sslmode=…`."""
    url = os.environ.get("NOVATION_DATABASE_URL", "")
    if not url:
        return sqlite(folder / "novation.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            "NOVATION_DATABASE_URL: only postgresql:// is known; without it SQLite is used"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Writers queue from their first statement on (IMMEDIATE), so that nobody's transaction fails half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def mail(folder: Path) -> dict[str, Any]:
    """Django's mail settings: the server of `NOVATION_SMTP` (as for notices), or a folder of messages without one."""
    given = urlsplit(os.environ.get("NOVATION_SMTP", ""))
    if not given.hostname:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder / "mail",
        }
    asked = dict(parse_qsl(given.query))
    implicit = given.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": given.hostname,
        "EMAIL_PORT": given.port or (465 if implicit else 587),
        "EMAIL_HOST_USER": unquote(given.username or ""),
        "EMAIL_HOST_PASSWORD": os.environ.get("NOVATION_SMTP_PASSWORD", ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": not implicit and asked.get("tls") != "none",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": asked.get("from", "webmaster@localhost"),
    }
