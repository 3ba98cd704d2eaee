"""Idempotency keys: a call sent again is answered again and not done again.

The key's row is written in the transaction of the deed. Of two calls at once the second waits for the first to
commit and then finds its answer; if the first failed, nothing was kept and the second is done.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from novation.api import problems
from novation.control.hooks.models import Call, Token
from novation.errors import NovationError
from novation.errors.api import HEADER_WRONG, KEY_REUSED

_KEY = re.compile(r"[A-Za-z0-9_-]{8,100}")
KEPT = timedelta(hours=24)
Done = tuple[dict[str, Any], str]
"""The answer's body and its entity tag."""


def once(
    request: HttpRequest,
    token: Token,
    body: bytes,
    do: Callable[[], Done],
    failed: Callable[[NovationError], HttpResponse],
) -> HttpResponse:
    """Runs `do` at most once for a key; without a key, simply runs it."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return _run(do, failed)
    if not _KEY.fullmatch(key):
        return problems.answer(request, HEADER_WRONG.error(header="Idempotency-Key"))
    digest = _digest(request, body)
    with transaction.atomic():
        Call.objects.filter(token=token, key=key, made_at__lt=timezone.now() - KEPT).delete()
        # A second writer of the same key waits here for the first one's commit.
        Call.objects.bulk_create([Call(token=token, key=key, digest=digest)], ignore_conflicts=True)
        call = Call.objects.select_for_update().get(token=token, key=key)
        if call.digest != digest:
            return problems.answer(request, KEY_REUSED.error())
        if call.answer:
            return _response(json.loads(call.answer), call.etag, replayed=True)
        return _first(call, do, failed)


def _first(
    call: Call, do: Callable[[], Done], failed: Callable[[NovationError], HttpResponse]
) -> HttpResponse:
    try:
        # The deed has a transaction of its own within this one; a refusal is recorded after it, and must stay.
        told, etag = do()
    except NovationError as error:
        # The key stays free for a better try.
        call.delete()
        return failed(error)
    call.answer, call.etag = json.dumps(told), etag
    call.save(update_fields=["answer", "etag"])
    return _response(told, etag)


def _run(do: Callable[[], Done], failed: Callable[[NovationError], HttpResponse]) -> HttpResponse:
    try:
        return _response(*do())
    except NovationError as error:
        return failed(error)


def _response(told: dict[str, Any], etag: str, replayed: bool = False) -> HttpResponse:
    response = HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/json")
    if etag:
        response["ETag"] = etag
    if replayed:
        response["Idempotent-Replayed"] = "true"
    return response


def _digest(request: HttpRequest, body: bytes) -> str:
    said = f"{request.method} {request.path}\n{request.headers.get('If-Match', '')}\n".encode()
    return hashlib.sha256(said + body).hexdigest()
