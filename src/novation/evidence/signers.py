"""The `allowed_signers` file of OpenSSH (ssh-keygen(1), ALLOWED SIGNERS): who may sign for which purpose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from novation.errors import NovationError
from novation.errors.evidence import SIGNERS_MALFORMED
from novation.evidence.keys import PublicKey, load_public_key

# No blank, comma, quote, or wildcard: a principal names one signer, not a pattern.
_PRINCIPAL = re.compile(r"[^\s,\"#*?!\x00-\x1f\x7f]{1,200}")
_NAMESPACES = re.compile(r'namespaces="([a-z0-9][a-z0-9.@-]*(?:,[a-z0-9][a-z0-9.@-]*)*)"')
_MAX_LINES = 10_000


@dataclass(frozen=True, slots=True)
class AllowedSigner:
    """One line: a principal, the key, and the namespaces it may sign in (none = all)."""

    principal: str
    key: PublicKey
    namespaces: tuple[str, ...] = ()
    comment: str = ""

    def line(self) -> str:
        """The line without its end; raises `signers.malformed` for a principal that would change its meaning."""
        if not _PRINCIPAL.fullmatch(self.principal) or re.search(r"[\x00-\x1f\x7f]", self.comment):
            raise SIGNERS_MALFORMED.error(line=1)
        options = f'namespaces="{",".join(self.namespaces)}" ' if self.namespaces else ""
        if options and not _NAMESPACES.fullmatch(options.strip()):
            raise SIGNERS_MALFORMED.error(line=1)
        return f"{self.principal} {options}{self.key.line(self.comment)}"

    def may_sign(self, namespace: str) -> bool:
        return not self.namespaces or namespace in self.namespaces


def allowed_signers(signers: Iterable[AllowedSigner]) -> str:
    """The text of an allowed_signers file, one line a signer."""
    return "".join(signer.line() + "\n" for signer in signers)


def parse_allowed_signers(text: str) -> list[AllowedSigner]:
    """Reads such a file; comments and empty lines are skipped.

    Refuses what this software never writes and would have to ignore (wildcards, certificate
    authorities, validity spans): ignoring a restriction would allow more than the file says. Raises `signers.malformed`.
    """
    lines = text.split("\n")
    if len(lines) > _MAX_LINES:
        raise SIGNERS_MALFORMED.error(line=_MAX_LINES)
    numbered = [(number, line.strip()) for number, line in enumerate(lines, 1)]
    return [_signer(line, number) for number, line in numbered if line and not line.startswith("#")]


def _signer(line: str, number: int) -> AllowedSigner:
    principal, _, rest = line.partition(" ")
    namespaces: tuple[str, ...] = ()
    rest = rest.lstrip()
    if not rest.startswith("ssh-ed25519 "):
        option, _, rest = rest.partition(" ")
        match = _NAMESPACES.fullmatch(option)
        if match is None:
            raise SIGNERS_MALFORMED.error(line=number)
        namespaces = tuple(match[1].split(","))
    if not _PRINCIPAL.fullmatch(principal):
        raise SIGNERS_MALFORMED.error(line=number)
    try:
        key = load_public_key(rest)
    except NovationError as problem:
        raise SIGNERS_MALFORMED.error(line=number) from problem
    comment = rest.split(None, 2)[2] if len(rest.split(None, 2)) == 3 else ""
    return AllowedSigner(principal, key, namespaces, comment)
