"""Counsel signs classes off, one by one: what is signed binds facts, verdict, rules and packs; what changes is open again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from novation.custody.documents import keep_signed, read_signed
from novation.disposition.classes import SINGLE
from novation.errors import NovationError
from novation.errors import law as errors
from novation.evidence import canonical, sshsig
from novation.evidence.keys import PrivateKey, PublicKey, load_public_key
from novation.handover.deciding import DECISIONS_RECORD
from novation.handover.project import Project, now
from novation.handover.settings import Settings
from novation.messages import Text
from novation.terms import Role, Term

FOLDER = "sign-offs"
NAMESPACE = "novation-class-sign-off"
TYPE = "novation-class-sign-off@v1"
DEFAULT_ROLES = (Role.COUNSEL,)
Entry = Mapping[str, Any]


class SigningState(Term):
    """Where a class stands with those who must sign it off."""

    SIGNED = "signed", "已签认", "signed"
    CHANGED = "changed", "签认后有变，须重签", "changed, sign again"
    OPEN = "open", "未签认", "open"


class Differing(Term):
    """What is no longer as it was signed."""

    VERDICT = "verdict", "判定", "verdict"
    FACTS = "facts", "事实", "facts"
    DEAL = "deal", "交易", "deal"
    RULE = "rule", "规则文字", "rule text"
    PACK = "pack", "规则包", "law pack"


@dataclass(frozen=True)
class SignOff:
    """One signed document. `faults` empty: signature and signer hold; else it counts for nothing, and this says why."""

    file: str
    value: Mapping[str, Any]
    faults: tuple[Text, ...] = ()

    @property
    def order(self) -> tuple[str, str]:
        return str(self.value.get("signed_at", "")), self.file

    def as_dict(self) -> dict[str, Any]:
        told = {name: self.value.get(name) for name in ("role", "name", "key", "signed_at")}
        return {
            "file": self.file,
            **told,
            "classes": len(self.value.get("classes", ())),
            "faults": [fault.as_dict() for fault in self.faults],
        }


@dataclass(frozen=True)
class ClassState:
    """`by`: for each role that signed it, who and when; `differing`: why an earlier signature counts no more."""

    state: SigningState
    by: Mapping[Role, Mapping[str, Any]] = field(default_factory=dict)
    differing: tuple[Differing, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "state": str(self.state),
            "signed_by": [{"role": str(role), **who} for role, who in self.by.items()],
            "differing": [str(one) for one in self.differing],
        }


def roles_needed(settings: Settings) -> tuple[Role, ...]:
    """Who signs classes off: `[approval] classes`, or counsel where nobody has to."""
    return settings.approve_classes or DEFAULT_ROLES


def sign_off(
    project: Project,
    classes: Collection[str] | None,
    *,
    name: str,
    key: PrivateKey,
    role: Role = Role.COUNSEL,
) -> Path:
    """Signs classes (None: all) as they are decided now; writes `<n>-<role>.json` and its `.sig`, gives the path.

    Raises `class.unknown`, and `class.signer-unknown` where the key is not that of a signer in this role.
    """
    document = canonical.encode(draft(project, classes, name=name, key=key.public, role=role))
    return accept(project, document, sshsig.sign(key, NAMESPACE, document))


def draft(
    project: Project, classes: Collection[str] | None, *, name: str, key: PublicKey, role: Role
) -> dict[str, Any]:
    """What somebody signs elsewhere with this key; raises `class.unknown`, `class.signer-unknown`."""
    decisions = project.read_record(DECISIONS_RECORD, "decide")
    settings = project.settings()
    if not _may_sign(settings, role, key, name):
        raise errors.CLASS_SIGNER_UNKNOWN.error(role=str(role), name=name, key=key.fingerprint)
    return {
        "type": TYPE,
        "case": settings.case,
        "role": str(role),
        "name": name,
        "key": key.fingerprint,
        "signed_at": now(),
        **bound(decisions, _chosen(decisions, classes)),
    }


def accept(project: Project, document: bytes, signature: str) -> Path:
    """Takes in a sign-off whoever signed it; raises `signature.…`, `class.signer-unknown`, `project.busy`."""
    key = sshsig.verify(signature, NAMESPACE, document)
    value = canonical.parse(document)
    role = Role(value["role"])
    if key.fingerprint != value["key"] or not _may_sign(project.settings(), role, key, value["name"]):
        raise errors.CLASS_SIGNER_UNKNOWN.error(role=str(role), name=value["name"], key=key.fingerprint)
    with project.held():
        folder = project.record_path(FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        number = max((int(p.name[:3]) for p in folder.glob("[0-9][0-9][0-9]-*.json")), default=0) + 1
        path = folder / f"{number:03}-{role}.json"
        digest = keep_signed(path, document, signature)
        project.journal.append(
            "class.signed",
            document=digest,
            role=str(role),
            key=key.fingerprint,
            classes=len(value["classes"]),
            decisions=canonical.digest(project.read_record(DECISIONS_RECORD, "decide")),
        )
    return path


def bound(decisions: Mapping[str, Any], entries: Iterable[Entry]) -> dict[str, Any]:
    """What a signature under these classes binds: the deal, each class with facts and verdict, its rules and packs."""
    chosen = list(entries)
    verdicts = {entry["verdict"]: decisions["verdicts"][entry["verdict"]] for entry in chosen}
    digests = {number: canonical.digest(verdict) for number, verdict in verdicts.items()}
    rules = {rule for verdict in verdicts.values() for rule in rules_of_verdict(verdict)}
    laws = {law for verdict in verdicts.values() for law in verdict["laws"]}
    return {
        "deal": decisions["facts"],
        "classes": [
            {
                "class": entry["id"],
                "facts": entry["facts"],
                "people": entry["people"],
                "verdict": digests[entry["verdict"]],
                "rules": rules_of_verdict(verdicts[entry["verdict"]]),
                "laws": verdicts[entry["verdict"]]["laws"],
            }
            for entry in chosen
        ],
        "rules": {rule: canonical.digest(decisions["rules"][rule]) for rule in sorted(rules)},
        "packs": {law["id"]: law["digest"] for law in decisions["laws"] if law["id"] in laws},
    }


def rules_of_verdict(verdict: Mapping[str, Any]) -> list[str]:
    """Ids of all rules that any law's answer rests on."""
    return sorted({r for a in verdict["answers"] for r in (*a["rules"], *a["seller_rules"])})


