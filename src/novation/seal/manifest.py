"""Manifests of a bag (RFC 8493 §2.1.3, §2.2.1): reading their lines strictly or leniently, and writing them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from novation.errors import seal as errors
from novation.seal.names import is_safe
from novation.seal.problem import Problem

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
_NAME = re.compile(r"(tag)?manifest-([a-z0-9]+)\.txt")
_STRICT_LINE = re.compile(r"([0-9a-f]{64})  ([^ ].*)")
_GENERAL_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)")
_ESCAPES = re.compile(r"%(0[aAdD]|25)")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(slots=True)
class Manifest:
    """One manifest: digest in lower-case hex by path; `of_tags` for a tag manifest."""

    name: str
    algorithm: str
    of_tags: bool
    digests: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def manifest_kind(name: str) -> tuple[bool, str] | None:
    """(is tag manifest, algorithm) of a file name at the top of a bag, or None if it is no manifest."""
    found = _NAME.fullmatch(name)
    return (found[1] is not None, found[2]) if found else None


def parse_manifest(name: str, text: str, *, strict: bool, version: tuple[int, int]) -> Manifest:
    """Reads one manifest; every line that cannot be used becomes a problem, none is passed over in silence."""
    kind = manifest_kind(name)
    manifest = Manifest(name, kind[1] if kind else "", bool(kind and kind[0]))
    for number, line in enumerate(_lines(text, strict, manifest), 1):
        entry = _entry(manifest, line, number, strict, version)
        if entry:
            _add(manifest, *entry, number, version)
    return manifest


def _lines(text: str, strict: bool, manifest: Manifest) -> list[str]:
    lines = text.split("\n") if strict else _LINE_BREAK.split(text)
    if lines and lines[-1] == "":
        lines.pop()
    elif strict and lines:
        manifest.problems.append(Problem.of(errors.MANIFEST_LINE, manifest.name, line=len(lines)))
    return lines


def _entry(
    manifest: Manifest, line: str, number: int, strict: bool, version: tuple[int, int]
) -> tuple[str, str] | None:
    """(digest, path) of one line; None with a problem noted if the line is bad."""
    if not strict and not line.strip():
        return None
    found = (_STRICT_LINE if strict else _GENERAL_LINE).fullmatch(line)
    if not found or len(found[1]) != 2 * hashlib.new(manifest.algorithm).digest_size:
        manifest.problems.append(Problem.of(errors.MANIFEST_LINE, manifest.name, line=number))
        return None
    path = found[2] if strict else _lenient_path(manifest, found[2], found[3], number, version)
    inside = path.startswith("data/") is not manifest.of_tags
    if not is_safe(path) or not inside:
        manifest.problems.append(
            Problem.of(errors.UNSAFE_PATH, manifest.name, manifest=manifest.name, line=number)
        )
        return None
    return found[1].lower(), path


def _lenient_path(manifest: Manifest, star: str, path: str, number: int, version: tuple[int, int]) -> str:
    """Takes what older bags and `md5sum` write: a `*`, a leading `./`, percent codes (RFC 8493 §2.1.3, §6)."""
    dotted = path.startswith("./")
    if star or dotted:
        manifest.warnings.append(Problem.of(errors.MANIFEST_LINE, manifest.name, line=number))
    path = path.removeprefix("./")
    return _ESCAPES.sub(lambda code: _unescape(code[0], version), path)


def _unescape(code: str, version: tuple[int, int]) -> str:
    if code == "%25" and version < (1, 0):
        return code
    return chr(int(code[1:], 16))


def _add(manifest: Manifest, digest: str, path: str, number: int, version: tuple[int, int]) -> None:
    known = manifest.digests.setdefault(path, digest)
    if known is digest:
        return
    twice = Problem.of(errors.LISTED_TWICE, path, manifest=manifest.name)
    # Before version 1.0 a repetition with the same digest was no more than untidy.
    harmless = known == digest and version < (1, 0)
    (manifest.warnings if harmless else manifest.problems).append(twice)


def manifest_text(digests: Mapping[str, str]) -> bytes:
    """The strict form: `<64 hex><two spaces><path><LF>`, sorted by path in UTF-8 order; fit for `sha256sum -c`."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()
