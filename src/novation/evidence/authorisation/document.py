"""Authorisations: signed permissions to seal or destroy by exactly one plan, and whether enough of them hold."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Any

from novation.errors.evidence import AUTHORISATION_MALFORMED
from novation.evidence import canonical, sshsig
from novation.evidence.instants import read_instant
from novation.evidence.keys import PrivateKey, PublicKey
from novation.terms import Role

TYPE = "novation-authorisation@v1"
NAMESPACE = "novation-authorisation"
ACTIONS = ("destroy", "seal")
MAX_BYTES = 16 * 1024
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
_FIELDS = {"type", "plan", "actions", "role", "name", "key", "issued_at", "expires_at"}


@dataclass(frozen=True, slots=True)
class Authorisation:
    """One person's permission: `plan` is the plan's digest, `key` the fingerprint of the key that signs.

    `actions` are a sorted subset of `seal` and `destroy`; valid from `issued_at` up to, not including, `expires_at`.
    Raises `authorisation.malformed` naming the field.
    """

    plan: str
    actions: tuple[str, ...]
    role: str
    name: str
    key: str
    issued_at: str
    expires_at: str

    def __post_init__(self) -> None:
        checks = {
            "plan": canonical.is_digest(self.plan),
            "actions": self.actions != () and list(self.actions) == sorted(set(self.actions) & set(ACTIONS)),
            "role": self.role in {str(role) for role in Role},
            "name": 0 < len(self.name) <= 200 and self.name.isprintable() and self.name == self.name.strip(),
            "key": _FINGERPRINT.fullmatch(self.key) is not None,
            "issued_at": _is_instant(self.issued_at),
            "expires_at": _is_instant(self.expires_at) and self.issued_at < self.expires_at,
        }
        for name, sound in checks.items():
            if not sound:
                raise AUTHORISATION_MALFORMED.error(field=name)

    def as_dict(self) -> dict[str, Any]:
        return {"type": TYPE, **asdict(self), "actions": list(self.actions)}

    def encode(self) -> bytes:
        """The canonical bytes that are signed."""
        return canonical.encode(self.as_dict())

    def sign(self, private_key: PrivateKey) -> SignedAuthorisation:
        """Signs it; the key must be the one it names (`authorisation.malformed`)."""
        if private_key.public.fingerprint != self.key:
            raise AUTHORISATION_MALFORMED.error(field="key")
        document = self.encode()
        return SignedAuthorisation(document, sshsig.sign(private_key, NAMESPACE, document))


@dataclass(frozen=True, slots=True)
class SignedAuthorisation:
    """The bytes of the document and of the signature beside it; `label` says in messages which file it was."""

    document: bytes
    signature: str
    label: str = "authorisation"

    def open(self) -> tuple[Authorisation, PublicKey]:
        """The verified document and its key; raises the errors of `parse` and `sshsig.verify`."""
        authorisation = parse(self.document)
        return authorisation, sshsig.verify(self.signature, NAMESPACE, self.document)


def parse(document: bytes) -> Authorisation:
    """Reads canonical bytes; raises `json.…` and `authorisation.malformed`."""
    value = canonical.parse(document, max_bytes=MAX_BYTES)
    if not isinstance(value, dict) or set(value) != _FIELDS or value["type"] != TYPE:
        raise AUTHORISATION_MALFORMED.error(field="type")
    actions = value["actions"]
    if not isinstance(actions, list) or not all(isinstance(action, str) for action in actions):
        raise AUTHORISATION_MALFORMED.error(field="actions")
    texts = {name: value[name] for name in _FIELDS - {"type", "actions"}}
    for name in sorted(texts):
        if not isinstance(texts[name], str):
            raise AUTHORISATION_MALFORMED.error(field=name)
    return Authorisation(actions=tuple(actions), **texts)


def _is_instant(text: str) -> bool:
    try:
        read_instant(text)
    except ValueError:
        return False
    return True
