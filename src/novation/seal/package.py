"""A package as a whole: looking at it without a key, verifying it offline, opening it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from novation.errors import NovationError
from novation.errors import seal as errors
from novation.messages import Text
from novation.seal import layout
from novation.seal.bag import BagCheck, BagLimits, check_bag
from novation.seal.declaration import decode_tag, parse_info
from novation.seal.header import read_stanzas
from novation.seal.keys import parse_recipients
from novation.seal.plain import Progress, open_plain
from novation.seal.problem import Problem
from novation.seal.quarantine import OpenedPackage, OpenLimits, open_into
from novation.seal.tree import walk

__all__ = [
    "Check",
    "OpenLimits",
    "OpenedPackage",
    "State",
    "Verification",
    "VerifySignature",
    "inspect",
    "open_into",
    "verify",
]

State = Literal["tick", "warn", "cross", "unknown"]
_READ_LIMIT = 64 << 20


@dataclass(frozen=True, slots=True)
class Check:
    """One line of a verification: its name (a slug), its state, and what was seen."""

    name: str
    state: State
    detail: Text


@dataclass(frozen=True, slots=True)
class Verification:
    """`problems` name files; `checks` are the lines a person reads. It holds if no check is a cross."""

    problems: list[Problem] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.problems and all(check.state != "cross" for check in self.checks)


class VerifySignature(Protocol):
    """Checks one SSHSIG signature (namespace `novation-package`); gives words naming the signer's key.

    `allowed_signers` is the file as it stands in the package: whether those keys are to be trusted is the
    caller's affair. Raises a NovationError if the signature does not hold.
    """

    def __call__(self, *, role: str, message: bytes, signature: bytes, allowed_signers: bytes) -> Text: ...


def verify(
    folder: Path,
    *,
    verify_signature: VerifySignature | None = None,
    further: Sequence[Callable[[Path], Sequence[Check]]] = (),
    limits: BagLimits | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Reads and checks everything that can be checked without a key; never writes, never uses the network.

    `further` adds checks of journal, checkpoint and authorisations; they run only on a bag that is complete and
    valid. Without `verify_signature` the signatures are `unknown`. Raises `seal.not-a-package`.
    """
    folder = Path(folder)
    bag = check_bag(folder, limits=limits, progress=progress)
    result = Verification(list(bag.problems))
    result.checks.append(_integrity(bag))
    for part in (_contents(folder, bag), _encryption(folder, bag), _plan(folder, bag)):
        result.checks.append(part[0])
        result.problems.extend(part[1])
    for role in ("hander-over", "witness", "receiver"):
        _signature(folder, role, verify_signature, result)
    if not bag.problems:
        for look in further:
            result.checks.extend(look(folder))
    return result


def _integrity(bag: BagCheck) -> Check:
    if bag.problems:
        count = len(bag.problems)
        return Check("integrity", "cross", Text(f"{count} 处不符", f"{count} things are wrong"))
    count, size = len(bag.digests), bag.payload_bytes
    return Check(
        "integrity",
        "tick",
        Text(
            f"{count} 个文件逐字节核对一致，有效载荷 {size} 字节",
            f"{count} files match byte for byte, payload {size} bytes",
        ),
    )


def _contents(folder: Path, bag: BagCheck) -> tuple[Check, list[Problem]]:
    """The files the format asks for are there, the payload holds no others."""
    names = walk(folder, strict=False, limits=BagLimits()).files
    problems = [
        Problem.of(errors.INCOMPLETE_PACKAGE, name) for name in sorted(layout.REQUIRED_TAGS - names.keys())
    ]
    payload = [name for name in names if name.startswith("data/")]
    problems += [
        Problem.of(errors.UNEXPECTED_FILE, name) for name in payload if not layout.is_payload_name(name)
    ]
    version = dict(bag.info).get("Novation-Package-Version")
    if version != layout.PACKAGE_VERSION:
        problems.append(Problem.of(errors.BAG_INFO, "bag-info.txt", why="Novation-Package-Version"))
    if problems:
        count = len(problems)
        return Check(
            "contents", "cross", Text(f"{count} 处不合格式", f"{count} things break the format")
        ), problems
    strange = [
        n for n in names if n not in payload and not layout.is_tag_name(n) and not n.startswith("signatures/")
    ]
    if strange:
        shown = ", ".join(sorted(strange)[:5])
        return Check(
            "contents", "warn", Text(f"格式之外的标签文件：{shown}", f"tag files beyond the format: {shown}")
        ), []
    return Check(
        "contents",
        "tick",
        Text(f"{len(payload)} 个分卷，标签文件齐全", f"{len(payload)} parts, all tag files"),
    ), []


def _encryption(folder: Path, bag: BagCheck) -> tuple[Check, list[Problem]]:
    """Every payload file is an age file, to exactly as many recipients of each kind as `recipients.txt` lists."""
    problems: list[Problem] = []
    try:
        listed = _recipients(folder)
    except (NovationError, OSError):
        listed = []
    wanted = sorted(line.split(" ")[0] for line in listed)
    wanted = sorted("ssh-ed25519" if kind == "ssh-ed25519" else "X25519" for kind in wanted)
    for name in sorted(n for n in bag.expected if n.startswith("data/")):
        try:
            if sorted(read_stanzas(folder / name, name)) != wanted:
                problems.append(Problem.of(errors.RECIPIENTS_DIFFER, name))
        except NovationError as error:
            problems.append(Problem.of(error.kind, name))
        except OSError:
            continue  # the bag's own check has named it
    if problems:
        count = len(problems)
        text = Text(f"{count} 个分卷的加密不合要求", f"{count} parts are not encrypted as they must be")
        return Check("encryption", "cross", text), problems
    count = len(wanted)
    return Check(
        "encryption",
        "tick",
        Text(f"全部分卷加密给 {count} 个对象", f"all parts are encrypted to {count} recipients"),
    ), []