def _chosen(decisions: Mapping[str, Any], classes: Collection[str] | None) -> list[Entry]:
    if classes is None:
        return list(decisions["classes"])
    known = {entry["id"]: entry for entry in decisions["classes"]}
    missing = sorted(set(classes) - set(known))
    if missing:
        raise errors.CLASS_UNKNOWN.error(classes=", ".join(missing))
    return [known[name] for name in dict.fromkeys(classes)]


def _may_sign(settings: Settings, role: Role, key: PublicKey, name: str) -> bool:
    """A signer of that role, by key and by the name that stands with it."""
    signers = settings.signers_of(role)
    return any(load_public_key(s.key) == key and s.name in ("", name) for s in signers)


def sign_offs(project: Project) -> list[SignOff]:
    """All on file, in the order of their numbers, each looked at: signature, signer, name."""
    settings = project.settings()
    folder = project.record_path(FOLDER)
    return [_opened(path, settings) for path in sorted(folder.glob("*.json"))]


_FIELDS = frozenset({"role", "name", "key", "signed_at", "deal", "classes", "rules", "packs"})


def _opened(path: Path, settings: Settings) -> SignOff:
    try:
        value, signatures = read_signed(path, NAMESPACE)
    except NovationError as error:
        return SignOff(path.name, {}, (Text(error.message("zh"), error.message("en")),))
    if not isinstance(value, dict) or value.get("type") != TYPE or _FIELDS - set(value):
        return SignOff(path.name, {}, (_OTHER_DOCUMENT,))
    roles = [role for role in Role if role == value["role"]]
    keys = [s.key for s in signatures if s.key.fingerprint == value["key"]]
    if not roles or not any(_may_sign(settings, roles[0], key, value["name"]) for key in keys):
        return SignOff(path.name, value, (_STRANGER,))
    return SignOff(path.name, value)


_OTHER_DOCUMENT = Text("不是签认记录", "it is no sign-off of classes")
_STRANGER = Text("novation.toml 中没有这样的签署人", "novation.toml names no such signer")


