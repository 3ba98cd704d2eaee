"""Requests that ninja could not read, told as problems: the first thing that is wrong, named by its label."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from novation.api import problems
from novation.control.actions import ACTIONS
from novation.control.inputs import kinds
from novation.errors import NovationError
from novation.errors.api import BODY_MALFORMED
from novation.errors.control import INPUT_WRONG
from novation.messages import Text

_SAYS = {
    "missing": Text("须填写", "it must be given"),
    "too_short": Text("须填写", "it must be given"),
    "extra_forbidden": Text("没有这一项", "there is no such input"),
    "literal_error": Text("不在可选的词里", "it is none of the words to choose from"),
    "string_type": Text("须是文字", "it must be text"),
    "bool_type": Text("须是“是”或“否”", "it must be yes or no"),
    "int_type": Text("须是整数", "it must be a whole number"),
    "list_type": Text("须是列表", "it must be a list"),
    "string_too_long": Text("太长", "it is too long"),
    "too_long": Text("太多", "too many"),
}


def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The first thing that is wrong, named by its label; its value is never repeated."""
    first = error.errors[0]
    where = [str(part) for part in first["loc"] if part not in ("body", "query", "path")]
    name = next((part for part in where if not part.isdigit() and part != "body"), "body")
    problem = _SAYS.get(first["type"], Text("不合规定的写法", "it is not as described"))
    return problems.answer(request, INPUT_WRONG.error(field=_label(request, name), problem=problem))


def not_read(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Ninja says only that a body cannot be read; what the parser said is behind it."""
    cause = error.__cause__ or error.__context__
    return problems.answer(request, cause if isinstance(cause, NovationError) else BODY_MALFORMED.error())


def _label(request: HttpRequest, name: str) -> Text | str:
    """What people call the input, where the address names an action that has it."""
    action = ACTIONS.get(request.path.rpartition("/")[2])
    found = [kind.input.label for kind in kinds(action.inputs) if kind.name == name] if action else []
    return found[0] if found else name[:40] if re.fullmatch(r"[A-Za-z_]+", name) else "?"
