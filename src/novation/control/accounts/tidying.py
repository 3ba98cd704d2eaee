"""What is over is forgotten once a day: old sessions, and the tallies of attempts to sign in."""

from __future__ import annotations

from novation.control.accounts.session_store import SessionStore
from novation.control.chores import DAY, register

register("old-sessions", every=DAY)(SessionStore.clear_expired)
