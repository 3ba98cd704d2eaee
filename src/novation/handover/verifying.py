"""Step `verify`: package, receipt, certificate, journal and project, offline; each thing looked at has its own line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from novation.custody.audit import audit
from novation.custody.documents import read_signed
from novation.custody.lines import read_lines
from novation.errors import CATALOGUE, NovationError
from novation.errors import verification as errors
from novation.evidence import canonical, sshsig
from novation.evidence import checkpoint as checkpoints
from novation.evidence.authorisation import SignedAuthorisation, Signer
from novation.evidence.authorisation import check as check_authorisations
from novation.evidence.instants import read_instant
from novation.evidence.keys import PublicKey
from novation.evidence.signers import parse_allowed_signers
from novation.handover.progress import Progress, Silent
from novation.handover.project import OWN_CHECKPOINT, file_digest
from novation.messages import Text
from novation.seal import layout
from novation.seal.package import Check, Verification
from novation.seal.package import verify as verify_bag
from novation.terms import Role

Line = dict[str, Any]


def line(name: str, file: str, state: str, detail: Text, code: str = "") -> Line:
    """One thing that was looked at: `state` is tick, warn, cross or unknown."""
    return {"name": name, "file": file, "state": state, "detail": detail.as_dict(), "code": code}


def holds(lines: Sequence[Line]) -> bool:
    """Nothing is wrong; `warn` and `unknown` are said but don't fail."""
    return all(entry["state"] != "cross" for entry in lines)


def keys_by_role(allowed_signers: str) -> dict[str, list[PublicKey]]:
    found: dict[str, list[PublicKey]] = {}
    for signer in parse_allowed_signers(allowed_signers):
        found.setdefault(signer.principal, []).append(signer.key)
    return found


