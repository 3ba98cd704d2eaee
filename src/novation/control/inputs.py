"""What an action is given by people and programs: typed, labelled in both languages, and read by one parser.

An input is a keyword of the action, `name: Annotated[type, Input("中文", "English")]`. Types: str, bool, int, date,
a vocabulary (`Term`), a model (given by its `ref`), an uploaded file, `list[…]` of them, `… | None`.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin

from django.core.files.uploadedfile import UploadedFile
from django.db import models

from novation.errors.control import INPUT_WRONG
from novation.messages import Text
from novation.terms.vocabulary import Term

MAX_TEXT = 20_000
Choices = Callable[[Any, Any], Iterable[Any]]


class Input:
    """The label of an input, a line of help, how many lines a text has, and what may be chosen by actor and target.

    `secret`: a password; it is taken as it is, never shown again. `choices` must be given for models: only what it yields can be named, so nothing strange is reached by a reference.
    """

    def __init__(
        self,
        zh: str,
        en: str,
        *,
        help: Text | None = None,
        lines: int = 1,
        choices: Choices | None = None,
        secret: bool = False,
    ) -> None:
        self.label = Text(zh, en)
        self.help = help
        self.lines = lines
        self.choices = choices
        self.secret = secret


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of an input taken apart."""

    name: str
    base: type
    many: bool
    optional: bool
    default: Any
    input: Input

    @property
    def required(self) -> bool:
        return self.default is inspect.Parameter.empty


def kinds(inputs: Mapping[str, inspect.Parameter]) -> list[Kind]:
    """The inputs of an action, in order; raises TypeError where one has no label or an unknown type."""
    return [_kind(name, parameter) for name, parameter in inputs.items()]


def _kind(name: str, parameter: inspect.Parameter) -> Kind:
    if get_origin(parameter.annotation) is not Annotated:
        raise TypeError(f"input {name} has no label")
    whole, label, *_ = get_args(parameter.annotation)
    optional = many = False
    if get_origin(whole) in (Union, types.UnionType):
        rest = [part for part in get_args(whole) if part is not types.NoneType]
        whole, optional = rest[0], True
    if get_origin(whole) is list:
        (whole,), many = get_args(whole), True
    if not isinstance(label, Input) or not (isinstance(whole, type) and issubclass(whole, _KNOWN)):
        raise TypeError(f"input {name} has no label or an unknown type")
    if issubclass(whole, models.Model) and label.choices is None:
        raise TypeError(f"input {name}: a model needs choices")
    return Kind(name, whole, many, optional, parameter.default, label)


_KNOWN = (str, bool, int, date, models.Model, UploadedFile)


def parse(
    inputs: Mapping[str, inspect.Parameter], raw: Mapping[str, Any], *, actor: Any, target: Any
) -> dict[str, Any]:
    """The keywords to call the action with; raises `input.wrong`, which names the input but never repeats its value.

    `raw` holds what a form or JSON gave: strings, numbers, lists, files; names that are no input are refused.
    """
    known = kinds(inputs)
    if unknown := set(raw) - {kind.name for kind in known}:
        field = sorted(unknown)[0][:40]
        raise INPUT_WRONG.error(field=field, problem=Text("没有这一项", "there is no such input"))
    given = {}
    for kind in known:
        value = _value(kind, raw.get(kind.name), actor, target)
        if value is not inspect.Parameter.empty:
            given[kind.name] = value
    return given


def _value(kind: Kind, raw: Any, actor: Any, target: Any) -> Any:
    if raw is None or raw == "" or raw == []:
        if kind.base is bool:
            return False
        if kind.required and not kind.optional:
            raise _wrong(kind, Text("须填写", "it must be given"))
        return None if kind.required else kind.default
    if not kind.many:
        return _one(kind, raw, actor, target)
    values = raw if isinstance(raw, list | tuple) else [raw]
    if len(values) > 500:
        raise _wrong(kind, Text("太多", "too many"))
    return [_one(kind, value, actor, target) for value in values]


def _one(kind: Kind, raw: Any, actor: Any, target: Any) -> Any:
    if issubclass(kind.base, models.Model):
        return _model(kind, raw, actor, target)
    if issubclass(kind.base, UploadedFile):
        if not isinstance(raw, UploadedFile):
            raise _wrong(kind, Text("须是文件", "it must be a file"))
        return raw
    if kind.base is bool:
        return _truth(kind, raw)
    if kind.base is int:
        return _number(kind, raw)
    if not isinstance(raw, str):
        raise _wrong(kind, Text("须是文字", "it must be text"))
    return _word(kind, raw, actor, target)


def _word(kind: Kind, raw: str, actor: Any, target: Any) -> Any:
    if issubclass(kind.base, date):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise _wrong(kind, Text("须写作 2027-01-15", "write it as 2027-01-15")) from None
    if issubclass(kind.base, Term):
        if raw not in set(kind.base):
            raise _wrong(kind, Text("不在可选的词里", "it is none of the words to choose from"))
        return kind.base(raw)
    text = raw if kind.input.secret else raw.replace("\r\n", "\n").strip()
    if "\x00" in text or len(text) > MAX_TEXT:
        raise _wrong(
            kind, Text("含有不能存的字符，或太长", "it holds a character that cannot be kept, or is too long")
        )
    if not text and kind.required:
        raise _wrong(kind, Text("须填写", "it must be given"))
    if kind.input.choices is not None and text not in {str(c) for c in kind.input.choices(actor, target)}:
        raise _wrong(kind, Text("不在可选项里", "it is none of the choices"))
    return text


def _model(kind: Kind, raw: Any, actor: Any, target: Any) -> Any:
    """Of the choices, the one with this reference; anything else is as if it did not exist."""
    found = kind.input.choices(actor, target) if kind.input.choices and isinstance(raw, str) else ()
    if isinstance(found, models.QuerySet):
        one = found.filter(ref=raw).first()
    else:
        one = next((choice for choice in found if choice.ref == raw), None)
    if one is None:
        raise _wrong(kind, Text("没有这一项", "there is no such thing"))
    return one


def _truth(kind: Kind, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if raw in ("on", "true", "1"):
        return True
    if raw in ("false", "0"):
        return False
    raise _wrong(kind, Text("须是“是”或“否”", "it must be yes or no"))


def _number(kind: Kind, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int | str):
        raise _wrong(kind, Text("须是整数", "it must be a whole number"))
    try:
        value = int(raw)
    except ValueError:
        raise _wrong(kind, Text("须是整数", "it must be a whole number")) from None
    if not -(2**31) <= value < 2**31:
        raise _wrong(kind, Text("太大", "it is too large"))
    return value


def _wrong(kind: Kind, problem: Text) -> Exception:
    return INPUT_WRONG.error(field=kind.input.label, problem=problem)
