"""How often something may be tried: counted before it is tried, in a row that all processes share, with growing delay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from novation.control.accounts.at_rest import keyed_digest
from novation.control.accounts.models import Tally
from novation.control.actions import SYSTEM
from novation.control.journal.appending import INSTALLATION, Record, append
from novation.errors.accounts import TOO_MANY


@dataclass(frozen=True, slots=True)
class Rule:
    """After `allowed` tries there is a pause of `first`, doubled with each try to `longest`; `forget`: then it is over."""

    name: str
    allowed: int
    first: timedelta = timedelta(minutes=1)
    longest: timedelta = timedelta(hours=1)
    forget: timedelta = timedelta(hours=24)

    def pause(self, count: int) -> timedelta | None:
        over = count - self.allowed
        return min(self.first * 2 ** min(over, 16), self.longest) if over >= 0 else None


ACCOUNT = Rule("account", 5)
SECOND_STEP = Rule("second-step", 5)
ADDRESS = Rule("address", 30)
LINK = Rule("link", 20)


def take(rule: Rule, key: str) -> None:
    """Counts one try, and refuses it during a pause (`account.too-many-attempts`).

    It is counted before it is known to be wrong, so that many at once are not more than one after the other.
    """
    now, digest = timezone.now(), keyed_digest(f"tally/{rule.name}", key)
    with transaction.atomic():
        Tally.objects.bulk_create([Tally(rule=rule.name, digest=digest, last_at=now)], ignore_conflicts=True)
        tally = Tally.objects.select_for_update().get(rule=rule.name, digest=digest)
        wait = _wait(tally, now)
        if not wait:
            _count(tally, rule, now)
    if wait:
        raise TOO_MANY.error(minutes=wait)


def _wait(tally: Tally, now: datetime) -> int:
    """Whole minutes still to wait."""
    if tally.blocked_until is None or tally.blocked_until <= now:
        return 0
    return int((tally.blocked_until - now).total_seconds() // 60) + 1


def _count(tally: Tally, rule: Rule, now: datetime) -> None:
    tally.count = 1 if now - tally.last_at > rule.forget else tally.count + 1
    tally.last_at = now
    pause = rule.pause(tally.count)
    tally.blocked_until = now + pause if pause else None
    tally.save()
    if pause:
        refs = {"what": rule.name, "whom": f"sha256:{tally.digest}", "count": tally.count}
        append(INSTALLATION, [Record("sign-in.blocked", SYSTEM.ref, refs)])


def clear(rule: Rule, key: str) -> None:
    """After it went right: nothing is held against this key any more."""
    _of(rule, key).delete()


def give_back(rule: Rule, key: str) -> None:
    """Takes one try back. An address is not cleared by one right password, or one account would open the way to others."""
    _of(rule, key).filter(count__gt=0).update(count=F("count") - 1, blocked_until=None)


def blocked_until(rule: Rule, keys: list[str]) -> dict[str, datetime]:
    """Which of the keys are in a pause now, and until when; for those who may release it."""
    digests = {keyed_digest(f"tally/{rule.name}", key): key for key in keys}
    found = Tally.objects.filter(rule=rule.name, digest__in=digests, blocked_until__gt=timezone.now())
    return {digests[digest]: until for digest, until in found.values_list("digest", "blocked_until") if until}


def forget_old() -> int:
    """Removes what no rule counts any more; how many rows."""
    longest = max(rule.forget for rule in (ACCOUNT, SECOND_STEP, ADDRESS, LINK))
    return Tally.objects.filter(last_at__lt=timezone.now() - longest).delete()[0]


def _of(rule: Rule, key: str):  # type: ignore[no-untyped-def]
    return Tally.objects.filter(rule=rule.name, digest=keyed_digest(f"tally/{rule.name}", key))
