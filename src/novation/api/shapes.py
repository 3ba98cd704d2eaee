"""Pydantic models of what actions are given, made from their inputs, with the labels of both languages."""

from __future__ import annotations

import functools
import inspect
from datetime import date
from typing import Annotated, Any, Literal

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from novation.control.actions import ACTIONS, Action
from novation.control.inputs import MAX_TEXT, Kind, kinds
from novation.messages import Text
from novation.terms.vocabulary import Term

REF = r"^[a-z]{2,3}_[a-z]{14}$"
MAX_MANY = 500


def words(text: Text) -> str:
    """Both languages in one line, as OpenAPI has room for one."""
    return f"{text.zh} · {text.en}"


class Strict(BaseModel):
    """Nothing is converted, and nothing unknown is passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


def takes_files(action: Action) -> bool:
    return any(issubclass(kind.base, UploadedFile) for kind in kinds(action.inputs))


def given(action: Action) -> type[BaseModel]:
    """The body of an action without files."""
    return _given(action.tag)


@functools.cache
def _given(tag: str) -> type[BaseModel]:
    action = ACTIONS[tag]
    fields: dict[str, Any] = {kind.name: _field(kind) for kind in kinds(action.inputs)}
    return create_model(_name(action), __base__=Strict, __doc__=words(action.title), **fields)


def form(action: Action) -> dict[str, Any]:
    """The schema of a multipart body, for an action that takes files."""
    schema = {"type": "object", "additionalProperties": False, "properties": {}, "required": []}
    for kind in kinds(action.inputs):
        if issubclass(kind.base, UploadedFile):
            one: dict[str, Any] = {
                "type": "string",
                "format": "binary",
                "description": words(kind.input.label),
            }
        else:
            one = {"type": "string", "description": words(kind.input.label)}
        schema["properties"][kind.name] = one  # type: ignore[index]
        if kind.required and not kind.optional:
            schema["required"].append(kind.name)  # type: ignore[attr-defined]
    return schema


def body_of(action: Action) -> dict[str, Any]:
    """The request body as OpenAPI says it."""
    if takes_files(action):
        return {"required": True, "content": {"multipart/form-data": {"schema": form(action)}}}
    shape = given(action)
    required = any(field.is_required() for field in shape.model_fields.values())
    return {"required": required, "content": {"application/json": {"schema": shape.model_json_schema()}}}


def _name(action: Action) -> str:
    return "".join(part.title() for part in action.tag.replace(".", "-").split("-")) + "Input"


def _field(kind: Kind) -> tuple[Any, Any]:
    whole: Any = _base(kind)
    if kind.many:
        whole = Annotated[list[whole], Field(max_length=MAX_MANY)]
    label = words(kind.input.label) + (f" ({words(kind.input.help)})" if kind.input.help else "")
    if kind.required and not kind.optional and kind.base is not bool:
        return whole, Field(description=label, min_length=1 if kind.many else None)
    return whole | None, Field(default=_plain(kind.default), description=label)


def _plain(default: Any) -> Any:
    if default is inspect.Parameter.empty:
        return None
    return str(default) if isinstance(default, Term | date) else default


def _base(kind: Kind) -> Any:
    if issubclass(kind.base, models.Model):
        return Annotated[str, StringConstraints(max_length=40)]
    if issubclass(kind.base, Term):
        return Literal[tuple(str(term) for term in kind.base)]
    if issubclass(kind.base, date):
        return Annotated[str, StringConstraints(max_length=10), Field(json_schema_extra={"format": "date"})]
    if kind.base is bool:
        return bool
    if issubclass(kind.base, int):
        return Annotated[int, Field(ge=-(2**31), lt=2**31)]
    return Annotated[str, StringConstraints(max_length=MAX_TEXT)]