def verify_package(package: Path, trust: Path | None = None, progress: Progress | None = None) -> list[Line]:
    """Everything that can be checked of a package without a key. `trust`: an allowed_signers file of one's own."""
    progress = progress or Silent()
    trusted = trust.read_bytes() if trust else None

    def verify_signature(*, role: str, message: bytes, signature: bytes, allowed_signers: bytes) -> Text:
        key = sshsig.verify(signature, layout.NAMESPACE, message)
        if key not in keys_by_role((trusted or allowed_signers).decode()).get(role, []):
            raise errors.SIGNER_UNKNOWN.error(role=role, fingerprint=key.fingerprint)
        word = Role(role).text
        return Text(
            f"{word.zh}签名成立，密钥 {key.fingerprint}", f"signed by the {word.en}, key {key.fingerprint}"
        )

    result = verify_bag(
        package,
        verify_signature=verify_signature,
        further=(_journal_check, _authorisation_check),
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
    keys = keys_by_role((package / layout.ALLOWED_SIGNERS).read_text()).get(str(Role.HANDER_OVER), [])
    note = (package / layout.CHECKPOINT).read_bytes()
    problems = _journal_problems((package / layout.JOURNAL).read_bytes(), [note], keys)
    if problems:
        return [Check("journal", "cross", p) for p in problems]
    count = len(list(read_lines((package / layout.JOURNAL).read_bytes()).parsed()))
    return [
        Check(
            "journal",
            "tick",
            Text(
                f"日志 {count} 条，与签名的检查点一致",
                f"{count} journal entries, as the signed checkpoint says",
            ),
        )
    ]


def _journal_problems(content: bytes, notes: list[bytes], keys: Sequence[PublicKey]) -> list[Text]:
    if not keys:
        return [Text("没有可用来核对检查点的钥匙", "there is no key to check the checkpoint with")]
    by_key = []
    for key in keys:
        try:
            origin = checkpoints.peek(notes[0]).origin
        except NovationError as error:
            return [Text(error.message("zh"), error.message("en"))]
        found = audit(read_lines(content), notes, origin, key)
        if not found:
            return []
        by_key.append([p.text for p in found])
    return min(by_key, key=len)


def _authorisation_check(package: Path) -> list[Check]:
    """The authorisations in the package are for this plan, by the roles that the plan asks for, valid at sealing."""
    plan = canonical.parse((package / layout.PLAN).read_bytes())
    signers = {
        role: [Signer(k) for k in keys]
        for role, keys in keys_by_role((package / layout.ALLOWED_SIGNERS).read_text()).items()
    }
    signed = [
        SignedAuthorisation(
            p.read_bytes(), p.with_name(p.name + ".sig").read_text(), f"authorisations/{p.name}"
        )
        for p in sorted((package / "authorisations").glob("*.json"))
    ]
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
    return [
        Check(
            "authorisation",
            "tick",
            Text(f"方案有 {len(signed)} 份有效授权", f"the plan has {len(signed)} valid authorisations"),
        )
    ]


def _sealed_at(package: Path) -> datetime:
    """When sealing began, as the journal extract says."""
    entries = [e for e in read_lines((package / layout.JOURNAL).read_bytes()).parsed() if e is not None]
    begun = [e for e in entries if e.tag == "package.begun"]
    return read_instant((begun or entries)[-1].at)


def require_sound(package: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Verifies a package before it is opened; raises the first problem's own error, or `package.unsound`."""
    lines = verify_package(package, progress=progress)
    for entry in lines:
        if entry["state"] == "cross":
            kind = CATALOGUE.get(entry["code"])
            if kind is not None:
                raise kind.error(file=entry["file"])
            raise errors.UNSOUND.error(name=entry["name"], detail=entry["detail"]["en"])
    return {"checks": lines}


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


def verify_journal(path: Path, allowed: str | None) -> list[Line]:
    """A journal file against the checkpoints beside it; entries after the last checkpoint are said to be open."""
    content = path.read_bytes()
    notes = [p for p in sorted(path.parent.glob("*.note")) if _is_of(p, path)]
    parsed = list(read_lines(content).parsed())
    if not notes:
        return [line("journal", path.name, "warn", Text("没有签名的检查点", "there is no signed checkpoint"))]
    lines: list[Line] = []
    covered = 0
    keys = [k for group in keys_by_role(allowed).values() for k in group] if allowed else []
    for note in notes:
        problems = _journal_problems(content, [note.read_bytes()], keys)
        if problems:
            lines += [
                line("journal", f"{path.name}, {note.name}", "cross", p, "journal.unsound") for p in problems
            ]
        else:
            covered = max(covered, checkpoints.peek(note.read_bytes()).size)
    if not lines and covered < len(parsed):
        count = len(parsed) - covered
        lines.append(
            line(
                "journal",
                path.name,
                "warn",
                Text(
                    f"最后 {count} 条还没有签名的检查点",
                    f"the last {count} entries are under no checkpoint yet",
                ),
            )
        )
    if not lines:
        lines.append(
            line(
                "journal",
                path.name,
                "tick",
                Text(
                    f"日志 {len(parsed)} 条，与检查点一致",
                    f"{len(parsed)} journal entries, as the checkpoints say",
                ),
            )
        )
    return lines


def _is_of(note: Path, journal: Path) -> bool:
    """Notes named for a journal are held against it; the other side's are kept in `checkpoints/`."""
    return note.name == OWN_CHECKPOINT


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


RECORD_TAGS: dict[str, tuple[tuple[str, str], ...]] = {
    "scan.json": (("sources.scanned", "record"),),
    "link.json": (("records.linked", "record"),),
    "decisions.json": (("dispositions.decided", "record"),),
    "plan.json": (("plan.made", "plan"),),
    "sealed.json": (("package.sealed", "record"),),
    "received.json": (("package.received", "record"),),
    "reconciliation.json": (("package.reconciled", "record"),),
    "receipt.json": (("receipt.given", "receipt"), ("receipt.received", "receipt")),
    "certificate.json": (("certificate.issued", "certificate"),),
    "destruction-state.json": (("sources.cleared", "state"),),
    "destruction.json": (("sources.cleared", "record"),),
}
"""For each record the journal entry that holds its digest."""


def verify_records(records: Path) -> list[Line]:
    """Every record of a project is the one that the journal last named."""
    entries = [e for e in read_lines((records / "journal.jsonl").read_bytes()).parsed() if e is not None]
    lines = []
    for name, places in RECORD_TAGS.items():
        path = records / name
        named = [e.refs[key] for e in entries for tag, key in places if e.tag == tag and key in e.refs]
        if not path.is_file():
            if named:
                lines.append(
                    line(
                        "record",
                        name,
                        "cross",
                        Text("日志提到它，但文件不在", "the journal names it, but it is not there"),
                        "record.missing",
                    )
                )
            continue
        if not named:
            lines.append(line("record", name, "warn", Text("日志没有提到它", "the journal does not name it")))
        elif file_digest(path) != named[-1]:
            lines.append(
                line(
                    "record",
                    name,
                    "cross",
                    Text("与日志所记的摘要不符", "does not match the digest in the journal"),
                    "record.changed",
                )
            )
        else:
            lines.append(line("record", name, "tick", Text("与日志所记一致", "as the journal says")))
    return lines
