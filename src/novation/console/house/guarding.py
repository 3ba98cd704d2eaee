"""What holds for every request of somebody signed in: proved when, seen when, and nothing else before the second factor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_cache_control

from novation.console.proving import PROVED_AT
from novation.console.signing_in import MUST_ENROL

IDLE = timedelta(hours=2)
_BEFORE_ENROLMENT = ("/house/security/", "/sign-out/", "/language/", "/prove/")


class Guard:
    """Runs after Django's own middleware; sessions are rows, so what is ended here or elsewhere is ended at once."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if SESSION_KEY not in request.session:
            return self.respond(request)
        response = self._guarded(request)
        if not response.has_header("Cache-Control"):
            # After signing out, going back in the browser shows nothing.
            patch_cache_control(response, private=True, no_store=True)
        return response

    def _guarded(self, request: HttpRequest) -> HttpResponseBase:
        now, store = timezone.now(), request.session
        row = getattr(store, "row", None)
        if row is not None and now - row.seen_at > IDLE:
            logout(request)
            return redirect("sign-in")
        if row is not None:
            store.touch(now)  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            told = store.get(PROVED_AT)
            request.user.proved_at = datetime.fromisoformat(told) if told else None
        if store.get(MUST_ENROL) and not request.path.startswith(_BEFORE_ENROLMENT):
            return redirect("my-security")
        return self.respond(request)
