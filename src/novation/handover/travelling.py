"""What travels between two installations as one file: the tag files of a package, and a receipt with its checkpoint.

The tag files are readable without a key and hold no personal data (docs/specs/package.md §2), so they may go ahead of
the package itself: the receiver knows then by its digest what is to arrive.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from novation.errors.project import NO_RECEIPT_YET, TRAVEL_MALFORMED, TRAVEL_NOT_WHOLE
from novation.evidence import canonical, sshsig
from novation.evidence.signers import parse_allowed_signers
from novation.handover.exchange import BUYER_PROOFS
from novation.handover.project import Project
from novation.handover.receipting import BUYER_CHECKPOINT
from novation.handover.receipting import RECORD as RECEIPT
from novation.seal import layout
from novation.seal.manifest import parse_manifest
from novation.terms import Role

MAX_FILE = 32 * 1024 * 1024
MAX_FILES = 500
SIGNATURES = "signatures/"
RECEIPT_FILES = (RECEIPT, f"{RECEIPT}.sig", BUYER_CHECKPOINT, BUYER_PROOFS)
_NEEDED = frozenset({layout.PLAN, layout.ALLOWED_SIGNERS, layout.TAGMANIFEST, layout.HANDER_OVER_SIGNATURE})


@dataclass(frozen=True, slots=True)
class Announced:
    """What the tag files say, once they held: digests of package and plan, and whose key signed.

    `fingerprint`: to be compared by another way; the file itself names the key it is signed with.
    """

    package: str
    plan: str
    case: str
    fingerprint: str
    parts: tuple[str, ...]


def tag_files(package: Path) -> dict[str, bytes]:
    """Every file of a package but its encrypted data, by its name there."""
    found = sorted(path for path in package.rglob("*") if path.is_file() and not path.is_symlink())
    names = ((path, path.relative_to(package).as_posix()) for path in found)
    return {name: path.read_bytes() for path, name in names if not name.startswith("data/")}


def packed(files: Mapping[str, bytes]) -> bytes:
    """One ZIP, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP, within limits; raises `travelling-file.malformed`. Nothing is written anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MAX_FILES or len({one.filename for one in members}) != len(members):
                raise TRAVEL_MALFORMED.error(part="ZIP")
            return {one.filename: _read(archive, one) for one in members if not one.is_dir()}
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError) as problem:
        raise TRAVEL_MALFORMED.error(part="ZIP") from problem


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as source:
        data = source.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise TRAVEL_MALFORMED.error(part=member.filename[:80])
    return data


def announced(files: Mapping[str, bytes]) -> Announced:
    """What the tag files of a package announce: each held against the tag manifest, which the hander-over signed.

    Raises `travelling-file.malformed`, `travelling-file.not-whole`, `signature.…`.
    """
    if missing := _NEEDED - set(files):
        raise TRAVEL_NOT_WHOLE.error(file=sorted(missing)[0])
    manifest = files[layout.TAGMANIFEST]
    _hold_against(manifest, files)
    key = sshsig.verify(files[layout.HANDER_OVER_SIGNATURE], layout.NAMESPACE, manifest)
    signers = parse_allowed_signers(_text(files, layout.ALLOWED_SIGNERS))
    if not any(one.principal == Role.HANDER_OVER and one.key == key for one in signers):
        raise TRAVEL_NOT_WHOLE.error(file=layout.ALLOWED_SIGNERS)
    plan = canonical.parse(files[layout.PLAN])
    if not isinstance(plan, dict):
        raise TRAVEL_MALFORMED.error(part=layout.PLAN)
    payload = parse_manifest(
        "manifest-sha256.txt", _text(files, "manifest-sha256.txt"), strict=True, version=(1, 0)
    )
    return Announced(
        canonical.digest_bytes(manifest), canonical.digest(plan), str(plan.get("case", "")), key.fingerprint, tuple(sorted(payload.digests)),
    )  # fmt: skip


def _hold_against(manifest: bytes, files: Mapping[str, bytes]) -> None:
    listed = parse_manifest(layout.TAGMANIFEST, _decoded(manifest), strict=True, version=(1, 0))
    if listed.problems:
        raise TRAVEL_MALFORMED.error(part=layout.TAGMANIFEST)
    there = {name for name in files if name != layout.TAGMANIFEST and not name.startswith(SIGNATURES)}
    for name in sorted(there ^ set(listed.digests)):
        raise TRAVEL_NOT_WHOLE.error(file=name[:80])
    for name, digest in listed.digests.items():
        if hashlib.sha256(files[name]).hexdigest() != digest:
            raise TRAVEL_NOT_WHOLE.error(file=name[:80])


def _text(files: Mapping[str, bytes], name: str) -> str:
    if name not in files:
        raise TRAVEL_NOT_WHOLE.error(file=name)
    return _decoded(files[name])


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise TRAVEL_MALFORMED.error(part="UTF-8") from problem


def receipt_files(project: Project) -> dict[str, bytes]:
    """The buyer's signed receipt with checkpoint and proofs; raises `receipt.none`."""
    found = receipt_files_if_any(project)
    if not found:
        raise NO_RECEIPT_YET.error()
    return found


def receipt_files_if_any(project: Project) -> dict[str, bytes]:
    """The same, or nothing where no receipt is signed yet."""
    there = {name: project.record_path(name) for name in RECEIPT_FILES}
    if not (there[RECEIPT].is_file() and there[f"{RECEIPT}.sig"].is_file()):
        return {}
    return {name: path.read_bytes() for name, path in there.items() if path.is_file()}


def laid_out(files: Mapping[str, bytes], names: Iterable[str], folder: Path) -> None:
    """Writes those of the files that are named, and refuses any other; raises `travelling-file.malformed`."""
    known = set(names)
    for name in files:
        if name not in known:
            raise TRAVEL_MALFORMED.error(part=name[:80])
    for name, data in files.items():
        (folder / name).write_bytes(data)
