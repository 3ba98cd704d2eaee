"""Opening a project: the deal form on one page, and the sources it starts from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import tomlkit

from novation.custody.durable import write_durably
from novation.engine.sources import discover, is_database_url, is_url
from novation.engine.sources.places import holds_password, url_path
from novation.errors import project as errors
from novation.errors.sources import URL_PASSWORD
from novation.handover.project import Project
from novation.handover.registers import ABOUT_PEOPLE
from novation.handover.settings import FILE, from_document, read
from novation.handover.source_places import place_of
from novation.inventory import KINDS
from novation.seal.quarantine import RECORD as OPENED
from novation.terms import Category, DealForm, Party, Phase, Sensitivity

_HEAD = """Novation 易主: the deal form. People write this file; `novation init` and `novation source add` only add to it.
本文件由人填写；novation 只在 init、source add、notice 时往里添加。"""


def init(
    folder: Path,
    *,
    deal_form: DealForm,
    seller: Party,
    buyer: Party,
    closing_on: date,
    phase: Phase = Phase.CLOSING,
    case: str = "",
    exports: Path | None = None,
    recipients: Sequence[str] = (),
    signers: Sequence[Mapping[str, str]] = (),
) -> Project:
    """Writes novation.toml, with every file found under `exports` as a source, and opens the journal.

    `signers`: entries `{role, name, key}` known from the start.
    """
    path = folder / FILE
    if path.exists():
        raise errors.EXISTS.error(folder=folder.name)
    folder.mkdir(parents=True, exist_ok=True)
    document = tomlkit.document()
    for line in _HEAD.splitlines():
        document.add(tomlkit.comment(line))
    document.add("format", tomlkit.item(1))
    document.add("case", tomlkit.item(case or f"NV-{closing_on.year}-{closing_on:%m%d}"))
    document.add(
        "deal", tomlkit.item({"form": str(deal_form), "phase": str(phase), "closing_on": closing_on})
    )
    document.add("seller", tomlkit.item(_party(seller)))
    document.add("buyer", tomlkit.item({**_party(buyer), "recipients": list(recipients)}))
    document.add(
        "approval",
        tomlkit.item({"seal": ["owner", "compliance-officer"], "destroy": ["owner", "compliance-officer"]}),
    )
    if signers:
        entries = tomlkit.aot()
        for signer in signers:
            entries.append(tomlkit.item(dict(signer)))
        document.add("signer", entries)
    from_document(document.unwrap())
    write_durably(path, tomlkit.dumps(document).encode())
    project = Project(folder)
    project.journal.append("project.opened", settings=project.settings_digest())
    if exports is not None:
        add_sources(project, _found(exports, folder))
    return project


def _party(party: Party) -> dict[str, str]:
    return {"name": party.name, "place": str(party.place), "contact": party.contact}


def _found(exports: Path, folder: Path) -> list[Path]:
    own = {folder.resolve() / FILE}
    return [p for p in files_below(exports) if p.resolve() not in own]


def files_below(folder: Path) -> list[Path]:
    """The files of a folder that can be sources.

    Of an opened package that is its tables and the registers about people; its indexes and the registers about
    classes say nothing about anybody.
    """
    if not (folder / OPENED).is_file():
        return discover(folder)
    tables = [p for p in discover(folder) if p.parent.name not in ("index", "register")]
    registers = [folder / "register" / f"{name}.parquet" for name in ABOUT_PEOPLE]
    return [*tables, *(p for p in registers if p.is_file())]


def add_sources(
    project: Project,
    places: Iterable[Path | str],
    encoding: str | None = None,
    password_env: str | None = None,
) -> list[str]:
    """Adds files, and URLs of databases and stores, as sources; returns the names given.

    What is a source already is left alone. `password_env` names the environment variable that holds the password of
    a database. Raises `sources.url-password` for a URL with a password in it: it would stand in novation.toml.
    """
    document = tomlkit.parse(project.settings_path.read_text("utf-8"))
    settings = read(project.settings_path)
    known = {place_of(project, s.path) for s in settings.sources}
    names = {s.name for s in settings.sources}
    entries = document.get("source")
    if entries is None:
        entries = tomlkit.aot()
    added = []
    for given in places:
        place = _checked(given)
        if place in known:
            continue
        entry = tomlkit.table()
        name = _free_name(_named(given, place), names)
        entry.add("name", name)
        entry.add("path", place if isinstance(place, str) else _relative(place, project.folder))
        if encoding:
            entry.add("encoding", encoding)
        if password_env and is_database_url(str(given)):
            entry.add("password_env", password_env)
        entries.append(entry)
        names.add(name)
        known.add(place)
        added.append(name)
    if added:
        document["source"] = entries
        save(project, document)
        project.journal.append("source.added", count=len(added), settings=project.settings_digest())
    return added


def _checked(given: Path | str) -> Path | str:
    """A URL as it is, a file by its full path."""
    if not isinstance(given, str) or not is_url(given):
        return Path(given).resolve()
    if holds_password(given):
        raise URL_PASSWORD.error()
    return given


def _named(given: Path | str, place: Path | str) -> Path:
    """What a source is called after: the end of the URL, or the file as it was given (a link has a name of its own)."""
    if isinstance(place, str):
        return Path(url_path(place))
    return Path(given) if Path(given).name else place


def save(project: Project, document: tomlkit.TOMLDocument) -> None:
    """Checks a changed document and writes it."""
    from_document(document.unwrap())
    write_durably(project.settings_path, tomlkit.dumps(document).encode())


def append_entry(project: Project, array: str, values: dict[str, object], tag: str) -> None:
    """Adds one `[[array]]` entry (a signer, an override, a notice) to novation.toml, and a journal entry."""
    document = tomlkit.parse(project.settings_path.read_text("utf-8"))
    entries = document.get(array)
    if entries is None:
        entries = tomlkit.aot()
    entry = tomlkit.table()
    for key, value in values.items():
        if value is not None:
            entry.add(key, value)
    entries.append(entry)
    document[array] = entries
    save(project, document)
    project.journal.append(tag, settings=project.settings_digest())


def set_deal_form(project: Project, form: DealForm) -> None:
    """Changes the deal form; everything decided before is stale then."""
    _set_deal(project, {"form": str(form)})


def set_deal(project: Project, *, form: DealForm, phase: Phase, closing_on: date) -> None:
    """Changes form, phase and closing day together; everything decided before is stale then."""
    _set_deal(project, {"form": str(form), "phase": str(phase), "closing_on": closing_on})


def _set_deal(project: Project, wanted: Mapping[str, object]) -> None:
    document = tomlkit.parse(project.settings_path.read_text("utf-8"))
    deal: Any = document["deal"]
    changed = {key: value for key, value in wanted.items() if deal.get(key) != value}
    if not changed:
        return
    for key, value in changed.items():
        deal[key] = value
    save(project, document)
    project.journal.append("deal.changed", form=str(deal["form"]), settings=project.settings_digest())


def _free_name(path: Path, taken: set[str]) -> str:
    if path.name not in taken:
        return path.name
    longer = f"{path.parent.name}/{path.name}"
    if longer not in taken:
        return longer
    number = 2
    while f"{path.name}-{number}" in taken:
        number += 1
    return f"{path.name}-{number}"


def _relative(path: Path, folder: Path) -> str:
    resolved = path.resolve()
    try:
        return resolved.relative_to(folder).as_posix()
    except ValueError:
        return Path(*_upwards(folder, resolved)).as_posix()


def _upwards(folder: Path, target: Path) -> list[str]:
    """The way from the project to a file beside it, so that both can move together."""
    shared = 0
    for a, b in zip(folder.parts, target.parts, strict=False):
        if a != b:
            break
        shared += 1
    return [".."] * (len(folder.parts) - shared) + list(target.parts[shared:])


LONGEST_OVERRIDE = timedelta(days=366)


def add_override(
    project: Project,
    *,
    source: str,
    table: str,
    column: str,
    reason: str,
    kind: str = "",
    category: Category | None = None,
    sensitivity: Sensitivity | None = None,
    until: date,
    confirmed_by: str,
) -> None:
    """Records a correction of a finding that the last scan made, for a time, once a second person has confirmed it.

    Raises `source.unknown` if there is no such column, `project.settings-invalid` if nothing is corrected, no reason
    is given, nobody confirmed it, or the last day is over or more than a year ahead.
    """
    scan = project.read_record("scan.json", "scan")
    found = [t for t in scan["tables"] if t["source"] == source and t["table"] == table]
    if not any(c["name"] == column for t in found for c in t["columns"]):
        raise errors.SOURCE_UNKNOWN.error(what=f"{source} / {table} / {column}")
    if not reason.strip() or not (kind or category or sensitivity):
        raise errors.SETTINGS_INVALID.error(where="override", problem="a reason and a correction are needed")
    if not confirmed_by.strip():
        raise errors.SETTINGS_INVALID.error(
            where="override.confirmed_by", problem="a second person is needed"
        )
    if not date.today() <= until <= date.today() + LONGEST_OVERRIDE:
        raise errors.SETTINGS_INVALID.error(where="override.until", problem="from today to a year from now")
    if kind and kind not in KINDS:
        raise errors.SETTINGS_INVALID.error(where="override.kind", problem=f"'{kind}'")
    values: dict[str, object] = {"source": source, "table": table, "column": column, "reason": reason}
    values |= {
        "kind": kind or None,
        "category": category and str(category),
        "sensitivity": sensitivity and str(sensitivity),
        "until": until,
        "confirmed_by": confirmed_by,
    }
    append_entry(project, "override", values, "override.recorded")
