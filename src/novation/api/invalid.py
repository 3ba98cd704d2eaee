"""Input that is not as described, told as a problem: the first thing that is wrong, named by its label."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from ninja.errors import ValidationError
from pydantic import ValidationError as PydanticError

from novation.api import problems
from novation.control.actions import Action
from novation.control.inputs import kinds
from novation.errors import NovationError
from novation.errors.control import INPUT_WRONG
from novation.messages import Text

_NAME = re.compile(r"[A-Za-z_]{1,40}")
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
    """What ninja found wrong in address or query; the value is never repeated."""
    first = error.errors[0]
    names = [str(part) for part in first["loc"] if part not in ("query", "path")]
    name = names[0] if names and _NAME.fullmatch(names[0]) else "?"
    return problems.answer(request, INPUT_WRONG.error(field=name, problem=_problem(first["type"])))


def wrong_input(action: Action, error: PydanticError) -> NovationError:
    """The first input of an action that is not as its shape says, by its label."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    labels = {kind.name: kind.input.label for kind in kinds(action.inputs)}
    field = labels.get(name) or (name[:40] if _NAME.fullmatch(name) else "?")
    return INPUT_WRONG.error(field=field, problem=_problem(first["type"]))


def _problem(kind: str) -> Text:
    return _SAYS.get(kind, Text("不合规定的写法", "it is not as described"))
