"""Deeds: any action called by a program. The action decides; here it is found, read and answered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import fields as dataclass_fields
from dataclasses import is_dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from pydantic import ValidationError

from novation.api import calls, invalid, problems, strict
from novation.api.shapes import given, takes_files
from novation.control.actions import THE_INSTALLATION, Action, InstallationTarget, perform, record_refusal
from novation.control.hooks.bearer import Bearer
from novation.control.hooks.terms import RightKind
from novation.control.inputs import parse
from novation.errors import NovationError
from novation.errors.api import BODY_KIND_WRONG, HEADER_WRONG, TOKEN_NOT_FOR_THIS
from novation.errors.control import NOT_THERE, REFUSED, STALE_FORM

_MATCH = re.compile(r'"([0-9]{1,9})"')


def do(request: HttpRequest, action: Action, ref: str) -> HttpResponse:
    """Does an action on a thing: 404 where the token does not reach it, 403 where it, or its person, may not.

    Only then is the body looked at, so nobody learns from it what is there, and every attempt is on record.
    """
    bearer: Bearer = request.auth  # type: ignore[attr-defined]
    target = _found(bearer, action, ref)
    if not bearer.may(RightKind.DEED, action.tag):
        record_refusal(bearer, target.scope, action.tag)
        raise TOKEN_NOT_FOR_THIS.error(what=action.title)
    if refusal := action.policy.refusal(bearer, target, {}):
        record_refusal(bearer, target.scope, action.tag)
        raise REFUSED.error(deed=action.title, reason=refusal)
    seen, raw = _seen(request, target), _raw(request, action)

    def run() -> calls.Done:
        inputs = parse(action.inputs, raw, actor=bearer, target=target)
        made = perform(action, bearer, target, seen, inputs)
        return told(action, target, made), etag(target)

    def failed(error: NovationError) -> HttpResponse:
        return problems.answer(request, error, 412 if error.kind is STALE_FORM else None)

    return calls.once(request, bearer.token, _said(request, action), run, failed)


def told(action: Action, target: Any, made: Any) -> dict[str, Any]:
    """What is answered: the deed, the thing and its version now, references of what was made."""
    return {
        "deed": action.tag,
        "target": target.ref,
        "version": getattr(target, "version", None),
        "made": [{"kind": type(one).__name__.lower(), "ref": one.ref} for one in _things(made)],
    }


def etag(thing: Any) -> str:
    """The version as an entity tag; empty for what has none."""
    version = getattr(thing, "version", None)
    return "" if version is None else f'"{version}"'


def _raw(request: HttpRequest, action: Action) -> dict[str, Any]:
    return _form(request) if takes_files(action) else _json(request, action)


def _json(request: HttpRequest, action: Action) -> dict[str, Any]:
    shape = given(action)
    if not request.body and not any(field.is_required() for field in shape.model_fields.values()):
        return {}  # nothing has to be said, so nothing need be sent
    if request.content_type != "application/json":
        raise BODY_KIND_WRONG.error(wanted="application/json")
    try:
        return shape.model_validate(strict.read(request.body)).model_dump(exclude_unset=True)
    except ValidationError as error:
        raise invalid.wrong_input(action, error) from None


def _form(request: HttpRequest) -> dict[str, Any]:
    """The fields and files of a multipart body."""
    if request.content_type != "multipart/form-data":
        raise BODY_KIND_WRONG.error(wanted="multipart/form-data")
    raw: dict[str, Any] = {}
    for name in request.POST:
        values = request.POST.getlist(name)
        raw[name] = values if len(values) > 1 else values[0]
    return {**raw, **{name: request.FILES[name] for name in request.FILES}}


def _found(bearer: Bearer, action: Action, ref: str) -> Any:
    if action.target is InstallationTarget:
        target: Any = THE_INSTALLATION
    else:
        target = action.target._default_manager.filter(ref=ref).first()  # type: ignore[attr-defined]
    if target is None:
        raise NOT_THERE.error()
    if action.policy.hides(bearer, target) or not bearer.reaches(target.scope):
        record_refusal(bearer, target.scope, action.tag)
        raise NOT_THERE.error()
    return target


def _seen(request: HttpRequest, target: Any) -> int | None:
    said = request.headers.get("If-Match", "*").strip()
    if said == "*":
        return None
    found = _MATCH.fullmatch(said)
    if found is None or not hasattr(target, "version"):
        raise HEADER_WRONG.error(header="If-Match")
    return int(found[1])


def _things(made: Any) -> Iterator[Any]:
    if isinstance(made, models.Model):
        if hasattr(made, "ref"):
            yield made
    elif isinstance(made, list | tuple | models.QuerySet):
        for one in made:
            yield from _things(one)
    elif is_dataclass(made):
        for field in dataclass_fields(made):
            yield from _things(getattr(made, field.name))


def _said(request: HttpRequest, action: Action) -> bytes:
    """The bytes that tell one request from another; a multipart body has another boundary each time, so its content."""
    if not takes_files(action):
        return request.body
    said = hashlib.sha256()
    for name in sorted(request.POST):
        said.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        said.update(repr(name).encode())
        for chunk in request.FILES[name].chunks():
            said.update(chunk)
        request.FILES[name].seek(0)
    return said.digest()
