"""Actions that put a paper up for one person to sign with their own key, and take the signature in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from novation.control.actions import Condition, Deed, Policy, action
from novation.control.approvals.models import Paper, Submission
from novation.control.approvals.papers import KINDS
from novation.control.approvals.projects import package_of, project_of
from novation.control.approvals.releasing import note_release, require_released
from novation.control.approvals.signing_keys import key_of
from novation.control.approvals.terms import PaperKind
from novation.control.cases.models import Case
from novation.control.inputs import Input
from novation.control.roles import CaseRole, Side
from novation.errors.approvals import (
    KEY_NOT_IN_PACKAGE,
    KEY_NOT_SIGNER,
    KEY_OTHER,
    NO_PROJECT,
    PAPER_DONE,
    PAPER_EXPIRED,
    RESERVATION_NEEDED,
)
from novation.errors.control import INPUT_WRONG
from novation.errors.evidence import SIGNATURE_MALFORMED
from novation.evidence import canonical, sshsig
from novation.evidence.authorisation import Authorisation
from novation.evidence.instants import write_instant
from novation.evidence.keys import PublicKey, load_public_key
from novation.handover import class_sign_offs, receipting, sealing
from novation.handover.lawyers_list import classes_of, group_ids
from novation.handover.settings import Settings
from novation.messages import Text
from novation.terms import Role

SIGNERS = tuple(role for role in CaseRole if str(role) in set(Role))
ON_PACKAGE = (CaseRole.HANDER_OVER, CaseRole.WITNESS, CaseRole.RECEIVER)
VALID_DAYS = 3
MAX_SIGNATURE = 64 * 1024


def signing_roles(actor: Any, submission: Submission) -> list[str]:
    """The roles in which somebody can sign the authorisation."""
    held = actor.roles_in(submission.scope)
    return [str(role) for role in submission.wanted if str(role) in held]


SIGNS = Condition(
    Text("授权书不由您所任的角色签署", "the authorisation is not signed in a role you hold"),
    lambda actor, submission, given: bool(signing_roles(actor, submission)),
)


@action(
    "authorisation.prepared",
    zh="准备授权书",
    en="Prepare the authorisation",
    policy=Policy(SIGNERS, (SIGNS,)),
    target=Submission,
)
def prepare_authorisation(
    deed: Deed,
    submission: Submission,
    *,
    role: Annotated[str, Input("以什么角色签署", "Sign in the role of", choices=signing_roles)],
    days: Annotated[int, Input("有效天数", "Days it is valid")] = VALID_DAYS,
) -> Paper:
    """Puts up the authorisation to be signed by oneself, once every approval that is needed is there."""
    if not 1 <= days <= 30:
        raise INPUT_WRONG.error(
            field=Text("有效天数", "days it is valid"), problem=Text("1 至 30 天", "from 1 to 30")
        )
    require_released(submission)
    note_release(deed, submission)  # where it was the agreement that was still missing
    person: Any = deed.actor
    key = key_of(person)
    project = project_of(submission.case)
    if project is not None:
        _require_signer(project.settings(), Role(role), key, person.name)
    at = datetime.now(UTC).replace(microsecond=0)
    until = at + timedelta(days=days)
    document = Authorisation(
        plan=submission.plan,
        actions=_actions(submission, Role(role)),
        role=role,
        name=person.name,
        key=key.fingerprint,
        issued_at=write_instant(at),
        expires_at=write_instant(until),
    )
    return _put_up(
        deed,
        submission.case,
        PaperKind.AUTHORISATION,
        role,
        document.encode(),
        key,
        submission=submission,
        expires_at=until,
    )


def _actions(submission: Submission, role: Role) -> tuple[str, ...]:
    """Exactly those for which this role is wanted."""
    wanted = {"seal": submission.seal, "destroy": submission.destroy}
    return tuple(sorted(name for name, roles in wanted.items() if role in roles))


def _require_signer(settings: Settings, role: Role, key: PublicKey, name: str) -> None:
    known = settings.signers_of(role)
    # What came with a package names roles and no people.
    names = ("", name, str(role))
    if not any(load_public_key(s.key) == key and s.name in names for s in known):
        raise KEY_NOT_SIGNER.error(role=role.text)


def class_choices(actor: Any, target: Case) -> list[str]:
    """The ids of the classes that were decided."""
    project = project_of(target)
    if project is None or not project.has_record("decisions.json"):
        return []
    return [entry["id"] for entry in project.read_record("decisions.json", "decide")["classes"]]


def group_choices(actor: Any, target: Case) -> list[str]:
    """The ids of the groups of the lawyer's list."""
    project = project_of(target)
    if project is None or not project.has_record("decisions.json"):
        return []
    return group_ids(project)