def states(
    decisions: Mapping[str, Any], signed: Sequence[SignOff], roles: Sequence[Role]
) -> dict[str, ClassState]:
    """Every class by id: signed by all roles, changed since it was, or open.

    A class is told by its facts: another verdict gives it another id. So one that nobody signed under its id counts as
    changed where a signed class that is no longer there had people of the same facts.
    """
    sound = sorted((s for s in signed if not s.faults), key=lambda s: s.order, reverse=True)
    now_there = {entry["id"] for entry in decisions["classes"]}
    current = bound(decisions, decisions["classes"])
    found = {}
    index = {role: _Index([s for s in sound if s.value["role"] == role], now_there) for role in roles}
    for entry in current["classes"]:
        by: dict[Role, Mapping[str, Any]] = {}
        differing: list[Differing] = []
        for role in roles:
            who, changed = index[role].look(entry, current)
            if who is not None:
                by[role] = who
            differing += changed
        found[entry["class"]] = ClassState(
            _state(len(by) == len(roles), bool(differing)), by, tuple(dict.fromkeys(differing))
        )
    return found


def _state(is_signed: bool, has_changed: bool) -> SigningState:
    if is_signed:
        return SigningState.SIGNED
    return SigningState.CHANGED if has_changed else SigningState.OPEN


class _Index:
    """What one role has signed: by class id, and of classes that are gone by the facts of which a class has one value."""

    def __init__(self, documents: Sequence[SignOff], now_there: Collection[str]) -> None:
        self._by_id: dict[str, list[tuple[SignOff, Entry]]] = {}
        self._gone: dict[tuple[str, ...], list[tuple[SignOff, Entry]]] = {}
        for document in documents:
            for entry in document.value["classes"]:
                self._by_id.setdefault(entry["class"], []).append((document, entry))
                if entry["class"] not in now_there:
                    self._gone.setdefault(_single(entry), []).append((document, entry))

    def look(
        self, entry: Entry, current: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any] | None, list[Differing]]:
        """Who signed the class as it is, or what differs from the latest signature that it had."""
        latest: list[Differing] | None = None
        for document, signed in self._by_id.get(entry["class"], []):
            differing = _differing(entry, current, signed, document.value)
            if not differing:
                told = {name: document.value[name] for name in ("name", "key", "signed_at")}
                return {**told, "file": document.file}, []
            latest = differing if latest is None else latest
        if latest is not None:
            return None, latest
        gone = self._gone.get(_single(entry), [])
        meets = any(
            document.value["deal"] == current["deal"] and _meet(signed["facts"], entry["facts"])
            for document, signed in gone
        )
        return None, [Differing.VERDICT] if meets else []


def _single(entry: Entry) -> tuple[str, ...]:
    return tuple(str(entry["facts"][name]) for name in SINGLE)


def _differing(
    entry: Entry, current: Mapping[str, Any], signed: Entry, document: Mapping[str, Any]
) -> list[Differing]:
    checks = (
        (Differing.VERDICT, signed["verdict"] == entry["verdict"]),
        (Differing.DEAL, document["deal"] == current["deal"]),
        (Differing.FACTS, _within(entry["facts"], signed["facts"])),
        (Differing.RULE, all(document["rules"].get(r) == current["rules"][r] for r in entry["rules"])),
        (Differing.PACK, all(document["packs"].get(law) == current["packs"][law] for law in entry["laws"])),
    )
    return [what for what, holds in checks if not holds]


def _values(value: Any) -> set[str]:
    return {value} if isinstance(value, str) else set(value)


def _within(facts: Mapping[str, Any], signed: Mapping[str, Any]) -> bool:
    """Whether no fact occurs that was not signed for; fewer than were signed for are covered."""
    return set(facts) == set(signed) and all(_values(facts[k]) <= _values(signed[k]) for k in facts)


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return all(_values(one[k]) & _values(other[k]) for k in set(one) & set(other))


def require_signed(project: Project) -> None:
    """Raises `class.unsigned` where `[approval] classes` wants signatures and some class lacks one."""
    settings = project.settings()
    if not settings.approve_classes:
        return
    decisions = project.read_record(DECISIONS_RECORD, "decide")
    found = states(decisions, sign_offs(project), settings.approve_classes)
    unsigned = sum(state.state is not SigningState.SIGNED for state in found.values())
    if unsigned:
        roles = ", ".join(str(role) for role in settings.approve_classes)
        raise errors.CLASS_UNSIGNED.error(count=unsigned, total=len(found), roles=roles)