def _plan(folder: Path, bag: BagCheck) -> tuple[Check, list[Problem]]:
    """`bag-info.txt` names the digest of the plan that lies in the package."""
    named = dict(bag.info).get("Novation-Plan")
    try:
        digest = _digest(_read(folder, layout.PLAN))
    except OSError:
        return Check("plan", "cross", Text("没有方案", "there is no plan")), []
    if named is None:
        return Check("plan", "warn", Text(f"方案 {digest}", f"plan {digest}")), []
    if named != digest:
        text = Text("方案与 bag-info.txt 所记不同", "the plan is not the one bag-info.txt names")
        return Check("plan", "cross", text), [
            Problem.of(errors.BAG_INFO, "bag-info.txt", why="Novation-Plan")
        ]
    return Check("plan", "tick", Text(f"方案 {digest}", f"plan {digest}")), []


def _signature(folder: Path, role: str, verifier: VerifySignature | None, result: Verification) -> None:
    name, check = f"signatures/{role}.sig", f"signature-{role}"
    try:
        signature, message = _read(folder, name), _read(folder, layout.TAGMANIFEST)
        signers = _read(folder, layout.ALLOWED_SIGNERS)
    except OSError:
        if role == "hander-over":
            result.problems.append(Problem.of(errors.NOT_SIGNED, name))
            result.checks.append(
                Check(check, "cross", Text("没有移交人签名", "the hander-over's signature is missing"))
            )
        return
    if verifier is None:
        result.checks.append(Check(check, "unknown", Text("签名未核对", "the signature was not checked")))
        return
    try:
        signer = verifier(role=role, message=message, signature=signature, allowed_signers=signers)
    except NovationError as error:
        # Either file may be the one that was changed, so both are named.
        text = errors.BAD_SIGNATURE.text.format(file=layout.TAGMANIFEST, signature=name)
        named = (name, layout.TAGMANIFEST)
        result.problems.extend(Problem(file, errors.BAD_SIGNATURE.code, text) for file in named)
        result.checks.append(Check(check, "cross", Text(error.message("zh"), error.message("en"))))
        return
    result.checks.append(Check(check, "tick", signer))


def inspect(folder: Path) -> dict[str, Any]:
    """What a package says of itself, without a key and *without verifying it*.

    Gives `version`, `dates`, `info`, `plan` (digest or None), `counts` (as written, or None), `recipients`
    (`listed`, `stanzas` by type), `parts` (`file`, `bytes`), `payload_bytes`, `tags`, `sign_offs`, `signatures`.
    Raises `seal.not-a-package`.
    """
    folder = Path(folder)
    if folder.is_symlink() or not (folder / "bagit.txt").is_file():
        raise errors.NOT_A_PACKAGE.error(file=folder.name)
    files = walk(folder, strict=False, limits=BagLimits()).files
    payload = {name: size for name, size in sorted(files.items()) if name.startswith("data/")}
    info = _info(folder)
    return {
        "version": info.get("Novation-Package-Version"),
        "dates": {name: value for name, value in info.items() if name.endswith("Date")},
        "info": info,
        "plan": _digest(_read(folder, layout.PLAN)) if layout.PLAN in files else None,
        "counts": _json(folder, layout.COUNTS) if layout.COUNTS in files else None,
        "recipients": {"listed": _listed(folder, files), "stanzas": _stanzas(folder, payload)},
        "parts": [{"file": name, "bytes": size} for name, size in payload.items()],
        "payload_bytes": sum(payload.values()),
        "tags": sorted(files.keys() - payload.keys()),
        "sign_offs": sorted(
            n.removeprefix(layout.SIGN_OFFS + "/").removesuffix(".json")
            for n in files
            if n.startswith(layout.SIGN_OFFS + "/") and n.endswith(".json")
        ),
        "signatures": sorted(
            n.removeprefix("signatures/").removesuffix(".sig") for n in files if n.startswith("signatures/")
        ),
    }


def _info(folder: Path) -> dict[str, str]:
    try:
        return dict(parse_info(decode_tag("bag-info.txt", _read(folder, "bag-info.txt"), "UTF-8")))
    except (NovationError, OSError):
        return {}


def _json(folder: Path, name: str) -> Any:
    try:
        return json.loads(_read(folder, name))
    except (ValueError, RecursionError):
        return None


def _listed(folder: Path, files: dict[str, int]) -> list[str]:
    try:
        return _recipients(folder) if layout.RECIPIENTS in files else []
    except NovationError:
        return []


def _recipients(folder: Path) -> list[str]:
    """Lines of `recipients.txt`. Raises `seal.bad-recipient`, `seal.no-recipient`, `seal.bad-encoding`, OSError."""
    text = decode_tag(layout.RECIPIENTS, _read(folder, layout.RECIPIENTS), "UTF-8")
    parse_recipients(text)
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _stanzas(folder: Path, payload: dict[str, int]) -> dict[str, int]:
    """In how many parts each type of recipient stanza occurs; `none` counts parts that are no age files."""
    counts: dict[str, int] = {}
    for name in payload:
        try:
            kinds = set(read_stanzas(folder / name, name))
        except NovationError:
            kinds = {"none"}
        for kind in sorted(kinds):
            counts[kind] = counts.get(kind, 0) + 1
    return counts


def _read(folder: Path, name: str) -> bytes:
    with open_plain(folder / name) as source:
        return source.read(_READ_LIMIT)


def _digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()
