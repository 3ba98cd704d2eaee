"""Readings over HTTP: found by the same rule as a page, cut into windows, with an entity tag."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja.renderers import JSONRenderer
from pydantic import TypeAdapter

from novation.api.listed import Form, as_file
from novation.control.actions import Sight, record_refusal
from novation.control.cases.models import Case
from novation.control.hooks.bearer import Bearer
from novation.control.hooks.terms import RightKind
from novation.control.reading import READINGS, Reading, Window
from novation.errors.api import TOKEN_NOT_FOR_THIS
from novation.errors.control import INPUT_WRONG, NOT_THERE
from novation.messages import Text

LIMIT = 50
MAX_LIMIT = 500
_ADAPTERS: dict[str, TypeAdapter[Any]] = {}


def seen_case(bearer: Bearer, ref: str, sight: Sight) -> Case:
    """The case, if this token and its person may look at it; strangers' attempts are recorded and answered with 404."""
    case = Case.objects.select_related("seller", "buyer", "organisation").filter(ref=ref).first()
    if case is None:
        raise NOT_THERE.error()
    if sight.policy.refusal(bearer, case, {}):
        record_refusal(bearer, case.ref, sight.name)
        raise NOT_THERE.error()
    if not bearer.may(RightKind.SIGHT, sight.name):
        record_refusal(bearer, case.ref, sight.name)
        raise TOKEN_NOT_FOR_THIS.error(what=sight.title)
    return case  # type: ignore[no-any-return]


def show(
    request: HttpRequest, reading: Reading, ref: str, window: Window, form: Form = Form.JSON
) -> HttpResponseBase:
    """One reading of a case; a list whole as a file, or a window of it as JSON."""
    bearer: Bearer = request.auth  # type: ignore[attr-defined]
    case = seen_case(bearer, ref, reading.sight)
    if form is not Form.JSON:
        return as_file(reading, case, bearer, form)
    if not reading.many:
        row = reading.function(case, bearer)
        return respond(request, _plain(reading, row), getattr(row, "version", None))
    return respond(request, page(reading, _rows(reading, case, bearer, window), window))


def _rows(reading: Reading, case: Case, bearer: Bearer, window: Window) -> list[Any]:
    try:
        return reading.rows(case, bearer, window)
    except (KeyError, ValueError):
        raise wrong_cursor() from None


def wrong_cursor() -> Exception:
    return INPUT_WRONG.error(field="after", problem=Text("没有这一项", "there is no such row"))


def page(reading: Reading, rows: list[Any], window: Window) -> dict[str, Any]:
    """The rows of a window and the cursor of the next, if there is more."""
    shown = rows[: window.limit]
    more = len(rows) > window.limit
    return {
        "items": [_plain(reading, row) for row in shown],
        "next": str(getattr(shown[-1], reading.key)) if more else None,
    }


def respond(request: HttpRequest, told: Any, version: int | None = None) -> HttpResponse:
    """JSON with an entity tag: the version where there is one (to be given back as If-Match), else of the content."""
    body = JSONRenderer().render(request, told, response_status=200)
    content = body if isinstance(body, bytes) else str(body).encode()
    tag = f'"{version}"' if version is not None else 'W/"' + hashlib.sha256(content).hexdigest()[:32] + '"'
    known = {one.strip() for one in request.headers.get("If-None-Match", "").split(",")}
    response = (
        HttpResponse(status=304) if tag in known else HttpResponse(content, content_type="application/json")
    )
    response["ETag"] = tag
    return response


def _plain(reading: Reading, row: Any) -> Any:
    adapter = _ADAPTERS.setdefault(reading.name, TypeAdapter(reading.row))
    return adapter.dump_python(row, mode="json")


def cases(request: HttpRequest, window: Window) -> HttpResponse:
    """The cases the token reaches; whoever may see none of a case does not find it here either."""
    bearer: Bearer = request.auth  # type: ignore[attr-defined]
    overview = READINGS[""]
    if not bearer.may(RightKind.SIGHT, overview.sight.name):
        raise TOKEN_NOT_FOR_THIS.error(what=overview.sight.title)
    found = bearer.cases().select_related("seller", "buyer").order_by("id")
    if window.after:
        last = found.filter(ref=window.after).first()
        if last is None:
            raise wrong_cursor()
        found = found.filter(pk__gt=last.pk)
    rows = [overview.function(case, bearer) for case in found[: window.limit + 1]]
    return respond(request, page(overview, rows, window))
