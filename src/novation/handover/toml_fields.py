"""Reading novation.toml entry by entry: each function gives a value of the right type or names the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

from novation.errors import project as errors

T = TypeVar("T")
Entry = Mapping[str, Any]


def wrong(where: str, problem: str) -> NoReturn:
    """Raises `project.settings-invalid`."""
    raise errors.SETTINGS_INVALID.error(where=where, problem=problem)


def known(entry: Entry, where: str, allowed: set[str]) -> None:
    """Refuses entries that nobody reads: most are misspelt."""
    for key in entry:
        if key not in allowed:
            wrong(where, f"unknown entry '{key}'")


def table(document: Entry, name: str, allowed: set[str] | None = None) -> Entry:
    found = document.get(name, {})
    if not isinstance(found, Mapping):
        wrong(name, f"should be a table: [{name}]")
    if allowed is not None:
        known(found, name, allowed)
    return found


def tables(document: Entry, name: str, read: Callable[[Entry, str], T]) -> tuple[T, ...]:
    """The entries `[[name]]`, each read with its place `name[0]`, `name[1]` …"""
    found = document.get(name, [])
    if not isinstance(found, list):
        wrong(name, f"should be a list of tables: [[{name}]]")
    for number, entry in enumerate(found):
        if not isinstance(entry, Mapping):
            wrong(f"{name}[{number}]", f"should be a table: [[{name}]]")
    return tuple(read(entry, f"{name}[{number}]") for number, entry in enumerate(found))


def text(entry: Entry, key: str, where: str, default: str | None = None) -> str:
    value = entry.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        wrong(where, "a text is needed")
    return value


def optional_text(entry: Entry, key: str, where: str) -> str | None:
    return text(entry, key, where) if key in entry else None


def texts(entry: Entry, key: str, where: str, default: list[str]) -> list[str]:
    values = entry.get(key, default)
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        wrong(where, 'a list of texts is needed: ["…"]')
    return values


def whole_number(entry: Entry, key: str, where: str, default: int, least: int, most: int) -> int:
    value = entry.get(key, default)
    if type(value) is not int or not least <= value <= most:
        wrong(where, f"a whole number from {least} to {most} is needed")
    return value


def parsed(entry: Entry, key: str, where: str, parse: Callable[[Any], T], default: str | None = None) -> T:
    """A word of a closed vocabulary; the error lists the words."""
    value = entry.get(key, default)
    if not isinstance(value, str):
        wrong(where, f"a text is needed{_choices(parse)}")
    try:
        return parse(value)
    except (ValueError, AttributeError):
        wrong(where, f"'{value}'{_choices(parse)}")


def _choices(parse: Callable[[Any], Any]) -> str:
    vocabulary: Any = getattr(parse, "__self__", parse)  # `DealForm.parse` belongs to DealForm
    return f" ({', '.join(vocabulary)})" if hasattr(vocabulary, "__members__") else ""


def day(entry: Entry, key: str, where: str) -> date:
    """A date, written as TOML writes it or as a text; an instant is no date."""
    value = entry.get(key)
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            wrong(where, "a date is needed: YYYY-MM-DD")
    if not isinstance(value, date) or isinstance(value, datetime):
        wrong(where, "a date is needed: YYYY-MM-DD")
    return value


def moment(entry: Entry, key: str, where: str) -> date | datetime:
    """A date, or an instant that says its zone."""
    value = entry.get(key)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            wrong(where, "an instant needs its zone: 2026-12-01T09:30:00+08:00")
        return value
    return day(entry, key, where)
