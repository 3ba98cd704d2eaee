"""Errors as problem details (RFC 9457): a stable type, words in the language asked for, and what to do about it."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from novation.api.language import language_of
from novation.errors import CATALOGUE, ErrorKind, NovationError
from novation.errors.api import DEFECT, RATE_EXCEEDED, TOKEN_NOT_VALID
from novation.errors.control import DATABASE_AWAY
from novation.messages import Language

TYPE = "application/problem+json"
PLACE = "/api/v1/problems/"
log = logging.getLogger("novation.api")

SCHEMA = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457",
    "required": ["type", "title", "status", "detail", "code", "hint", "request"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "hint": {"type": "string"},
        "request": {"type": "string"},
    },
}


def answer(request: HttpRequest, error: NovationError, status: int | None = None) -> HttpResponse:
    """The response for an error; `status` where the request's own conditions ask for another one."""
    language = language_of(request)
    status = status or error.kind.http_status
    told = {
        "type": PLACE + error.code,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": error.message(language),
        "code": error.code,
        "hint": error.hint(language),
        "request": getattr(request, "request_id", ""),
    }
    response = HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=TYPE)
    response["Content-Language"] = "zh-CN" if language == "zh" else "en"
    if error.kind is TOKEN_NOT_VALID:
        response["WWW-Authenticate"] = 'Bearer realm="novation"'
    if error.kind is RATE_EXCEEDED:
        response["Retry-After"] = str(error.values["seconds"])
    return response


def defect(request: HttpRequest, error: Exception) -> HttpResponse:
    """What we did not foresee: the type of the error goes into the log, never its text, which may hold anything."""
    number = getattr(request, "request_id", "")
    log.error("defect %s in request %s", type(error).__name__, number)
    return answer(request, DEFECT.error(request=number))


def away(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database cannot be reached: no defect, and worth another try."""
    response = answer(request, DATABASE_AWAY.error())
    response["Retry-After"] = "30"
    return response


def explained(kind: ErrorKind, language: Language) -> dict[str, object]:
    """A type of problem as its address tells it."""
    return {
        "type": PLACE + kind.code,
        "code": kind.code,
        "status": kind.http_status,
        "text": kind.text.in_(language),
        "hint": kind.hint.in_(language),
    }


def known(code: str) -> ErrorKind | None:
    return CATALOGUE.get(code)
