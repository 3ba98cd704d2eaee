"""Who acts when a program does: a person, narrowed to the scope and the rights of a token."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from novation.control.accounts.models import Person
from novation.control.cases.models import Case
from novation.control.hooks.models import Token
from novation.control.hooks.terms import RightKind
from novation.control.roles import Side

PREFIX = "novation_"  # so that scanners for leaked secrets know one when they see it
USED_EVERY = timedelta(minutes=10)


class Bearer(Person):
    """The person of a token. Roles are held in the token's scope only: everything else is as if it did not exist.

    A token of an organisation reaches the organisation and the cases it opened; one of a case, that case.
    """

    token: Token

    class Meta:
        proxy = True

    @property
    def via(self) -> str:
        """What stands in the journal beside the person: by which token it was done."""
        return self.token.ref

    def roles_in(self, scope: str) -> frozenset[str]:
        return super().roles_in(scope) if self.reaches(scope) else frozenset()

    def side_in(self, scope: str) -> Side:
        return super().side_in(scope) if self.reaches(scope) else Side.NEITHER

    def reaches(self, scope: str) -> bool:
        """Whether a scope lies within the token's."""
        if scope == self.token.scope:
            return True
        known: dict[str, bool] = self.__dict__.setdefault("_reached", {})
        if scope not in known:
            known[scope] = Case.objects.filter(ref=scope, organisation__ref=self.token.scope).exists()
        return known[scope]

    def cases(self) -> Any:
        """The cases of the token's scope in which the person holds a role."""
        seen = Case.objects.visible_to(self)
        return seen.filter(ref=self.token.scope) | seen.filter(organisation__ref=self.token.scope)

    def may(self, kind: RightKind, name: str) -> bool:
        """Whether the token names this action or sight."""
        return (str(kind), name) in self.rights

    @property
    def rights(self) -> frozenset[tuple[str, str]]:
        if "_rights" not in self.__dict__:
            named = self.token.rights.values_list("kind", "name")
            self.__dict__["_rights"] = frozenset((str(kind), name) for kind, name in named)
        return self.__dict__["_rights"]  # type: ignore[no-any-return]


def new_secret() -> str:
    """256 bits behind the prefix; shown once."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret. It is long and random, so a plain hash suffices and a table of guesses does not exist."""
    return hashlib.sha256(secret.encode()).hexdigest()


def bearer_of(secret: str) -> Bearer | None:
    """Who presents this secret; None where the token is unknown, revoked or expired, or the person is gone."""
    now = timezone.now()
    token = Token.objects.filter(digest=digest_of(secret)).first()
    if token is None or not token.is_live(now):
        return None
    bearer = Bearer.objects.select_related("organisation").filter(pk=token.person_id, is_active=True).first()
    if bearer is None:
        return None
    bearer.token = token
    if token.used_at is None or now - token.used_at > USED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    return bearer  # type: ignore[no-any-return]
