"""The operations, made from the registries once all apps are ready."""

from __future__ import annotations

import re
from typing import Annotated, Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Path, Query
from ninja.errors import ValidationError
from pydantic import BaseModel, create_model

from novation.api import doing, invalid, problems, readings, showing
from novation.api.bearing import ByToken
from novation.api.described import Described
from novation.api.listed import FILES, Form
from novation.api.shapes import body_of, words
from novation.control.actions import ACTIONS, Action, InstallationTarget
from novation.control.reading import READINGS, Reading, Window
from novation.errors import NovationError
from novation.errors.control import NOT_THERE

INTRODUCTION = """读取与办理，与页面同一套权限、同一份日志。每个办理（deed）都是一个动作，不是对字段的修改；错误按 RFC 9457。

Readings and deeds, under the same policies and in the same journal as the pages. A deed is an action, never a change of fields; errors are RFC 9457 problem details."""
Ref = Annotated[str, Path(max_length=40, description="引用 · reference")]
After = Annotated[str, Query(max_length=80, description="上一页的 next · `next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=showing.MAX_LIMIT, description="最多几行 · how many rows at most")]
As = Annotated[
    Form, Query(alias="as", description="整个清单作为文件，不分页 · the whole list as a file, not in windows")
]
_PLURALS = {"person": "people"}


class Made(BaseModel):
    kind: str
    ref: str


class DeedDone(BaseModel):
    """A deed that was done: the thing it was done to, its version now, and what was made."""

    deed: str
    target: str
    version: int | None
    made: list[Made]


def place_of(action: Action) -> str:
    """Where an action is called: `/cases/{ref}/deeds/team-member.added`."""
    if action.target is InstallationTarget:
        return f"/installation/deeds/{action.tag}"
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", action.target.__name__).lower()
    plural = _PLURALS.get(name) or (name[:-1] + "ies" if name.endswith("y") else name + "s")
    return f"/{plural}/{{ref}}/deeds/{action.tag}"


def assemble() -> Described:
    """The API of all actions and readings that are registered now."""
    api = Described(
        title="易主 Novation", version="1", description=INTRODUCTION, auth=ByToken(), docs_url=None, urls_namespace="api",
    )  # fmt: skip
    _handle(api)
    _add_problem(api)
    _add_cases(api)
    for reading in READINGS.values():
        _add_reading(api, reading)
    for action in ACTIONS.values():
        if action.api:
            _add_deed(api, action)
    return api


def _handle(api: Described) -> None:
    handlers: dict[Any, Any] = {
        NovationError: problems.answer,
        ValidationError: invalid.not_valid,
        OperationalError: problems.away,
        InterfaceError: problems.away,
        Exception: problems.defect,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _add_problem(api: Described) -> None:
    @api.get(
        "/problems/{code}",
        auth=None,
        operation_id="problem",
        tags=["problems"],
        response=dict[str, str | int],
    )
    def problem(request: HttpRequest, code: Annotated[str, Path(max_length=80)]) -> Any:
        """一种错误的说明 · what a type of problem means"""
        kind = problems.known(code)
        if kind is None:
            raise NOT_THERE.error()
        return problems.explained(kind, problems.language_of(request))


def _add_cases(api: Described) -> None:
    whole = create_model("Cases", items=(list[readings.CaseRow], ...), next=(str | None, ...))

    @api.get("/cases", operation_id="cases", tags=["cases"], response=whole, summary="案件 · Cases")
    def cases(request: HttpRequest, after: After = "", limit: Limit = showing.LIMIT) -> Any:
        """The cases the token reaches and its person works on, oldest first."""
        return showing.cases(request, Window(after, limit))


def _add_reading(api: Described, reading: Reading) -> None:
    where = f"/cases/{{ref}}/{reading.name}" if reading.name else "/cases/{ref}"
    name = reading.name.replace("/", "-") or "case"
    said: dict[str, Any] = {
        "operation_id": f"read-{name}", "summary": words(reading.title), "description": reading.doc,
        "tags": ["cases"], "url_name": f"read-{name}",
    }  # fmt: skip
    if reading.many:
        rows: Any = list[reading.row]  # type: ignore[name-defined]
        shape = create_model(f"{reading.row.__name__}List", items=(rows, ...), next=(str | None, ...))

        @api.get(where, response=shape, openapi_extra={"responses": {200: {"content": FILES}}}, **said)
        def read_many(
            request: HttpRequest,
            ref: Ref,
            after: After = "",
            limit: Limit = showing.LIMIT,
            form: As = Form.JSON,
        ) -> HttpResponseBase:
            return showing.show(request, reading, ref, Window(after, limit), form)

    else:

        @api.get(where, response=reading.row, **said)
        def read_one(request: HttpRequest, ref: Ref) -> HttpResponse:
            return showing.show(request, reading, ref, Window("", 1))


def _add_deed(api: Described, action: Action) -> None:
    """The body is read by `doing`, after it was asked whether the caller may: what is sent to find out is on record."""
    said: dict[str, Any] = {
        "operation_id": action.tag, "summary": words(action.title), "description": action.doc,
        "tags": [action.noun], "response": DeedDone, "url_name": f"deed-{action.tag}",
        "openapi_extra": {"requestBody": body_of(action)},
    }  # fmt: skip

    def on_thing(request: HttpRequest, ref: Ref) -> HttpResponse:
        return doing.do(request, action, ref)

    def on_all(request: HttpRequest) -> HttpResponse:
        return doing.do(request, action, "")

    api.post(place_of(action), **said)(on_all if action.target is InstallationTarget else on_thing)