@action(
    "class-sign-off.prepared",
    zh="准备判定类签认",
    en="Prepare the sign-off of classes",
    policy=Policy((CaseRole.COUNSEL,)),
    target=Case,
)
def prepare_sign_off(
    deed: Deed,
    case: Case,
    *,
    classes: Annotated[
        list[str] | None, Input("签认哪些类", "Classes to sign off", choices=class_choices)
    ] = None,
    groups: Annotated[
        list[str] | None, Input("签认哪几组的全部类", "Groups, every class of them", choices=group_choices)
    ] = None,
) -> Paper:
    """Puts up the chosen classes, as they are decided now, to be signed by counsel; what changes is open again.

    A group stands for its classes: each of them is named in what is signed.
    """
    project = project_of(case)
    if project is None:
        raise NO_PROJECT.error()
    chosen = list(dict.fromkeys([*(classes or ()), *classes_of(project, groups or ())]))
    if not chosen:
        raise INPUT_WRONG.error(
            field=Text("签认哪些类", "classes to sign off"), problem=Text("至少选一类", "choose at least one")
        )
    person: Any = deed.actor
    key = key_of(person)
    document = class_sign_offs.draft(project, chosen, name=person.name, key=key, role=Role.COUNSEL)
    content = canonical.encode(document)
    return _put_up(deed, case, PaperKind.CLASS_SIGN_OFF, str(Role.COUNSEL), content, key)


def package_roles(actor: Any, target: Case) -> list[str]:
    """The roles in which somebody can sign the package."""
    held = actor.roles_in(target.ref)
    return [str(role) for role in ON_PACKAGE if str(role) in held]


@action(
    "package-signature.prepared",
    zh="准备签署封装包",
    en="Prepare a signature on the package",
    policy=Policy(ON_PACKAGE),
    target=Case,
)
def prepare_package_signature(
    deed: Deed,
    case: Case,
    *,
    role: Annotated[str, Input("以什么角色签署", "Sign in the role of", choices=package_roles)],
) -> Paper:
    """Puts up the list of the package's files and digests to be signed by hander-over, witness or receiver."""
    folder = package_of(case)
    if folder is None:
        raise NO_PROJECT.error()
    person: Any = deed.actor
    key = key_of(person)
    # A signature that the package's own list does not know would make the whole package unsound.
    if key not in sealing.signers_in(folder).get(role, []):
        raise KEY_NOT_IN_PACKAGE.error(role=Role(role).text)
    return _put_up(deed, case, PaperKind.PACKAGE, role, sealing.what_is_signed(folder), key)


