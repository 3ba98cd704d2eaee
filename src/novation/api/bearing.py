"""Who calls: a bearer token and nothing else. Cookies don't count here, so no other site can make a browser call."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from novation.api import rates
from novation.control.hooks.bearer import PREFIX, Bearer, bearer_of
from novation.errors.api import TOKEN_NOT_VALID


class ByToken(HttpBearer):
    """Sets `request.auth` to the bearer."""

    openapi_description = "签发于“令牌与推送”页 · issued on the page of tokens and webhooks"

    def __call__(self, request: HttpRequest) -> Bearer:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer" or not secret:
            rates.count_stranger(request)
            raise TOKEN_NOT_VALID.error()
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Bearer:
        found = (
            bearer_of(token) if token.startswith(PREFIX) and len(token) < 100 and token.isascii() else None
        )
        if found is None:
            rates.count_stranger(request)
            raise TOKEN_NOT_VALID.error()
        rates.count(request, found.token.ref)
        return found
