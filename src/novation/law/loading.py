"""Loads law packs from folders: the only place in `novation.law` that touches the disk.

A pack is read whole into memory once; its digest is taken over exactly the bytes that were parsed. A file the
loader does not know is refused rather than overlooked: a rule in `rule/` instead of `rules/` would otherwise
silently not count, and the outcome would be freer than its author meant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from novation.errors import NovationError
from novation.errors.law import FOLDER_INVALID
from novation.law import problems
from novation.law.entries import Clock, Control, NoticeContent, Threshold
from novation.law.pack import Defect, Obligation, Pack, RetentionPeriod, Rule, Scenario
from novation.law.packset import Packs
from novation.law.reading import Reader
from novation.law.schema import Head, read_head, read_obligation, read_retention
from novation.law.schema_entries import read_clock, read_control, read_notice, read_threshold
from novation.law.schema_export import read_export, read_localisation
from novation.law.schema_rules import read_rule, read_scenario
from novation.law.strict_yaml import MAX_BYTES, Node, Scalar, invalid, parse
from novation.messages import Text

SHIPPED = Path(__file__).parent / "packs"
MAX_FILES = 400
MAX_PACKS = 200

_LISTS: dict[str, Callable[[Reader, Node, str], Any]] = {
    "retention": read_retention,
    "obligations": read_obligation,
    "clocks": read_clock,
    "notices": read_notice,
    "controls": read_control,
    "thresholds": read_threshold,
}
"""Files that hold a list of entries, each with an id of its own: `<name>.yaml` fills the field `<name>`."""

_MAPPINGS: dict[str, Callable[[Reader, Node, str], Any]] = {
    "export": read_export,
    "localisation": read_localisation,
}
_ALONE = frozenset({"pack.yaml", "SOURCES.md", *(f"{name}.yaml" for name in (*_LISTS, *_MAPPINGS))})
_FOLDERS = frozenset({"rules", "scenarios"})
_RESERVED = frozenset({"notices"})  # texts of notices, by language: digested, read by other rooms

E = TypeVar("E", Rule, RetentionPeriod, Obligation, Scenario, Clock, NoticeContent, Control, Threshold)


def load_packs(folders: Sequence[Path] | None = None, *, shipped: bool = True) -> Packs:
    """The shipped packs, then those of `folders`, a later pack replacing an earlier one of the same id.

    A folder holds one subfolder a pack, or is itself a pack. Raises `law.pack-invalid` (file, line, problem),
    `law.folder-invalid`, `law.pack-missing`, `law.pack-circle`.
    """
    by_id: dict[str, Pack] = {}
    for folder in [*([SHIPPED] if shipped else []), *(folders or [])]:
        for path in pack_folders(Path(folder)):
            pack = load_pack(path)
            by_id[pack.id] = pack
    return Packs(by_id.values())


def pack_folders(folder: Path) -> list[Path]:
    """The pack folders at or under a folder, sorted by name; dotted names and a folder of schemas are passed over."""
    if not folder.is_dir():
        raise _folder_error(folder.name, problems.NO_FOLDER)
    if (folder / "pack.yaml").exists():
        return [folder]
    found = [path for path in _listed(folder.iterdir(), folder.name) if _may_be_pack(path)]
    if len(found) > MAX_PACKS:
        raise _folder_error(folder.name, problems.TOO_MANY_FILES.format(limit=MAX_PACKS))
    if not found:
        raise _folder_error(folder.name, problems.NO_PACKS)
    return found


def load_pack(folder: Path) -> Pack:
    """One pack from its folder."""
    name = folder.resolve().name
    return read_pack(name, _read_files(folder, name))


def read_pack(name: str, files: dict[str, bytes]) -> Pack:
    """One pack from its files (relative POSIX name → bytes); pure, so a test or an upload needs no folder."""
    if "pack.yaml" not in files:
        raise invalid(f"{name}/pack.yaml", 1, problems.EMPTY)
    reader = Reader(f"{name}/pack.yaml")
    head = read_head(reader, parse(files["pack.yaml"], reader.file), name)
    defects = list(reader.defects)

    def read(wanted: Callable[[str], bool], convert: Callable[[Reader, Node, str], E]) -> tuple[E, ...]:
        entries: list[E] = []
        for file in sorted(filter(wanted, files)):
            part = Reader(f"{name}/{file}")
            entries += _entries(part, files[file], head, convert)
            defects.extend(part.defects)
        return tuple(entries)

    rules = read(lambda file: file.startswith("rules/"), read_rule)
    scenarios = read(lambda file: file.startswith("scenarios/"), read_scenario)
    lists: dict[str, Any] = {
        field: read(f"{field}.yaml".__eq__, convert) for field, convert in _LISTS.items()
    }
    for group in (rules, *lists.values()):
        _refuse_duplicates(group)
    mappings = {
        field: _mapping(f"{name}/{field}.yaml", files.get(f"{field}.yaml", b""), head.id, convert, defects)
        for field, convert in _MAPPINGS.items()
    }
    return Pack(
        **{field: getattr(head, field) for field in Head.__dataclass_fields__},
        rules=rules,
        scenarios=scenarios,
        **lists,
        **mappings,
        defects=tuple(defects),
        files=tuple(sorted(files)),
        sources=_text(f"{name}/SOURCES.md", files.get("SOURCES.md", b"")),
        digest=digest_of(files),
    )


def digest_of(files: dict[str, bytes]) -> str:
    """`sha256:` over each file's name, length and bytes, in the order of the names' UTF-8 bytes."""
    digest = hashlib.sha256()
    for name in sorted(files, key=str.encode):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return "sha256:" + digest.hexdigest()


def _entries(
    reader: Reader, content: bytes, head: Head, convert: Callable[[Reader, Node, str], E]
) -> list[E]:
    if not content.strip():
        return []
    node = parse(content, reader.file)
    if isinstance(node, Scalar) and node.null:  # a file of comments only
        return []
    return [convert(reader, item, head.id) for item in reader.items(node)]


def _text(file: str, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise invalid(file, 1, problems.NOT_UTF8) from None


def _mapping(
    file: str, content: bytes, law: str, convert: Callable[[Reader, Node, str], Any], defects: list[Defect]
) -> Any:
    """A file that is one mapping; None where it is missing or holds comments only."""
    if not content.strip():
        return None
    node = parse(content, file)
    if isinstance(node, Scalar) and node.null:
        return None
    reader = Reader(file)
    found = convert(reader, node, law)
    defects.extend(reader.defects)
    return found


def _refuse_duplicates(entries: Iterable[Any]) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.id in seen:
            problem = problems.DUPLICATE_ID
            raise invalid(entry.file, entry.line, problem, value=entry.id, where=seen[entry.id])
        seen[entry.id] = f"{entry.file}:{entry.line}"


def _read_files(folder: Path, name: str) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in _listed(folder.rglob("*"), name):
        relative = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise _folder_error(f"{name}/{relative}", problems.SYMLINK)
        if path.is_dir():
            continue
        if not path.is_file() or not _is_known(PurePosixPath(relative)):
            raise _folder_error(f"{name}/{relative}", problems.STRAY_FILE)
        if len(files) == MAX_FILES:
            raise _folder_error(name, problems.TOO_MANY_FILES.format(limit=MAX_FILES))
        files[relative] = _read(path, f"{name}/{relative}")
    return files


def _listed(paths: Iterable[Path], name: str) -> list[Path]:
    """Paths in the order of their names; a folder that can't be listed is told by its name."""
    try:
        return sorted(paths)
    except OSError:
        raise _folder_error(name, problems.UNREADABLE) from None


def _may_be_pack(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith((".", "_")) and not _holds_schemas(path)


def _holds_schemas(path: Path) -> bool:
    """Whether it is the folder that `law schema --out` writes: an author may keep it beside the packs."""
    inside = _listed(path.iterdir(), path.name)
    return bool(inside) and all(p.name.endswith(".schema.json") and p.is_file() for p in inside)


def _is_known(path: PurePosixPath) -> bool:
    first = path.parts[0]
    if len(path.parts) == 1:
        return first in _ALONE or first in _RESERVED
    if first in _FOLDERS:
        return len(path.parts) == 2 and path.suffix == ".yaml"
    return first in _RESERVED


def _read(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError:
        raise _folder_error(name, problems.UNREADABLE) from None
    if len(content) > MAX_BYTES:
        raise invalid(name, 1, problems.TOO_LARGE, limit=MAX_BYTES)
    return content


def _folder_error(file: str, problem: Text) -> NovationError:
    return FOLDER_INVALID.error(file=file, problem_zh=problem.zh, problem_en=problem.en)
