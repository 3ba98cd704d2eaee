"""Step `verify`: package, receipt, certificate, journal and project, offline; each thing looked at has its own line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from novation.custody.documents import read_signed
from novation.custody.lines import read_lines
from novation.errors import CATALOGUE, NovationError
from novation.errors import verification as errors
from novation.evidence import canonical, sshsig
from novation.evidence.authorisation import Signer
from novation.evidence.authorisation import check as check_authorisations
from novation.evidence.instants import read_instant
from novation.evidence.keys import PublicKey
from novation.handover.authorising import read_authorisations
from novation.handover.findings import Line, holds, keys_by_role, line
from novation.handover.package_plan import read_plan
from novation.handover.package_sign_offs import CHECK as SIGN_OFF
from novation.handover.package_sign_offs import sign_off_checks
from novation.handover.progress import Progress, Silent
from novation.handover.project import file_digest
from novation.handover.verifying_journal import journal_problems
from novation.messages import Text
from novation.seal import layout
from novation.seal.package import Check, Verification
from novation.seal.package import verify as verify_bag
from novation.terms import Role

__all__ = ["Line", "holds", "line", "require_sound", "verify_binding", "verify_document", "verify_package"]


def verify_package(package: Path, trust: Path | None = None, progress: Progress | None = None) -> list[Line]:
    """Everything that can be checked of a package without a key. `trust`: an allowed_signers file of one's own."""
    progress = progress or Silent()
    trusted = trust.read_bytes() if trust else None

    def verify_signature(*, role: str, message: bytes, signature: bytes, allowed_signers: bytes) -> Text:
        key = sshsig.verify(signature, layout.NAMESPACE, message)
        if key not in keys_by_role((trusted or allowed_signers).decode(errors="replace")).get(role, []):
            raise errors.SIGNER_UNKNOWN.error(role=role, fingerprint=key.fingerprint)
        word = Role(role).text
        return Text(
            f"{word.zh}签名成立，密钥 {key.fingerprint}", f"signed by the {word.en}, key {key.fingerprint}"
        )

    result = verify_bag(
        package,
        verify_signature=verify_signature,
        further=(
            _told("journal", _journal_check),
            _told("authorisation", _authorisation_check),
            _told(SIGN_OFF, sign_off_checks),
        ),
        progress=progress.advance,
    )
    return [
        *_problem_lines(result, package),
        *_check_lines(result, package),
        _trust_line(trusted is not None),
    ]


def _trust_line(own: bool) -> Line:
    if own:
        return line(
            "trust",
            "allowed_signers",
            "tick",
            Text("按您自己的签名人名单核对", "checked against your own list of signers"),
        )
    return line(
        "trust",
        "allowed_signers",
        "warn",
        Text(
            "签名人名单取自包内；请用电话等另一途径核对上面的密钥指纹，或用 --trust 指定自己的名单",
            "the list of signers is the package's own; compare the fingerprints above by another way, or give --trust",
        ),
    )


def _problem_lines(result: Verification, package: Path) -> list[Line]:
    return [line("file", p.file, "cross", p.text, p.code) for p in result.problems]


def _check_lines(result: Verification, package: Path) -> list[Line]:
    return [line(c.name, package.name, c.state, c.detail) for c in result.checks]


def _journal_check(package: Path) -> list[Check]:
    """The journal extract fits the checkpoint in the package, signed by the hander-over."""
    keys = keys_by_role(_signers(package)).get(str(Role.HANDER_OVER), [])
    content = (package / layout.JOURNAL).read_bytes()
    problems = journal_problems(content, [(package / layout.CHECKPOINT).read_bytes()], keys)
    if problems:
        return [Check("journal", "cross", p) for p in problems]
    count = len(read_lines(content).whole)
    text = Text(
        f"日志 {count} 条，与签名的检查点一致", f"{count} journal entries, as the signed checkpoint says"
    )
    return [Check("journal", "tick", text)]


def _authorisation_check(package: Path) -> list[Check]:
    """The authorisations in the package are for this plan, by the roles that the plan asks for, valid at sealing."""
    plan = read_plan(package)
    signers = {role: [Signer(k) for k in keys] for role, keys in keys_by_role(_signers(package)).items()}
    signed = read_authorisations(package / "authorisations", "authorisations/")
    problems = check_authorisations(
        signed,
        plan_digest=canonical.digest(plan),
        action="seal",
        required_roles=plan["approval"]["seal"],
        signers=signers,
        at=_sealed_at(package),
    )
    if problems:
        return [Check("authorisation", "cross", p.text) for p in problems]
    text = Text(f"方案有 {len(signed)} 份有效授权", f"the plan has {len(signed)} valid authorisations")
    return [Check("authorisation", "tick", text)]


