"""Opening a package into a quarantine folder: every part checked, decrypted and bounded; resumable, all or nothing."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from novation.errors import CATALOGUE
from novation.errors import seal as errors
from novation.seal.bag import BagLimits, Progress, check_bag
from novation.seal.envelope import Sealed, decrypt_to
from novation.seal.keys import Identity
from novation.seal.layout import TAGMANIFEST, is_payload_name, opened_name
from novation.seal.plain import digest_file, fsync_folder, open_plain, replace_lasting
from novation.seal.writer import remove_folder

RECORD = "opened.json"
_FOOTER = struct.Struct("<I4s")


@dataclass(frozen=True, slots=True)
class OpenLimits:
    """Bounds on what opening may produce; bytes, rows, and bytes unpacked per byte of Parquet."""

    total_bytes: int = 1 << 40
    part_bytes: int = 1 << 37
    unpacked_bytes: int = 1 << 38
    unpacked_ratio: int = 1000
    ratio_from_bytes: int = 1 << 28
    part_rows: int = 10**10
    footer_bytes: int = 1 << 26
    bag: BagLimits = field(default_factory=BagLimits)


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """`parts`: plaintext digest and size by path in `folder`; `resumed`: those an earlier, broken run had opened."""

    folder: Path
    package: str
    parts: dict[str, Sealed]
    resumed: tuple[str, ...]


def open_into(
    folder: Path,
    quarantine: Path,
    identities: Sequence[Identity],
    limits: OpenLimits | None = None,
    *,
    progress: Progress | None = None,
) -> OpenedPackage:
    """Decrypts every part of a package to `quarantine`, which appears only when all of it is there.

    Until then the parts lie in `<quarantine>.partial`; a new run goes on from there if it is the same package, and
    starts anew if not. Each ciphertext must match the manifest. `progress` gets bytes of ciphertext. A quarantine that
    holds the same package already is checked again and returned. Raises any `seal.…` error that `bag`, `envelope`
    or the limits give, `seal.folder-taken` if `quarantine` holds something else.
    """
    limits = limits or OpenLimits()
    names = _listed(Path(folder), limits.bag)
    package = "sha256:" + _sha256(Path(folder) / TAGMANIFEST)
    partial = quarantine.with_name(quarantine.name + ".partial")
    if os.path.lexists(quarantine):
        return _again(quarantine, package, names)
    done = _resume(partial, package)
    parts: dict[str, Sealed] = {}
    resumed = []
    for name, sha256 in names.items():
        opened = opened_name(name)
        known = done.get(opened)
        if known and _holds(partial / opened, known):
            parts[opened] = known
            resumed.append(opened)
        else:
            left = min(limits.part_bytes, limits.total_bytes - sum(part.size for part in parts.values()))
            target = _place(partial, opened)
            parts[opened] = _open_part(Path(folder) / name, target, name, sha256, identities, left, progress)
            _check_part(target, name, limits)
            _record(partial, package, parts)
    fsync_folder(partial)
    partial.rename(quarantine)
    fsync_folder(quarantine.parent)
    return OpenedPackage(quarantine, package, parts, tuple(resumed))


def _listed(folder: Path, limits: BagLimits) -> dict[str, str]:
    """Payload files with their digests, after the structure of the bag was found sound; contents come with opening."""
    check = check_bag(folder, "novation", limits=limits, contents=False)
    for problem in check.problems:
        raise CATALOGUE[problem.code].error(file=problem.file)
    names = {name: digest for name, digest in check.expected.items() if name.startswith("data/")}
    for name in names:
        if not is_payload_name(name):
            raise errors.UNEXPECTED_FILE.error(file=name)
    return names


def _open_part(
    source: Path,
    target: Path,
    name: str,
    sha256: str,
    identities: Sequence[Identity],
    limit: int,
    progress: Progress | None,
) -> Sealed:
    opened = decrypt_to(
        source, target, identities, limit, name=name, expected_sha256=sha256, progress=progress
    )
    return opened.plain


def _place(partial: Path, opened: str) -> Path:
    target = partial / opened
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _check_part(path: Path, name: str, limits: OpenLimits) -> None:
    """Looks at the footer of a Parquet part before anybody reads it; a part that fails is removed."""
    if path.suffix != ".parquet":
        return
    try:
        what = _excess(path, limits)
    except (pa.ArrowException, OSError, struct.error):
        path.unlink()
        raise errors.BAD_PART.error(file=name) from None
    if what:
        path.unlink()
        raise errors.BOMB.error(file=name, what=what)


def _excess(path: Path, limits: OpenLimits) -> str:
    """What passes a limit, or nothing. Raises ArrowException, OSError, struct.error if it is no Parquet file."""
    size = path.stat().st_size
    with open_plain(path) as source:
        source.seek(max(0, size - _FOOTER.size))
        footer, magic = _FOOTER.unpack(source.read(_FOOTER.size))
    if magic != b"PAR1" or footer > size:
        raise pa.ArrowInvalid("no Parquet footer")
    if footer > limits.footer_bytes:
        return f"footer {footer} B"
    meta = pq.read_metadata(path)
    unpacked = sum(meta.row_group(k).total_byte_size for k in range(meta.num_row_groups))
    if meta.num_rows > limits.part_rows:
        return f"{meta.num_rows} rows"
    if unpacked > limits.unpacked_bytes:
        return f"{unpacked} B"
    if unpacked > limits.ratio_from_bytes and unpacked > limits.unpacked_ratio * size:
        return f"{unpacked // max(size, 1)}:1"
    return ""


def _record(partial: Path, package: str, parts: dict[str, Sealed]) -> None:
    known = {name: {"sha256": part.sha256, "bytes": part.size} for name, part in sorted(parts.items())}
    content = json.dumps({"package": package, "parts": known}, ensure_ascii=False, indent=1)
    replace_lasting(partial / RECORD, content.encode())


def _read_record(folder: Path, package: str) -> dict[str, Sealed] | None:
    """What an earlier run noted; None if there is no usable note, or it is of another package."""
    try:
        with open_plain(folder / RECORD) as source:
            noted: dict[str, Any] = json.load(source)
        if noted["package"] != package:
            return None
        return {str(n): Sealed(str(p["sha256"]), int(p["bytes"])) for n, p in noted["parts"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _resume(partial: Path, package: str) -> dict[str, Sealed]:
    known = None if partial.is_symlink() else _read_record(partial, package)
    if known is None:
        remove_folder(partial)
        partial.mkdir(parents=True, mode=0o700)
        _record(partial, package, {})
    return known or {}


def _again(quarantine: Path, package: str, names: dict[str, str]) -> OpenedPackage:
    known = None if quarantine.is_symlink() else _read_record(quarantine, package)
    wanted = {opened_name(name) for name in names}
    if known is None or set(known) != wanted or not all(_holds(quarantine / n, p) for n, p in known.items()):
        raise errors.FOLDER_TAKEN.error(file=quarantine.name)
    return OpenedPackage(quarantine, package, known, tuple(known))


def _holds(path: Path, part: Sealed) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size != part.size:
        return False
    return digest_file(path, ("sha256",), part.size)["sha256"] == part.sha256


def _sha256(path: Path) -> str:
    return digest_file(path, ("sha256",), path.stat().st_size)["sha256"]
