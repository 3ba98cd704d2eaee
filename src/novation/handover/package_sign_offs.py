"""Counsel's sign-offs of classes in a package: which go into it, and what anybody can check of them without a key."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from novation.custody.documents import read_signed
from novation.evidence import canonical
from novation.handover.class_sign_offs import FOLDER, NAMESPACE, TYPE, sign_offs, states
from novation.handover.findings import keys_by_role
from novation.handover.package_plan import read_plan
from novation.handover.project import Project
from novation.messages import Text
from novation.seal import layout
from novation.seal.package import Check
from novation.terms import Role

CHECK = "class-sign-off"


def counting(project: Project, decisions: Mapping[str, Any]) -> list[tuple[str, bytes, bytes]]:
    """Name, document and signature of every sign-off under which some class stands signed as it is now."""
    found = states(decisions, sign_offs(project), tuple(Role))
    files = sorted({str(who["file"]) for state in found.values() for who in state.by.values()})
    folder = project.record_path(FOLDER)
    return [
        (layout.sign_off(name), (folder / name).read_bytes(), (folder / f"{name}.sig").read_bytes())
        for name in files
    ]


def sign_off_checks(package: Path) -> list[Check]:
    """Every sign-off is signed by a key of its role and speaks of this plan; and how many classes are signed."""
    plan = read_plan(package)
    wanted = _wanted(plan)
    paths = sorted((package / layout.SIGN_OFFS).glob("*.json"))
    if not paths and not wanted:
        return []
    ground = _Ground.of(package, plan)
    checks: list[Check] = []
    signed: dict[Role, frozenset[str]] = {}
    for path in paths:
        outcome = _signed_classes(path, ground)
        if isinstance(outcome, Text):
            told = Text(f"{path.name}：{outcome.zh}", f"{path.name}: {outcome.en}")
            checks.append(Check(CHECK, "cross", told))
        else:
            role, classes = outcome
            signed[role] = signed.get(role, frozenset()) | classes
    return [
        *checks,
        *(_told(role, signed.get(role, frozenset()), ground, wanted) for role in {**signed, **wanted}),
    ]


def _wanted(plan: Mapping[str, Any]) -> dict[Role, None]:
    """Roles whose signature under every class the plan asks for; plans of before that could be asked have none."""
    named = plan["approval"].get("classes", [])
    return dict.fromkeys(role for role in Role if isinstance(named, list) and role in named)


def _told(role: Role, signed: Collection[str], ground: _Ground, wanted: Collection[Role]) -> Check:
    text = Text(
        f"{role.text.zh}签认了 {len(ground.classes):,} 类中的 {len(signed):,} 类",
        f"{len(signed):,} of {len(ground.classes):,} classes are signed off by the {role.text.en}",
    )
    if len(signed) == len(ground.classes):
        return Check(CHECK, "tick", text)
    return Check(CHECK, "cross" if role in wanted else "warn", text)


@dataclass(frozen=True)
class _Ground:
    """What the package itself says, against which a sign-off is held."""

    case: str
    classes: frozenset[str]
    rules: Mapping[str, str]
    packs: Mapping[str, str]
    signers: Mapping[str, Any]

    @classmethod
    def of(cls, package: Path, plan: Mapping[str, Any]) -> _Ground:
        counts = canonical.parse((package / layout.COUNTS).read_bytes())
        return cls(
            case=str(plan["case"]),
            classes=frozenset(
                str(entry[0]) for entry in _list(counts, "classes") if isinstance(entry, list) and entry
            ),
            rules={name: canonical.digest(rule) for name, rule in _map(plan, "rules").items()},
            packs={
                str(law.get("id")): str(law.get("digest"))
                for law in _list(plan, "laws")
                if isinstance(law, dict)
            },
            signers=keys_by_role((package / layout.ALLOWED_SIGNERS).read_text("utf-8", errors="replace")),
        )


def _signed_classes(path: Path, ground: _Ground) -> tuple[Role, frozenset[str]] | Text:
    """The role that signed and the classes of this plan that it signed; or why the file counts for nothing.

    Raises the errors of `read_signed` where the file is no signed document or its signature does not hold.
    """
    value, signatures = read_signed(path, NAMESPACE)
    role = next((r for r in Role if isinstance(value, dict) and r == value.get("role")), None)
    if role is None or value.get("type") != TYPE or value.get("case") != ground.case:
        return Text("不是这个项目的签认记录", "it is no sign-off of this case")
    if not any(
        s.key in ground.signers.get(str(role), []) and s.key.fingerprint == value.get("key")
        for s in signatures
    ):
        return Text("签名人不在名单中", "its signer is not on the list of signers")
    rules, packs = _map(value, "rules"), _map(value, "packs")
    classes = frozenset(
        str(entry["class"])
        for entry in _list(value, "classes")
        if isinstance(entry, dict) and str(entry.get("class")) in ground.classes
        and all(rules.get(str(r), "-") == ground.rules.get(str(r)) for r in _list(entry, "rules"))
        and all(packs.get(str(law), "-") == ground.packs.get(str(law)) for law in _list(entry, "laws"))
    )  # fmt: skip
    if not classes:
        return Text("与这份方案的任何一类都不相符", "it fits no class of this plan")
    return role, classes


def _list(value: Mapping[str, Any], name: str) -> list[Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _map(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}
