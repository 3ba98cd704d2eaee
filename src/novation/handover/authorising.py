"""Step `authorise`: an approver signs the digest of a plan; and the check that `seal` and `destroy` make first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from novation.custody.durable import write_durably
from novation.errors import project as errors
from novation.evidence import canonical
from novation.evidence.authorisation import (
    Authorisation,
    SignedAuthorisation,
    Signer,
    check,
    faults,
    parse,
)
from novation.evidence.keys import PrivateKey, PublicKey, load_private_key, load_public_key
from novation.evidence.problems import Problem
from novation.handover.class_sign_offs import require_signed
from novation.handover.planning import plan_digest
from novation.handover.project import Project
from novation.handover.second_opinion import require_agreement
from novation.handover.settings import Settings
from novation.terms import Role

FOLDER = "authorisations"
ACTIONS = ("destroy", "seal")


def read_key(path: Path, passphrase: bytes | None = None) -> PrivateKey:
    """An OpenSSH Ed25519 private key; raises the errors of `evidence.keys`."""
    return load_private_key(path.read_bytes(), passphrase)


def authorise(
    project: Project,
    *,
    role: Role,
    name: str,
    key: PrivateKey,
    days: int = 14,
    actions: tuple[str, ...] = ACTIONS,
) -> Path:
    """Signs exactly the plan in `records/plan.json`; writes `<n>-<role>.json` and its `.sig`, gives the path.

    Raises `class.unsigned` where classes must be signed off first and are not, `plan.engines-differ` where a check of
    the plan's decisions found differences.
    """
    return _keep(project, draft(project, role, name, key.public, days=days, actions=actions).sign(key))


def draft(
    project: Project,
    role: Role,
    name: str,
    key: PublicKey,
    *,
    days: int = 14,
    actions: tuple[str, ...] = ACTIONS,
) -> Authorisation:
    """What somebody signs elsewhere with this key, of the plan as it lies there; raises `class.unsigned`."""
    plan = project.read_record("plan.json", "plan")
    require_agreement(project, plan["decisions"])
    require_signed(project)
    at = datetime.now(UTC).replace(microsecond=0)
    return Authorisation(
        plan=plan_digest(plan),
        actions=tuple(sorted(actions)),
        role=str(role),
        name=name,
        key=key.fingerprint,
        issued_at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        expires_at=(at + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def accept(project: Project, signed: SignedAuthorisation) -> Path:
    """Takes in an authorisation that was signed elsewhere; one that would count for nothing is refused.

    Raises `plan.not-authorised` with its faults, `class.unsigned`, `project.busy`.
    """
    with project.held():
        settings = project.settings()
        plan = project.read_record("plan.json", "plan")
        require_signed(project)
        document = parse(signed.document)
        (found,) = faults(
            [signed],
            plan_digest=plan_digest(plan),
            action=document.actions[0],
            signers=signers_of(settings),
            at=datetime.now(UTC),
        )
        if found:
            raise errors.NOT_AUTHORISED.error(problems=_told(found), roles=document.role)
        return _keep(project, signed)


def _keep(project: Project, signed: SignedAuthorisation) -> Path:
    document = parse(signed.document)
    folder = project.record_path(FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    number = max((int(p.name[:3]) for p in folder.glob("[0-9][0-9][0-9]-*.json")), default=0) + 1
    path = folder / f"{number:03}-{document.role}.json"
    write_durably(path.with_name(path.name + ".sig"), signed.signature.encode())
    write_durably(path, signed.document)
    project.journal.append(
        "plan.authorised",
        plan=document.plan,
        document=canonical.digest_bytes(signed.document),
        role=document.role,
        key=document.key,
        expires=document.expires_at,
    )
    return path


def authorisations(project: Project) -> list[SignedAuthorisation]:
    """All authorisations on file, sound or not."""
    return read_authorisations(project.record_path(FOLDER))


def read_authorisations(folder: Path, prefix: str = "") -> list[SignedAuthorisation]:
    """The authorisations of a folder (a project's or a package's), sound or not; `prefix` stands before their names."""
    found = []
    for path in sorted(folder.glob("*.json")):
        signature = path.with_name(path.name + ".sig")
        text = signature.read_text("utf-8", errors="replace") if signature.is_file() else ""
        found.append(SignedAuthorisation(path.read_bytes(), text, prefix + path.name))
    return found


def signers_of(settings: Settings) -> dict[str, list[Signer]]:
    found: dict[str, list[Signer]] = {}
    for signer in settings.signers:
        found.setdefault(str(signer.role), []).append(Signer(load_public_key(signer.key), signer.name))
    return found


def require(project: Project, plan: Mapping[str, Any], action: str) -> list[SignedAuthorisation]:
    """The authorisations under which `action` may run now; raises `plan.not-authorised` with every fault.

    To seal, every class must be signed off too, where that is wanted (`class.unsigned`).
    """
    settings = project.settings()
    if action == "seal":
        require_signed(project)
    roles = settings.approve_seal if action == "seal" else settings.approve_destroy
    signed = authorisations(project)
    problems = check(
        signed,
        plan_digest=plan_digest(plan),
        action=action,
        required_roles=[str(r) for r in roles],
        signers=signers_of(settings),
        at=datetime.now(UTC),
    )
    if problems:
        raise errors.NOT_AUTHORISED.error(problems=_told(problems), roles=", ".join(str(r) for r in roles))
    digest = plan_digest(plan)
    return [one for one in signed if digest.encode() in one.document]


def _told(problems: Iterable[Problem]) -> str:
    return "; ".join(sorted({f"{p.code} ({p.text.zh} / {p.text.en})" for p in problems}))