def _signers(package: Path) -> str:
    """The list of signers as text; a byte that is no UTF-8 makes its line unreadable (`signers.malformed`)."""
    return (package / layout.ALLOWED_SIGNERS).read_text("utf-8", errors="replace")


def _sealed_at(package: Path) -> datetime:
    """When sealing began, as the journal extract says; an extract that does not say is no grounds for any approval."""
    entries = [e for e in read_lines((package / layout.JOURNAL).read_bytes()).parsed() if e is not None]
    begun = [e for e in entries if e.tag == "package.begun"]
    return read_instant(begun[-1].at) if begun else datetime.max.replace(tzinfo=UTC)


def _told(name: str, look: Callable[[Path], list[Check]]) -> Callable[[Path], list[Check]]:
    """A well-packed but senseless file is a failed check like any other, not an end of the verifying."""

    def looked(package: Path) -> list[Check]:
        try:
            return look(package)
        except NovationError as error:
            return [Check(name, "cross", Text(error.message("zh"), error.message("en")))]

    return looked


def require_sound(package: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Verifies a package before it is opened; raises the first problem's own error, or `verify.unsound`."""
    lines = verify_package(package, progress=progress)
    for entry in lines:
        if entry["state"] == "cross":
            raise _as_error(entry)
    return {"checks": lines}


def _as_error(entry: Line) -> NovationError:
    """The error of a failed check, in the words in which the check told it."""
    kind = CATALOGUE.get(entry["code"])
    if kind is None:
        return errors.UNSOUND.error(name=entry["name"], detail=entry["detail"]["en"])
    zh, en = (entry["detail"][language].replace("{", "{{").replace("}", "}}") for language in ("zh", "en"))
    return NovationError(replace(kind, text=Text(zh, en)), {"file": entry["file"]})


def verify_document(
    path: Path, namespace: str, roles: Sequence[Role], allowed: str | None
) -> tuple[list[Line], Any]:
    """A receipt or certificate with its signatures; its value, or None if it can't be trusted."""
    try:
        value, signatures = read_signed(path, namespace)
    except NovationError as error:
        return [
            line("document", path.name, "cross", Text(error.message("zh"), error.message("en")), error.code)
        ], None
    lines = []
    for signature in signatures:
        key = signature.key
        by = _role_of(key, roles, allowed)
        if by is None and allowed is not None:
            refused = errors.SIGNER_UNKNOWN.error(role="/".join(roles), fingerprint=key.fingerprint)
            lines.append(
                line(
                    "signature",
                    signature.file,
                    "cross",
                    Text(refused.message("zh"), refused.message("en")),
                    refused.code,
                )
            )
        else:
            who = by.text if by else Text("未核对角色", "role not checked")
            lines.append(
                line(
                    "signature",
                    signature.file,
                    "tick" if by else "warn",
                    Text(
                        f"签名成立（{who.zh}），密钥 {key.fingerprint}",
                        f"signature holds ({who.en}), key {key.fingerprint}",
                    ),
                )
            )
    return lines, value


def _role_of(key: PublicKey, roles: Sequence[Role], allowed: str | None) -> Role | None:
    if allowed is None:
        return None
    known = keys_by_role(allowed)
    return next((r for r in roles if key in known.get(str(r), [])), None)


def verify_binding(package: Path | None, receipt: Any, certificate: Any) -> list[Line]:
    """Receipt and certificate are for this package and this plan."""
    lines = []
    digest = file_digest(package / layout.TAGMANIFEST) if package else None
    for name, value in (("receipt", receipt), ("certificate", certificate)):
        if value is None:
            continue
        bound = value.get("package") or value.get("package_digest")
        if digest is None:
            lines.append(
                line(
                    "binding",
                    f"{name}.json",
                    "unknown",
                    Text("没有给出封装包，未核对绑定", "no package given, binding not checked"),
                )
            )
        elif bound == digest:
            lines.append(
                line("binding", f"{name}.json", "tick", Text("绑定到这个封装包", "bound to this package"))
            )
        else:
            lines.append(
                line(
                    "binding",
                    f"{name}.json",
                    "cross",
                    Text("属于另一个封装包", "belongs to another package"),
                    "receipt.other-package",
                )
            )
    if receipt is not None and certificate is not None:
        same = certificate.get("receipt_digest") == canonical.digest(receipt)
        text = (
            Text("证明引用的就是这张回执", "the certificate names this receipt")
            if same
            else Text("证明引用的是另一张回执", "the certificate names another receipt")
        )
        lines.append(line("binding", "certificate.json", "tick" if same else "cross", text))
    return lines