@action(
    "receipt.prepared",
    zh="准备签收回执",
    en="Prepare the receipt",
    policy=Policy((CaseRole.RECEIVER,)),
    target=Case,
)
def prepare_receipt(
    deed: Deed,
    case: Case,
    *,
    answer: Annotated[receipting.Answer, Input("答复", "Answer")],
    reservation: Annotated[str, Input("保留意见", "Reservation", lines=4)] = "",
) -> Paper:
    """Puts up the receipt for the package that was reconciled, to be signed by the receiver."""
    project = project_of(case, Side.BUYER)
    if project is None:
        raise NO_PROJECT.error()
    person: Any = deed.actor
    key = key_of(person)
    if answer is receipting.Answer.RESERVATION and not reservation:
        raise RESERVATION_NEEDED.error()
    _require_signer(project.settings(), Role.RECEIVER, key, person.name)
    content = canonical.encode(receipting.draft(project, answer, reservation))
    return _put_up(deed, case, PaperKind.RECEIPT, str(Role.RECEIVER), content, key)


def _put_up(
    deed: Deed, case: Case, kind: PaperKind, role: str, content: bytes, key: PublicKey, **more: Any
) -> Paper:
    paper = Paper.objects.create(
        case=case,
        kind=kind,
        role=Role(role),
        person=deed.actor,
        namespace=KINDS[kind].namespace,
        content=content,
        digest=canonical.digest_bytes(content),
        key=key.fingerprint,
        **more,
    )
    deed.record(paper=paper.ref, document=paper.digest, role=role, key=key.fingerprint)
    return paper


OWN_PAPER = Condition(
    Text("这份文件须由它指定的人签署", "this document is for the person it names to sign"),
    lambda actor, paper, given: paper.person == actor and str(paper.role) in actor.roles_in(paper.scope),
)


@action(
    "document.signed",
    zh="签署文件",
    en="Sign a document",
    policy=Policy(SIGNERS, (OWN_PAPER,)),
    target=Paper,
)
def sign_paper(
    deed: Deed,
    paper: Paper,
    *,
    signature: Annotated[str, Input("签名", "Signature", lines=8)] = "",
    file: Annotated[UploadedFile | None, Input("签名文件（.sig）", "File of the signature (.sig)")] = None,
) -> Paper:
    """Takes in a signature made in the browser or by ssh-keygen, verifies it, and files it where the library wants it."""
    if paper.signature:
        raise PAPER_DONE.error()
    if paper.expires_at is not None and timezone.now() >= paper.expires_at:
        raise PAPER_EXPIRED.error(deadline=write_instant(paper.expires_at))
    if paper.submission is not None:
        require_released(paper.submission)
    text = _text(signature, file)
    key = _verified(paper, text)
    paper.signature = text
    paper.signed_at = timezone.now()
    paper.file = KINDS[paper.kind].file(paper, text, key)
    paper.save(update_fields=["signature", "signed_at", "file"])
    deed.record(
        paper=paper.ref,
        document=paper.digest,
        kind=str(paper.kind),
        role=str(paper.role),
        key=key.fingerprint,
        **({"plan": paper.submission.plan} if paper.submission else {}),
    )
    _complete(deed, paper)
    return paper


def _text(signature: str, file: UploadedFile | None) -> str:
    if file is None:
        return signature.strip() + "\n"
    if (file.size or 0) > MAX_SIGNATURE:
        raise SIGNATURE_MALFORMED.error()
    try:
        return file.read().decode("ascii").strip().replace("\r\n", "\n") + "\n"
    except UnicodeDecodeError as problem:
        raise SIGNATURE_MALFORMED.error() from problem


def _verified(paper: Paper, signature: str) -> PublicKey:
    """The key of the signature: the one the paper was put up for, still registered and not expired."""
    key = sshsig.verify(signature, paper.namespace, bytes(paper.content))
    if key.fingerprint != paper.key or key != key_of(paper.person):
        raise KEY_OTHER.error(key=key.fingerprint)
    return key


def _complete(deed: Deed, paper: Paper) -> None:
    """Counsel's signature may be the last approval that a plan was waiting for."""
    if paper.kind is not PaperKind.CLASS_SIGN_OFF:
        return
    latest = Submission.objects.select_for_update().filter(case=paper.case).order_by("number").last()
    if latest is not None:
        note_release(deed, latest)
