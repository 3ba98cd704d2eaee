"""Django's sessions in our own table: by digest of the key, with the person, so that they can be listed and ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from novation.control.accounts.at_rest import token_digest
from novation.control.accounts.limits import forget_old
from novation.control.accounts.models import Session


class SessionStore(DatabaseStore):
    """Whoever reads the table cannot use what stands in it: the cookie's key is hashed before it is looked up."""

    row: Session | None = None
    """The session as it was read or last written."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = Session.objects.filter(
            session_key=token_digest(self.session_key or ""), expire_date__gt=timezone.now()
        ).first()
        if found is None:
            self._session_key = None
        self.row = found
        return found

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=token_digest(session_key)).exists()

    def create(self) -> None:
        self.row = None
        super().create()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        key = token_digest(self._get_or_create_session_key())  # type: ignore[attr-defined]
        known = {"ref": self.row.ref, "begun_at": self.row.begun_at} if self.row else {}
        self.row = Session(
            session_key=key,
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=data.get(SESSION_KEY),
            agent=data.get("agent", ""),
            factor=data.get("factor", ""),
            **known,
        )
        return self.row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            Session.objects.filter(session_key=token_digest(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Django's command `clearsessions`: old sessions, and old tallies of attempts with them."""
        super().clear_expired()
        forget_old()

    @property
    def ref(self) -> str:
        self._get_session()  # type: ignore[attr-defined]
        return self.row.ref if self.row else ""

    def touch(self, now: datetime) -> None:
        """Notes that it was used, at most once a minute."""
        if self.row and (now - self.row.seen_at).total_seconds() > 60:
            Session.objects.filter(pk=self.row.pk).update(seen_at=now)
