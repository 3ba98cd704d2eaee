"""Steps `link` and `decide`: who the records are about, and what the law says for each class of facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from novation import linkage
from novation.disposition import Context, FactTable, build_subjects, decide
from novation.disposition.deciding import Decisions
from novation.disposition.supply import unsupplied
from novation.engine.queries import Queries
from novation.errors import project as errors
from novation.errors.law import PACK_NOT_IN_FORCE, PACK_UNFIT
from novation.handover import tables as shapes
from novation.handover.choices import TABLE as CHOICES
from novation.handover.choices import choices_digest, choices_table
from novation.handover.leaving import Leaving, leaving_of
from novation.handover.measuring import DECISIONS_RECORD, KEY, measured
from novation.handover.people.adopting import adopt_references, lead_adopted_on
from novation.handover.people.keeping import keep_references
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project
from novation.handover.second_opinion import check_step
from novation.handover.settings import Settings
from novation.law import Packs, first_error, load_packs
from novation.law.crossing import Standing
from novation.law.entry_words import Measure
from novation.law.loading import pack_folders
from novation.messages import Text
from novation.terms import Export, Place
from novation.terms.places import EEA

LINK_RECORD = "link.json"


def link(project: Project, progress: Progress | None = None) -> dict[str, Any]:
    """Finds the data subjects; writes the links beside the working copies and counts to `link.json`."""
    progress = progress or Silent()
    scan = project.read_record("scan.json", "scan")
    tables = shapes.tables_of(scan)
    with project.held(), project.engine() as engine:
        progress.start(Text("归并同一个人的记录", "Linking records of the same person"))
        result = linkage.link(engine, shapes.link_tables(tables), lambda _: progress.advance())
        about = {link.table_id for link in result.tables if link.by != "reference"}
        adopted = adopt_references(project, engine, [t for t in tables if t.id in about], scan["sources"])
        kept = keep_references(project, engine, [table for table in tables if table.id in about])
        if adopted:
            lead_adopted_on(engine)
        record = {
            "type": "novation-link@v1",
            **result.as_dict(),
            **({"kept_references": kept} if kept else {}),
        }
        digest = project.write_record(LINK_RECORD, record)
        project.journal.append("records.linked", record=digest, subjects=result.subjects)
    return record


def context_of(settings: Settings, **changes: Any) -> Context:
    """What is the same for everybody in this deal; `changes` ask "what if" (another form, place or day).

    Whoever has the packs asks `context_in`, which also looks whether the declared route is open; here a route that
    is declared counts as one.
    """
    values: dict[str, Any] = {
        "deal_form": settings.deal_form,
        "phase": settings.phase,
        "closing_on": settings.closing_on,
        "seller_place": settings.seller.place,
        "buyer_place": settings.buyer.place,
        "active_months": settings.active_months,
        "basis": settings.basis,
        "purpose": settings.purpose,
        "promise": settings.promise,
        "regime": settings.regime,
        "transfer_basis": {ground.category: ground.basis for ground in settings.transfer_grounds},
        "notices": {n.law: n.given_on for n in settings.notices},
    }
    values["export"] = _declared(settings, {**values, **changes})
    values.update(changes)
    return Context(**values)


def context_in(
    settings: Settings, packs: Packs, counts: Mapping[Measure, int], on: date, **changes: Any
) -> Context:
    """The same, with the fact `export` as every law of the origin sees the declared route on a day."""
    asked = {name: changes[name] for name in ("seller_place", "buyer_place", "regime") if name in changes}
    export = leaving_of(settings, packs, counts, on, **asked).export
    return context_of(settings, **{"export": export, **changes})


def _declared(settings: Settings, values: Mapping[str, Any]) -> Export:
    def at_home(buyer: Place) -> bool:
        seller = values["seller_place"]
        return seller is buyer or (seller in EEA and buyer in EEA)

    if at_home(values["buyer_place"]) and all(at_home(party.place) for party in settings.onward):
        return Export.DOMESTIC
    return Export.ROUTE_IN_PLACE if settings.export.routes else Export.NO_ROUTE


def project_packs(project: Project, on: date | None = None) -> Packs:
    """The shipped packs and those in the folders that `[law] folders` names, which add packs or replace some.

    The project's own packs must pass `lint` and be in force on the day: `law.pack-unfit`, `law.pack-not-in-force`.
    (The shipped ones are held to it by the test suite; one that is not in force yet simply says nothing.)
    """
    folders = [project.source_path(folder) for folder in project.settings().pack_folders]
    packs = load_packs(folders)
    own = [pack_of.resolve().name for folder in folders for pack_of in pack_folders(folder)]
    if own:
        _refuse_unfit(packs, own, on or date.today())
    return packs


def _refuse_unfit(packs: Packs, own: list[str], on: date) -> None:
    found = first_error(packs, own)
    if found is not None:
        raise PACK_UNFIT.error(
            file=found.file,
            line=found.line,
            rule=found.rule,
            problem_zh=found.text.zh,
            problem_en=found.text.en,
        )
    for name in own:
        if not packs[name].in_force.contains(on):
            raise PACK_NOT_IN_FORCE.error(file=f"{name}/pack.yaml", pack=name, day=on.isoformat())


def types_of(engine: Queries, table_ids: list[str]) -> dict[str, dict[str, str]]:
    """The SQL type of every staged column, as far as the rooms need to know it."""
    found = {}
    for table_id in table_ids:
        schema = engine.schema(f"tables/{table_id}")
        found[table_id] = {f.name: _sql_type(f.type) for f in schema}
    return found


def _sql_type(kind: pa.DataType) -> str:
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return "VARCHAR"
    if pa.types.is_timestamp(kind):
        return "TIMESTAMP"
    if pa.types.is_date(kind):
        return "DATE"
    return "OTHER"


def decide_step(
    project: Project,
    progress: Progress | None = None,
    *,
    as_of: date | None = None,
    packs: Packs | None = None,
    check: bool = False,
) -> dict[str, Any]:
    """Judges every class; writes verdicts beside the working copies and the classes to `decisions.json`.

    With `check` the second engine decides every person anew (`check.json`), whether or not it comes out the same.
    """
    progress = progress or Silent()
    scan = project.read_record("scan.json", "scan")
    links = project.read_record(LINK_RECORD, "link")
    settings = project.settings()
    packs = packs or project_packs(project, as_of)
    with project.held(), project.engine() as engine, project.workers() as workers:
        progress.start(Text("汇总每个人的事实", "Gathering the facts about each person"))
        on = as_of or date.today()
        chosen = choices_table(project, engine)
        _mark(project).touch()  # from here on the copies are newer than the record
        decisions, beside, context = _decide(
            workers or engine, scan, links, chosen, settings, packs, on, progress
        )
        record = {
            **decisions.as_dict(),
            **beside,
            "deal_form": str(settings.deal_form),
            "laws": [{"id": p.id, "version": str(p.version), "digest": p.digest} for p in packs],
            **({"choices": choices_digest(project)} if chosen else {}),
        }
        digest = project.write_record(DECISIONS_RECORD, record)
        _mark(project).unlink(missing_ok=True)
        project.journal.append(
            "dispositions.decided",
            record=digest,
            people=decisions.people,
            classes=len(decisions.classes),
            form=str(settings.deal_form),
        )
        if check:
            check_step(project, workers or engine, packs, context, on, decisions, digest, progress)
    return record


def is_deciding(project: Project) -> bool:
    """Whether copies and record are of two decisions: one is being written, or it broke off and has to be run again."""
    return _mark(project).exists()


def _mark(project: Project) -> Path:
    return project.work / "deciding"


def _known_laws(settings: Settings, packs: Packs) -> None:
    """A notice under a misspelt law would be waited for in vain."""
    ids = {p.id for p in packs}
    for number, notice in enumerate(settings.notices):
        if notice.law not in ids:
            raise errors.SETTINGS_INVALID.error(
                where=f"notice[{number}].law", problem=f"'{notice.law}' ({', '.join(sorted(ids))})"
            )


def _decide(
    engine: Queries,
    scan: dict[str, Any],
    links: dict[str, Any],
    chosen: Sequence[FactTable],
    settings: Settings,
    packs: Packs,
    as_of: date,
    progress: Progress,
) -> tuple[Decisions, dict[str, Any], Context]:
    """The decisions, what else the record tells of them, and what was the same for everybody."""
    tables = shapes.attached(shapes.tables_of(scan))
    facts = [*shapes.fact_tables(tables, links, types_of(engine, [t.id for t in tables])), *chosen]
    build_subjects(engine, facts, context_of(settings), lambda _: progress.advance())
    progress.start(Text("逐类判定", "Judging each class"))
    counts = measured(engine)  # whether the data may leave hangs on how many people they are about
    leaving = leaving_of(settings, packs, counts, as_of)
    _tell(leaving, progress)
    context = context_of(settings, export=leaving.export)
    beside = {
        KEY: {str(measure): count for measure, count in counts.items()},
        "leaving": leaving.as_dict(),
        "unsupplied": {
            lacking.fact: lacking.as_dict()
            for lacking in unsupplied(_told_by_columns(facts), packs, settings.seller.place, as_of)
        },
    }
    return decide(engine, packs, context, as_of), beside, context


def _told_by_columns(facts: Sequence[FactTable]) -> list[FactTable]:
    """Disputes that came in as requests do not tell of the debts and claims that the seller's own files would."""
    return [
        replace(table, columns=tuple(c for c in table.columns if c[1] != "hold.state"))
        if table.table_id == CHOICES
        else table
        for table in facts
    ]


def _tell(leaving: Leaving, progress: Progress) -> None:
    """What is declared and what is found, where data leave: a route that nobody checked is not passed over."""
    for crossing in leaving.abroad:
        if crossing.standing not in (Standing.EXEMPT, Standing.IN_PLACE):
            place, why = crossing.move.to.text, crossing.standing.text
            progress.remark(Text(f"向{place.zh}出境：{why.zh}", f"Leaving for {place.en}: {why.en}"))
