"""The customer as an actor: no account, only a proven subject reference in one case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from novation.control.actions import Condition, Policy
from novation.control.roles import CaseRole
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Customer:
    """Whoever proved to be the person behind a subject reference; holds no role anywhere.

    Without a subject it is somebody who has proven nothing yet: they may ask, and staff look at their documents.
    """

    case: str
    subject: str

    @property
    def ref(self) -> str:
        return f"subject:{self.subject or 'unproven'}"

    def roles_in(self, scope: str) -> frozenset[str]:
        return frozenset()


KEEPERS = (CaseRole.COMPLIANCE_OFFICER, CaseRole.OWNER)


def _own_or_kept(actor: Any, target: Any, given: object) -> bool:
    """The customer in their own matter; or staff who write down what a customer told them another way."""
    if isinstance(actor, Customer):
        return actor.case == target.scope and bool(actor.subject) and actor.subject == target.subject
    return bool(actor.roles_in(target.scope) & {str(role) for role in KEEPERS})


OWN = Policy(
    anybody=True,
    conditions=(
        Condition(
            Text(
                "须由客户本人办理，或由合规负责人代录",
                "only for the customer, or for the compliance officer who writes it down",
            ),
            _own_or_kept,
        ),
    ),
)
