"""The fields of an action's form, as values that a template draws."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import models

from novation.control.actions import Action
from novation.control.inputs import Kind, kinds
from novation.errors import NovationError
from novation.messages import Text
from novation.terms.vocabulary import Term


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    text: Text | str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """`kind`: text, long-text, choice, yes-no, number, day, file, secret. `error`: what is wrong with it, else None."""

    name: str
    kind: str
    label: Text
    help: Text | None
    required: bool
    value: str
    choices: tuple[Choice, ...]
    many: bool
    lines: int
    error: NovationError | None


def fields(
    action: Action, actor: Any, target: Any, given: Mapping[str, Any], error: NovationError | None = None
) -> list[Field]:
    """One field for each input; what was given is kept, and where nothing was, the thing's own value is shown."""
    return [_field(kind, actor, target, given, error) for kind in kinds(action.inputs)]


def _field(
    kind: Kind, actor: Any, target: Any, given: Mapping[str, Any], error: NovationError | None
) -> Field:
    value = given.get(kind.name, _present(kind, target))
    chosen = (
        set(given.getlist(kind.name)) if hasattr(given, "getlist") and kind.name in given else {str(value)}
    )
    wrong = error is not None and error.values.get("field") == kind.input.label
    return Field(
        name=kind.name,
        kind=_kind(kind),
        label=kind.input.label,
        help=kind.input.help,
        required=kind.required and not kind.optional,
        value="" if kind.input.secret else str(value),
        choices=tuple(_choices(kind, actor, target, chosen)),
        many=kind.many,
        lines=kind.input.lines,
        error=error if wrong else None,
    )


def _kind(kind: Kind) -> str:
    if kind.input.choices is not None or issubclass(kind.base, Term):
        return "choice"
    if kind.input.secret:
        return "secret"
    for base, name in ((UploadedFile, "file"), (bool, "yes-no"), (int, "number"), (date, "day")):
        if issubclass(kind.base, base):
            return name
    return "long-text" if kind.input.lines > 1 else "text"


def _present(kind: Kind, target: Any) -> Any:
    now = getattr(target, kind.name, None)
    if isinstance(now, models.Model):
        return getattr(now, "ref", "")
    if now is not None and not callable(now):
        return now
    return "" if kind.default in (inspect.Parameter.empty, None) else kind.default


def _choices(kind: Kind, actor: Any, target: Any, chosen: set[str]) -> list[Choice]:
    if kind.input.choices is not None:
        found = kind.input.choices(actor, target)
        return [_choice(one, chosen) for one in found]
    if issubclass(kind.base, Term):
        return [Choice(str(term), term.text, str(term) in chosen) for term in kind.base]
    return []


def _choice(one: Any, chosen: set[str]) -> Choice:
    value = str(getattr(one, "ref", one))
    return Choice(value, getattr(one, "label", None) or getattr(one, "name", None) or value, value in chosen)
