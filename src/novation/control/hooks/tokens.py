"""Issuing and revoking tokens: keys for programs, narrower than the person who issues them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

from django.utils import timezone

from novation.control.accounts.models import Organisation
from novation.control.accounts.proving import PROVED
from novation.control.actions import ACTIONS, SIGHTS, Condition, Deed, Policy, action, sight
from novation.control.cases.models import Case
from novation.control.hooks.bearer import Bearer, digest_of, new_secret
from novation.control.hooks.models import Right, Token
from novation.control.hooks.terms import RightKind, TokenState
from novation.control.inputs import Input
from novation.control.roles import EVERY_CASE_ROLE, CaseRole, HouseRole
from novation.errors.control import INPUT_WRONG
from novation.messages import Text
from novation.terms.vocabulary import Term

MAX_DAYS = 366
HOUSE_ROLES = (HouseRole.ADMINISTRATOR, HouseRole.SECURITY_ADMINISTRATOR)


class Worded(str):
    """A name to choose, with words to show."""

    label: Text

    def __new__(cls, name: str, label: Text) -> Worded:
        made = super().__new__(cls, name)
        made.label = label
        return made


def deeds_to_choose(actor: Any, target: Any) -> list[Worded]:
    """The actions a program may be given."""
    return [Worded(tag, one.title) for tag, one in sorted(ACTIONS.items()) if one.api]


def sights_to_choose(actor: Any, target: Any) -> list[Worded]:
    return [Worded(name, one.title) for name, one in sorted(SIGHTS.items())]


def _is_a_person(actor: Any, target: Any, inputs: Any) -> bool:
    return not isinstance(actor, Bearer)


IN_PERSON = Condition(Text("令牌不能签发令牌", "a token issues no tokens"), _is_a_person)
Deeds = Annotated[list[str] | None, Input("可以办理", "May do", choices=deeds_to_choose)]
Sights = Annotated[list[str] | None, Input("可以查看", "May see", choices=sights_to_choose)]
Label = Annotated[
    str, Input("用途", "What for", help=Text("哪个程序用它，不写密钥", "which program uses it; no secrets"))
]
Days = Annotated[int, Input("有效天数", "Days it is valid")]


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token and its secret, which is shown once and not kept."""

    token: Token
    secret: str


@action(
    "token.issued",
    zh="签发令牌",
    en="Issue a token",
    policy=Policy(EVERY_CASE_ROLE, conditions=(IN_PERSON, PROVED)),
    target=Case,
    api=False,
)
def issue_token(
    deed: Deed, case: Case, *, label: Label, days: Days, deeds: Deeds = None, sights: Sights = None
) -> Issued:
    """Issues a key with which a program acts as this person, in this case alone, only by what is chosen."""
    return _issue(deed, case.ref, label, days, deeds or [], sights or [])


@action(
    "house-token.issued",
    zh="签发组织令牌",
    en="Issue a token for the organisation",
    policy=Policy(HOUSE_ROLES, conditions=(IN_PERSON, PROVED)),
    target=Organisation,
    api=False,
)
def issue_house_token(
    deed: Deed,
    organisation: Organisation,
    *,
    label: Label,
    days: Days,
    deeds: Deeds = None,
    sights: Sights = None,
) -> Issued:
    """Issues a key for the organisation and the cases it opened, with the roles this person has there."""
    return _issue(deed, organisation.ref, label, days, deeds or [], sights or [])


def _issue(deed: Deed, scope: str, label: str, days: int, deeds: list[str], sights: list[str]) -> Issued:
    _check(days, deeds, sights)
    secret = new_secret()
    token = Token.objects.create(
        person=deed.actor,
        scope=scope,
        label=label[:100],
        digest=digest_of(secret),
        expires_at=timezone.now() + timedelta(days=days),
    )
    Right.objects.bulk_create(
        [Right(token=token, kind=RightKind.DEED, name=name) for name in dict.fromkeys(deeds)]
        + [Right(token=token, kind=RightKind.SIGHT, name=name) for name in dict.fromkeys(sights)]
    )
    deed.record(token=token.ref, days=days, deeds=len(set(deeds)), sights=len(set(sights)))
    return Issued(token, secret)


def _check(days: int, deeds: list[str], sights: list[str]) -> None:
    if not 1 <= days <= MAX_DAYS:
        raise INPUT_WRONG.error(
            field=Text("有效天数", "Days it is valid"),
            problem=Text(f"须在 1 至 {MAX_DAYS} 之间", f"it must lie between 1 and {MAX_DAYS}"),
        )
    if not deeds and not sights:
        raise INPUT_WRONG.error(
            field=Text("可以办理", "May do"), problem=Text("至少选一项", "choose at least one thing")
        )


def _own(actor: Any, target: Any, inputs: Any) -> bool:
    return bool(inputs["token"].person_id == actor.pk) if "token" in inputs else True


def _revokers(*leaders: Term) -> Condition:
    def holds(actor: Any, target: Any, inputs: Any) -> bool:
        return _own(actor, target, inputs) or bool(
            actor.roles_in(target.scope) & {str(one) for one in leaders}
        )

    return Condition(
        Text(
            "只有本人、合规负责人或管理员可以撤销",
            "only its person, the compliance officer or an administrator revokes it",
        ),
        holds,
    )


def tokens_in(actor: Any, target: Any) -> Any:
    """The live tokens of a scope."""
    return Token.objects.filter(scope=target.ref, state=TokenState.LIVE).order_by("id")


LiveToken = Annotated[Token, Input("令牌", "Token", choices=tokens_in)]


def _revoke(deed: Deed, token: Token) -> None:
    token.state = TokenState.REVOKED
    token.save(update_fields=["state"])
    deed.record(token=token.ref, person=token.person.ref)


TOKENS = sight("case.tokens", zh="令牌与推送", en="Tokens and webhooks", policy=Policy(EVERY_CASE_ROLE))
HOUSE_TOKENS = sight(
    "house.tokens", zh="组织的令牌", en="Tokens of the organisation", policy=Policy(HOUSE_ROLES)
)


@action(
    "token.revoked",
    zh="撤销令牌",
    en="Revoke a token",
    policy=Policy(EVERY_CASE_ROLE, conditions=(_revokers(CaseRole.OWNER, CaseRole.COMPLIANCE_OFFICER),)),
    target=Case,
)
def revoke_token(deed: Deed, case: Case, *, token: LiveToken) -> None:
    """Ends a token of the case at once."""
    _revoke(deed, token)


@action(
    "house-token.revoked",
    zh="撤销组织令牌",
    en="Revoke a token of the organisation",
    policy=Policy(HOUSE_ROLES),
    target=Organisation,
)
def revoke_house_token(deed: Deed, organisation: Organisation, *, token: LiveToken) -> None:
    """Ends a token of the organisation at once."""
    _revoke(deed, token)
