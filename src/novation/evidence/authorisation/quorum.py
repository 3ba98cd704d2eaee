"""Whether signed authorisations suffice for an action: every required role, each under a key of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from novation.errors import NovationError
from novation.errors.evidence import (
    AUTHORISATION_BAD_SIGNATURE,
    AUTHORISATION_DUPLICATE,
    AUTHORISATION_EXPIRED,
    AUTHORISATION_NOT_CANONICAL,
    AUTHORISATION_NOT_YET_VALID,
    AUTHORISATION_ONE_KEY_TWO_ROLES,
    AUTHORISATION_OTHER_KEY,
    AUTHORISATION_OTHER_NAME,
    AUTHORISATION_ROLE_MISSING,
    AUTHORISATION_UNKNOWN_KEY,
    AUTHORISATION_WRONG_ACTION,
    AUTHORISATION_WRONG_PLAN,
    AUTHORISATION_WRONG_ROLE,
)
from novation.evidence.authorisation.document import Authorisation, SignedAuthorisation
from novation.evidence.instants import read_instant
from novation.evidence.keys import PublicKey
from novation.evidence.problems import Problem
from novation.messages import Text
from novation.terms import Role


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who may sign in a role; an empty name accepts whatever name the document gives."""

    key: PublicKey
    name: str = ""


Signers = Mapping[str, Sequence[Signer]]
"""For each role (`terms.Role` value) those who may sign in it."""


def check(
    signed: Sequence[SignedAuthorisation],
    *,
    plan_digest: str,
    action: str,
    required_roles: Sequence[str],
    signers: Signers,
    at: datetime,
) -> list[Problem]:
    """Nothing if the action is authorised; else which roles are missing, and each fault that explains why.

    Authorised means: for every required role a faultless authorisation, all under different keys. A faulty or outdated
    one beside enough good ones takes nothing away; `faults` tells of it. `at` is an instant with a zone.
    """
    found = faults(signed, plan_digest=plan_digest, action=action, signers=signers, at=at)
    keys: dict[str, set[PublicKey]] = {role: set() for role in required_roles}
    for one, problems in zip(signed, found, strict=True):
        if not problems or all(p.kind is AUTHORISATION_DUPLICATE for p in problems):
            authorisation, key = one.open()
            keys.setdefault(authorisation.role, set()).add(key)
    missing = [role for role in dict.fromkeys(required_roles) if not keys[role]]
    result = [Problem(AUTHORISATION_ROLE_MISSING, _role_words(role)) for role in missing]
    present = [keys[role] for role in dict.fromkeys(required_roles) if keys[role]]
    if not _distinct(present):
        result.append(Problem(AUTHORISATION_ONE_KEY_TWO_ROLES, {"needed": len(set(required_roles))}))
    return result + [p for problems in found for p in problems] if result else []


def faults(
    signed: Sequence[SignedAuthorisation], *, plan_digest: str, action: str, signers: Signers, at: datetime
) -> list[list[Problem]]:
    """For each signed authorisation, in order, everything that is wrong with it."""
    seen: set[tuple[str, PublicKey]] = set()
    result = []
    for one in signed:
        opened = _opened(one)
        if isinstance(opened, Problem):
            result.append([opened])
            continue
        authorisation, key = opened
        problems = _key_faults(authorisation, key, signers, one.label)
        problems += _scope_faults(authorisation, plan_digest, action, at, one.label)
        if not problems:
            if (authorisation.role, key) in seen:
                problems.append(Problem(AUTHORISATION_DUPLICATE, {"label": one.label}))
            seen.add((authorisation.role, key))
        result.append(problems)
    return result


def _opened(one: SignedAuthorisation) -> tuple[Authorisation, PublicKey] | Problem:
    try:
        return one.open()
    except NovationError as error:
        if error.code.startswith("json."):
            return Problem(AUTHORISATION_NOT_CANONICAL, {"label": one.label})
        if error.code.startswith(("signature.", "key.")):
            return Problem(AUTHORISATION_BAD_SIGNATURE, {"label": one.label})
        return Problem(error.kind, {**error.values, "label": one.label})


def _key_faults(authorisation: Authorisation, key: PublicKey, signers: Signers, label: str) -> list[Problem]:
    if key.fingerprint != authorisation.key:
        return [Problem(AUTHORISATION_OTHER_KEY, {"label": label})]
    if not any(signer.key == key for group in signers.values() for signer in group):
        return [Problem(AUTHORISATION_UNKNOWN_KEY, {"label": label, "fingerprint": key.fingerprint})]
    names = [signer.name for signer in signers.get(authorisation.role, ()) if signer.key == key]
    if not names:
        values = {"label": label, "fingerprint": key.fingerprint, **_role_words(authorisation.role)}
        return [Problem(AUTHORISATION_WRONG_ROLE, values)]
    if not any(name in ("", authorisation.name) for name in names):
        return [Problem(AUTHORISATION_OTHER_NAME, {"label": label})]
    return []


def _scope_faults(
    authorisation: Authorisation, plan_digest: str, action: str, at: datetime, label: str
) -> list[Problem]:
    result = []
    if authorisation.plan != plan_digest:
        result.append(Problem(AUTHORISATION_WRONG_PLAN, {"label": label}))
    if action not in authorisation.actions:
        result.append(Problem(AUTHORISATION_WRONG_ACTION, {"label": label, "action": action}))
    if at < read_instant(authorisation.issued_at):
        values = {"label": label, "issued_at": authorisation.issued_at}
        result.append(Problem(AUTHORISATION_NOT_YET_VALID, values))
    if at >= read_instant(authorisation.expires_at):
        result.append(
            Problem(AUTHORISATION_EXPIRED, {"label": label, "expires_at": authorisation.expires_at})
        )
    return result


def _role_words(role: str) -> dict[str, object]:
    """The role as files write it, and its word in each language for the message."""
    text = {str(known): known.text for known in Role}.get(role, Text(role, role))
    return {"role": role, "role_zh": text.zh, "role_en": text.en}


def _distinct(choices: Sequence[set[PublicKey]]) -> bool:
    """Whether each role can be given a key that no other role uses (a handful of roles: plain search)."""
    if not choices:
        return True
    first, *rest = choices
    return any(_distinct([other - {key} for other in rest]) for key in first)
