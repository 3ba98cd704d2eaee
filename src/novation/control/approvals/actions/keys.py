"""Actions on keys: registering one's own, and entering its holder as a signer in the project."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any

from django.utils import timezone

from novation.control.accounts.models import Grant, Person
from novation.control.accounts.own_actions import OWN_ACCOUNT_PROVED
from novation.control.actions import Deed, Policy, action
from novation.control.approvals.models import SigningKey
from novation.control.approvals.projects import project_of
from novation.control.approvals.signing_keys import key_of
from novation.control.cases.actions import LEADERS
from novation.control.cases.models import Case
from novation.control.inputs import Input
from novation.control.roles import Side
from novation.errors.accounts import KEY_TAKEN
from novation.errors.approvals import NO_PROJECT
from novation.errors.control import INPUT_WRONG
from novation.evidence.keys import load_public_key
from novation.handover.opening import append_entry
from novation.handover.project import Project
from novation.messages import Text
from novation.terms import Role

MOST_DAYS = 3 * 366


@action(
    "signing-key.registered",
    zh="登记签名公钥",
    en="Register a key to sign with",
    policy=OWN_ACCOUNT_PROVED,
    target=Person,
    api=False,
)
def register_key(
    deed: Deed,
    person: Person,
    *,
    line: Annotated[
        str,
        Input(
            "公钥",
            "Public key",
            lines=3,
            help=Text(
                "一行，以 ssh-ed25519 开头；私钥永远不要上传",
                "one line that begins with ssh-ed25519; never the private key",
            ),
        ),
    ],
    expires_on: Annotated[date | None, Input("有效至", "Valid until")] = None,
) -> SigningKey:
    """Registers the public half of one's Ed25519 key; the one registered before is ended."""
    key = load_public_key(line)
    if Person.objects.filter(public_key=key.line()).exclude(pk=person.pk).exists():
        raise KEY_TAKEN.error()
    today = timezone.localdate()
    until = expires_on or today + timedelta(days=366)
    if not today <= until <= today + timedelta(days=MOST_DAYS):
        raise INPUT_WRONG.error(
            field=Text("有效至", "valid until"), problem=Text("须在三年之内", "within three years from today")
        )
    SigningKey.objects.filter(person=person, ended_at=None).update(ended_at=timezone.now())
    found = SigningKey.objects.create(
        person=person, line=key.line(), fingerprint=key.fingerprint, expires_on=until
    )
    person.public_key = key.line()
    person.save(update_fields=["public_key"])
    deed.record(person=person.ref, key=key.fingerprint, expires=until.isoformat())
    return found


def people_with_keys(actor: Any, target: Case) -> Any:
    """The team of the case, as far as they have a key."""
    team = Grant.objects.filter(scope=target.ref, ended_at=None).values("person")
    return Person.objects.filter(pk__in=team).exclude(public_key="").order_by("name")


@action(
    "signer.entered",
    zh="把人员登记为签署人",
    en="Enter somebody as a signer",
    policy=Policy(LEADERS),
    target=Case,
)
def enter_signer(
    deed: Deed,
    case: Case,
    *,
    person: Annotated[Person, Input("人员", "Person", choices=people_with_keys)],
    role: Annotated[Role, Input("角色", "Role")],
) -> None:
    """Enters name, role and public key in the project; a plan stays fresh by it.

    Whoever signs for the buyer is entered on both sides: the seller checks the receipt by it.
    """
    if str(role) not in person.roles_in(case.ref):
        raise INPUT_WRONG.error(
            field=Text("角色", "role"),
            problem=Text("此人在本案中不任此角色", "they do not hold it in this case"),
        )
    projects = _projects(case, person)
    if not projects:
        raise NO_PROJECT.error()
    key = key_of(person)
    entry = {"role": str(role), "name": person.name, "key": key.line()}
    for project in projects:
        with project.held():
            append_entry(project, "signer", dict(entry), "signer.added")
    deed.record(person=person.ref, role=str(role), key=key.fingerprint)


def _projects(case: Case, person: Person) -> list[Project]:
    """The seller's project, and for people of the buyer the buyer's too, as far as they lie here."""
    sides = (Side.SELLER, Side.BUYER) if person.side_in(case.ref) is Side.BUYER else (Side.SELLER,)
    return [found for side in sides if (found := project_of(case, side)) is not None]
