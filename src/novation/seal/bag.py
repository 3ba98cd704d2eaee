"""Checking a bag (RFC 8493): structure before content, then every byte of every file, in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from novation.errors import NovationError
from novation.errors import seal as errors
from novation.seal.declaration import (
    Declaration,
    decode_tag,
    error_values,
    oxum,
    parse_declaration,
    parse_info,
)
from novation.seal.manifest import ALGORITHMS, Manifest, manifest_kind, parse_manifest
from novation.seal.names import is_safe, nfc
from novation.seal.plain import Progress, digest_file, open_plain
from novation.seal.problem import Problem
from novation.seal.tree import BagLimits, Tree, walk
from novation.seal.writer import SIGNATURES, BagWriter, add_signature

__all__ = [
    "BagCheck",
    "BagLimits",
    "BagWriter",
    "Problem",
    "Profile",
    "add_signature",
    "check_bag",
    "verify_bag",
]

Profile = Literal["novation"]


@dataclass(slots=True)
class BagCheck:
    """What a full check found. `digests`: SHA-256 hex by path of every file that matched
    a SHA-256 manifest; `expected`: the same as the manifests have it, before reading."""

    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    info: list[tuple[str, str]] = field(default_factory=list)
    expected: dict[str, str] = field(default_factory=dict)
    payload_bytes: int = 0
    payload_files: int = 0


def verify_bag(
    folder: Path,
    profile: Profile | None = "novation",
    *,
    progress: Progress | None = None,
    limits: BagLimits | None = None,
) -> list[Problem]:
    """Everything wrong with the bag, empty if it is complete and valid; see `check_bag`."""
    return check_bag(folder, profile, progress=progress, limits=limits).problems


def check_bag(
    folder: Path,
    profile: Profile | None = "novation",
    *,
    progress: Progress | None = None,
    limits: BagLimits | None = None,
    contents: bool = True,
) -> BagCheck:
    """Reads the whole bag. `profile="novation"`: the strict package form; None: any RFC 8493 bag, versions 0.93–1.0.

    `progress` is called with the number of bytes just read. `contents=False` stops before the payload and tag files
    are digested: names, sizes, declaration and manifests only; so does a bag that passes a limit. Nothing outside `folder` is opened and no link followed.
    Raises `seal.not-a-package` if `folder` is not a folder.
    """
    folder = Path(folder)
    if folder.is_symlink() or not folder.is_dir():
        raise errors.NOT_A_PACKAGE.error(file=folder.name)
    check = _Check(folder, profile == "novation", limits or BagLimits())
    check.structure()
    over_limits = any(problem.code in _OVER_LIMITS for problem in check.result.problems)
    if contents and not over_limits:
        check.contents(progress)
    check.result.problems = list(dict.fromkeys(check.result.problems))
    return check.result


_OVER_LIMITS = frozenset({errors.TOO_LARGE.code, errors.TOO_MANY_FILES.code})


class _Check:
    """One run over one bag; `structure` looks at names, sizes and manifests, `contents` at every byte."""

    def __init__(self, folder: Path, strict: bool, limits: BagLimits) -> None:
        self.folder, self.strict, self.limits = folder, strict, limits
        self.result = BagCheck()
        self.tree = Tree()
        self.manifests: list[Manifest] = []
        self.declared = Declaration((1, 0), "UTF-8")
        self.expected: dict[str, dict[str, str]] = {}

    def structure(self) -> None:
        self.tree = walk(self.folder, strict=self.strict, limits=self.limits)
        self.result.problems += self.tree.problems
        payload = {name: size for name, size in self.tree.files.items() if name.startswith("data/")}
        self.result.payload_bytes, self.result.payload_files = sum(payload.values()), len(payload)
        if not (self.folder / "data").is_dir():
            self._problem(errors.MISSING_FILE, "data")
        self._declaration()
        self._fetch()
        self._info()
        self._manifests()
        self._coverage(payload)

    def _problem(self, kind: errors.ErrorKind, file: str, **values: object) -> None:
        self.result.problems.append(Problem.of(kind, file, **values))

    def _tag(self, name: str) -> bytes | None:
        """Content of a tag file; None (with the problem noted) if it is too large or cannot be read."""
        size = self.tree.files[name]
        if size > self.limits.tag_bytes:
            self._problem(errors.TOO_LARGE, name, size=size, limit=self.limits.tag_bytes)
            return None
        try:
            with open_plain(self.folder / name) as source:
                return source.read(self.limits.tag_bytes)
        except OSError as error:
            self._problem(errors.UNREADABLE_FILE, name, why=error.strerror or "")
            return None

    def _text(self, name: str) -> str | None:
        content = self._tag(name)
        if content is None:
            return None
        try:
            return decode_tag(name, content, self.declared.encoding)
        except NovationError as error:
            self._problem(error.kind, name, **error_values(error))
            return None

    def _declaration(self) -> None:
        if "bagit.txt" not in self.tree.files:
            self._problem(errors.NO_DECLARATION, "bagit.txt")
            return
        content = self._tag("bagit.txt")
        try:
            if content is not None:
                self.declared = parse_declaration(content, strict=self.strict)
        except NovationError as error:
            self._problem(error.kind, "bagit.txt", **error_values(error))

    def _fetch(self) -> None:
        if "fetch.txt" not in self.tree.files:
            return
        if self.strict:
            self._problem(errors.FETCH_REFUSED, "fetch.txt")
            return
        for number, line in enumerate((self._text("fetch.txt") or "").splitlines(), 1):
            path = line.split(None, 2)[-1] if line.strip() else "data/"
            if line.strip() and not (is_safe(path) and path.startswith("data/")):
                self._problem(errors.UNSAFE_PATH, "fetch.txt", manifest="fetch.txt", line=number)

    def _info(self) -> None:
        if "bag-info.txt" not in self.tree.files:
            if self.strict:
                self._problem(errors.MISSING_FILE, "bag-info.txt")
            return
        try:
            self.result.info = parse_info(self._text("bag-info.txt") or "")
            declared = oxum(self.result.info)
        except NovationError as error:
            self._problem(error.kind, "bag-info.txt", **error_values(error))
            return
        if declared is None and self.strict:
            self._problem(errors.BAG_INFO, "bag-info.txt", why="Payload-Oxum")
        elif declared and declared != (self.result.payload_bytes, self.result.payload_files):
            self._problem(errors.WRONG_OXUM, "bag-info.txt")

    def _manifests(self) -> None:
        for name in sorted(self.tree.files):
            kind = manifest_kind(name)
            if not kind:
                continue
            if kind[1] not in (("sha256",) if self.strict else ALGORITHMS):
                self._problem(errors.UNKNOWN_ALGORITHM, name)
                continue
            text = self._text(name)
            if text is not None:
                manifest = parse_manifest(name, text, strict=self.strict, version=self.declared.version)
                self.manifests.append(manifest)
                self.result.problems += manifest.problems
                self.result.warnings += manifest.warnings
        for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt") if self.strict else ():
            if name not in self.tree.files:
                self._problem(errors.NO_MANIFEST, name)
        if not any(manifest_kind(name) and not name.startswith("tag") for name in self.tree.files):
            self._problem(errors.NO_MANIFEST, "manifest-sha256.txt")

    def _coverage(self, payload: dict[str, int]) -> None:
        """Every listed file is there, every file that must be listed is, and the manifests agree."""
        by_nfc = {nfc(name): name for name in self.tree.files}
        for manifest in self.manifests:
            for listed, digest in manifest.digests.items():
                name = listed if listed in self.tree.files or self.strict else by_nfc.get(nfc(listed), listed)
                if name != listed:
                    self.result.warnings.append(Problem.of(errors.NAME_NOT_NFC, listed))
                if name not in self.tree.files:
                    self._problem(errors.MISSING_FILE, listed)
                else:
                    self.expected.setdefault(name, {})[manifest.algorithm] = digest
                if manifest.algorithm == "sha256":
                    self.result.expected[name] = digest
        for name in payload:
            self._listed(name)
        if self.strict:
            unlisted = {"tagmanifest-sha256.txt", *SIGNATURES}
            for name in self.tree.files.keys() - payload.keys() - unlisted - self.expected.keys():
                self._problem(errors.EXTRA_FILE, name)
            for name in self.expected.keys() & unlisted:
                self._problem(errors.UNEXPECTED_FILE, name)

    def _listed(self, name: str) -> None:
        of_payload = [m for m in self.manifests if not m.of_tags]
        holding = [m for m in of_payload if self.expected.get(name, {}).get(m.algorithm)]
        if not holding:
            self._problem(errors.EXTRA_FILE, name)
        elif len(holding) < len(of_payload) and self.declared.version >= (1, 0):
            self._problem(errors.MANIFESTS_DISAGREE, name)

    def contents(self, progress: Progress | None) -> None:
        for name in sorted(self.expected):
            wanted = self.expected[name]
            try:
                found = digest_file(self.folder / name, tuple(wanted), self.tree.files[name], progress)
            except OSError as error:
                self._problem(errors.UNREADABLE_FILE, name, why=error.strerror or "")
                continue
            if found != wanted:
                self._problem(errors.CHANGED_FILE, name)
            elif "sha256" in found:
                self.result.digests[name] = found["sha256"]
