"""What the signatures say: approvals of the plan, the package's checks, and who may be shown with a seal."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novation.errors import NovationError
from novation.evidence.authorisation import Authorisation, SignedAuthorisation, Signer, faults
from novation.evidence.instants import read_instant
from novation.handover.authorising import authorisations, signers_of
from novation.handover.project import Project
from novation.handover.receipting import NAMESPACE as RECEIPT_NAMESPACE
from novation.handover.sealing import signers_text
from novation.handover.settings import Settings
from novation.handover.verifying import holds, verify_document, verify_package
from novation.messages import Text
from novation.terms import Role

CERTIFICATE_NAMESPACE = "novation-certificate"
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Approval:
    """One authorisation on file. `document` is None if it can't be read; no `problems` means it holds for this plan."""

    label: str
    document: Authorisation | None
    problems: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """One who signs. `state`: tick (verified here), cross (does not hold), warn, unknown (not signed, or not checked)."""

    role: Role
    name: str
    key: str
    state: str
    detail: Text

    @property
    def stamped(self) -> bool:
        """A seal is drawn only when the signature was verified."""
        return self.state == "tick"


def package_lines(package: Path | None, settings: Settings) -> list[Line]:
    """What verifying the package found, against the project's own list of signers if it has one."""
    if package is None:
        return []
    if not settings.signers:
        return verify_package(package)
    with tempfile.TemporaryDirectory() as folder:
        trust = Path(folder) / "allowed_signers"
        trust.write_text(signers_text(settings), "utf-8")
        return verify_package(package, trust)


def approvals(
    project: Project, plan_digest: str, sealed: Mapping[str, Any] | None, package: Path | None
) -> list[Approval]:
    """Every authorisation, held against this plan as of the sealing; before that its dates are told, not judged.

    The buyer has them only in the package; there the keys count, names were not exchanged.
    """
    signed, signers = authorisations(project), signers_of(project.settings())
    if not signed and package is not None:
        signed = _in_package(package)
        signers = {role: [Signer(s.key) for s in group] for role, group in signers.items()}
    found = []
    for one in signed:
        try:
            document, _ = one.open()
        except NovationError as error:
            found.append(Approval(one.label, None, (Text(error.message("zh"), error.message("en")),)))
            continue
        at = read_instant(sealed["sealed_at"] if sealed else document.issued_at)
        [problems] = faults(
            [one], plan_digest=plan_digest, action=document.actions[-1], signers=signers, at=at
        )
        found.append(Approval(one.label, document, tuple(p.text for p in problems)))
    return found


def _in_package(package: Path) -> list[SignedAuthorisation]:
    found = []
    for path in sorted((package / "authorisations").glob("*.json")):
        signature = path.with_name(path.name + ".sig")
        text = signature.read_text("utf-8", errors="replace") if signature.is_file() else ""
        found.append(SignedAuthorisation(path.read_bytes(), text, path.name))
    return found


def seals(
    settings: Settings, lines: Sequence[Line], seller: Project, receipt_side: Project
) -> dict[str, Seal]:
    """Hander-over and witness by the package, receiver by the receipt, and the signature on the certificate."""
    allowed = signers_text(settings)
    return {
        "hander-over": _package_seal(Role.HANDER_OVER, settings, lines),
        "receiver": _document_seal(
            Role.RECEIVER, settings, receipt_side.record_path("receipt.json"), RECEIPT_NAMESPACE, allowed
        ),
        "witness": _package_seal(Role.WITNESS, settings, lines),
        "certificate": _document_seal(
            Role.HANDER_OVER, settings, seller.record_path("certificate.json"), CERTIFICATE_NAMESPACE, allowed
        ),
    }


def _package_seal(role: Role, settings: Settings, lines: Sequence[Line]) -> Seal:
    """A signature over a package that is not sound elsewhere gets no seal: what was signed is not what lies there."""
    line = next((entry for entry in lines if entry["name"] == f"signature-{role}"), None)
    if line is None:
        return _seal(role, settings, "unknown", _NOT_CHECKED if not lines else _NOT_SIGNED)
    if line["state"] == "tick" and not holds(lines):
        return _seal(role, settings, "cross", _UNSOUND)
    return _seal(role, settings, line["state"], Text(**line["detail"]))


def _document_seal(role: Role, settings: Settings, path: Path, namespace: str, allowed: str) -> Seal:
    if not path.is_file():
        return _seal(role, settings, "unknown", _NOT_SIGNED)
    lines, _ = verify_document(path, namespace, [role], allowed)
    worst = min(lines, key=lambda entry: ("cross", "warn", "unknown", "tick").index(entry["state"]))
    return _seal(role, settings, worst["state"], Text(**worst["detail"]))


def _seal(role: Role, settings: Settings, state: str, detail: Text) -> Seal:
    signer = next(iter(settings.signers_of(role)), None)
    return Seal(role, signer.name if signer else "", _fingerprint(settings, role), state, detail)


def _fingerprint(settings: Settings, role: Role) -> str:
    return next((s.key.fingerprint for s in signers_of(settings).get(str(role), [])), "")


_NOT_SIGNED = Text("还没有签名", "not signed yet")
_NOT_CHECKED = Text("还没看过：没有给出封装包", "not looked at: no package was given")
_UNSOUND = Text("签名的封装包有不符之处，不盖章", "the signed package does not hold in other points: no seal")
