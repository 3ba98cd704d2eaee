"""Step `plan`: one canonical document that says what will happen, to how many, on which ground, from which state."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from novation.engine import Engine
from novation.engine.expressions import one
from novation.engine.identifiers import quote_identifier, quote_text
from novation.errors import project as errors
from novation.evidence import canonical
from novation.handover import due_list, sweeping
from novation.handover import tables as shapes
from novation.handover.choices import choices_digest
from novation.handover.deciding import project_packs
from novation.handover.grouping import groups
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, now
from novation.handover.second_opinion import require_agreement
from novation.handover.selection import register_working, removal_sql
from novation.handover.settings import ExportDeclaration, Settings
from novation.handover.source_places import check_unchanged, removable_from
from novation.handover.stages import Stage, StageKind
from novation.handover.staleness import require_current
from novation.messages import Text
from novation.terms import Promise, Purpose, Regime, Role

RECORD = "plan.json"


def plan(project: Project, progress: Progress | None = None, *, due: Path | None = None) -> dict[str, Any]:
    """Writes `plan.json` (canonical; its digest is what approvers sign) and returns it.

    `due`: a list that the sweep wrote; the plan then destroys what it names after the deal, and nothing else.
    Raises `plan.engines-differ` where the newest check of the decisions found differences; with `due` the errors of
    `due_list`, and `law.changed-since`.
    """
    progress = progress or Silent()
    scan = project.read_record("scan.json", "scan")
    links = project.read_record("link.json", "link")
    decisions = project.read_record("decisions.json", "decide")
    if decisions.get("choices", "") != choices_digest(project):
        raise errors.STALE.error(what="choices.json")
    require_agreement(project, _decisions_digest(project))
    settings = project.settings()
    tables = shapes.attached(shapes.tables_of(scan))
    today = date.today()
    if due is not None:
        due_list.refuse_early(project, settings, today)
        require_current(project)
    with project.held(), project.engine() as engine:
        register_working(engine, tables, links)
        taken = None
        if due is not None:
            sweeping.count_due(engine, project, project_packs(project), tables, links, today, progress)
            taken = due_list.take(engine, due, today)
            due_list.narrow(engine, taken)
        progress.start(Text("计算方案的各个步骤", "Counting the stages of the plan"), len(tables))
        by_hand = {s["name"] for s in scan["sources"] if not removable_from(project, s)}
        stages = _stages(engine, tables, links, by_hand, progress)
        if taken is not None:
            stages = [stage for stage in stages if stage.kind.action == "destroy"]
        head = project.journal.head()
        document = {
            "type": "novation-plan@v1",
            "case": settings.case,
            "version": _version(project),
            "created_at": now(),
            "as_of": decisions["as_of"],
            "deal": {
                "form": str(settings.deal_form),
                "phase": str(settings.phase),
                "closing_on": settings.closing_on.isoformat(),
            },
            "seller": _party(settings.seller),
            "buyer": {**_party(settings.buyer), "recipients": sorted(settings.recipients)},
            "sources": scan["sources"],
            "skipped": scan["skipped"],
            "tables": [_table(t, links) for t in tables],
            "settings": decisive_digest(settings),
            "decisions": _decisions_digest(project),
            "laws": decisions["laws"],
            "people": decisions["people"],
            "core": decisions["core"],
            "leaving": decisions.get("leaving"),
            "classes": len(decisions["classes"]),
            "groups": [] if taken else groups(decisions),
            "rules": decisions["rules"],
            "obligations": decisions["obligations"],
            "approval": _wanted(settings),
            "journal": head.as_dict(),
            "stages": [s.as_dict() for s in stages],
            **({"due": taken} if taken else {}),
        }
        digest = project.write_record(RECORD, document)
        project.journal.append(
            "plan.made",
            plan=digest,
            version=document["version"],
            people=taken["people"] if taken else decisions["people"],
            **({"due": taken["list"]} if taken else {}),
        )
    return document


def plan_digest(document: Mapping[str, Any]) -> str:
    return canonical.digest(document)


def decisive_digest(settings: Settings) -> str:
    """Digest of everything in novation.toml that decides; signers may be added without making a plan stale."""
    return canonical.digest(
        {
            "case": settings.case,
            "deal": [str(settings.deal_form), str(settings.phase), settings.closing_on.isoformat()],
            "seller": _party(settings.seller),
            "buyer": _party(settings.buyer),
            "recipients": sorted(settings.recipients),
            "sources": [[s.name, s.path, s.encoding, s.sheet] for s in settings.sources],
            "overrides": [
                [
                    o.source,
                    o.table,
                    o.column,
                    o.kind,
                    o.category and str(o.category),
                    o.sensitivity and str(o.sensitivity),
                ]
                # One that has ended decides no more, so a plan that rested on it is stale from the day after.
                for o in settings.overrides
                if o.holds(date.today())
            ],
            "notices": [[n.law, n.given_on.isoformat(), n.evidence] for n in settings.notices],
            "basis": {str(k): str(v) for k, v in settings.basis.items()},
            "active_months": settings.active_months,
            "export": _export(settings),
            **_further(settings),
            "approval": [[str(r) for r in roles] for roles in _approvals(settings)],
        }
    )


def _export(settings: Settings) -> Any:
    """A route alone as projects wrote it before there was more to declare, so that their plans stay fresh."""
    declared = settings.export
    if replace(declared, routes=()) == ExportDeclaration() and len(declared.routes) < 2:
        return settings.export_route
    since = declared.in_place_since
    return [
        list(declared.routes),
        str(declared.operator),
        str(declared.data or ""),
        str(declared.reason),
        declared.people_since_january,
        declared.sensitive_since_january,
        since.isoformat() if since else "",
    ]


def _further(settings: Settings) -> dict[str, Any]:
    """Declarations that came later: they count where they are made."""
    grounds = [[str(g.category), str(g.basis), g.signed_by, g.reason] for g in settings.transfer_grounds]
    found: dict[str, Any] = {
        "onward": [_party(party) for party in settings.onward],
        "transfer_grounds": grounds,
        "purpose": "" if settings.purpose is Purpose.SAME else str(settings.purpose),
        "promise": "" if settings.promise is Promise.NONE else str(settings.promise),
        "regime": "" if settings.regime is Regime.ORDINARY else str(settings.regime),
    }
    return {name: value for name, value in found.items() if value}


def _wanted(settings: Settings) -> dict[str, list[str]]:
    """Who must approve what; `classes` only where somebody has to sign classes off."""
    wanted = {"seal": settings.approve_seal, "destroy": settings.approve_destroy}
    if settings.approve_classes:
        wanted["classes"] = settings.approve_classes
    return {what: [str(role) for role in roles] for what, roles in wanted.items()}


def _approvals(settings: Settings) -> list[tuple[Role, ...]]:
    """Where nobody has to sign classes off they are left out: plans made before that could be wanted stay fresh."""
    wanted = [settings.approve_seal, settings.approve_destroy]
    return [*wanted, settings.approve_classes] if settings.approve_classes else wanted


def check_fresh(project: Project, document: Mapping[str, Any]) -> None:
    """Refuses a plan whose sources, consents, settings or decisions changed since; raises `plan.stale`.

    A plan judged by the law of a day to come counts notice windows as over that still run: `plan.too-early`. One judged
    by law that has changed since: `law.changed-since`. One whose decisions a check found wrong: `plan.engines-differ`.
    """
    check_judged(project, document)
    check_unchanged(project, project.settings().sources, document["sources"])


def check_judged(project: Project, document: Mapping[str, Any]) -> None:
    """The part of it that reads no source: days, settings, law, decisions."""
    if date.fromisoformat(document["as_of"]) > date.today():
        raise errors.TOO_EARLY.error(day=document["as_of"])
    if decisive_digest(project.settings()) != document["settings"]:
        raise errors.STALE.error(what="novation.toml")
    require_current(project)
    if _decisions_digest(project) != document["decisions"]:
        raise errors.STALE.error(what="decisions.json")
    if project.read_record("decisions.json", "decide").get("choices", "") != choices_digest(project):
        raise errors.STALE.error(what="choices.json")
    require_agreement(project, document["decisions"])


def _decisions_digest(project: Project) -> str:
    """Over the bytes as they lie there: a record is canonical, so they are what its value would give."""
    path = project.record_path("decisions.json")
    if not path.is_file():
        raise errors.STEP_MISSING.error(step="decide")
    return canonical.digest_bytes(path.read_bytes())


def _version(project: Project) -> int:
    if not project.has_record(RECORD):
        return 1
    return int(project.read_record(RECORD, "plan")["version"]) + 1


def _party(party: Any) -> dict[str, str]:
    return {"name": party.name, "place": str(party.place), "contact": party.contact}


def _table(table: shapes.Table, links: Mapping[str, Any]) -> dict[str, Any]:
    link = next(entry for entry in links["tables"] if entry["table"] == table.id)
    return {
        "id": table.id,
        "source": table.source,
        "name": table.name,
        "rows": table.rows,
        "orphans": link["orphans"],
        "by": link["by"],
        "columns": [
            {"name": c.name, "kind": c.kind, "category": str(c.category), "type": c.type}
            for c in table.columns
        ],
    }


def label(table: shapes.Table) -> str:
    return table.source if table.name in (table.source, "") else f"{table.source} · {table.name}"


def _stages(
    engine: Engine,
    tables: list[shapes.Table],
    links: Mapping[str, Any],
    by_hand: Set[str],
    progress: Progress,
) -> list[Stage]:
    about_nobody = {t.id for t in shapes.reference_tables(tables, links)}
    sealing = [Stage("check", StageKind.CHECK)]
    removing = []
    for table in tables:
        if table.id in about_nobody:
            sealing.append(
                Stage(f"reference:{table.id}", StageKind.REFERENCE, table.id, label(table), rows=table.rows)
            )
        else:
            sealing += _parts(engine, table)
            removing += _removals(
                engine, table, StageKind.BY_HAND if table.source in by_hand else StageKind.REMOVE
            )
        progress.advance()
    people = one(
        engine.fetch_arrow(
            "SELECT count(*) FROM subjects s WHERE s.profile IN (SELECT profile FROM verdicts WHERE passes)"
        )
    )[0]
    sealing += [
        Stage("registers", StageKind.REGISTERS, people=people),
        Stage("close", StageKind.CLOSE),
        Stage("sign", StageKind.SIGN),
    ]
    removing += [
        Stage("erase", StageKind.ERASE),
        Stage("look", StageKind.LOOK),
        Stage("certify", StageKind.CERTIFY),
    ]
    return sealing + removing


def _parts(engine: Engine, table: shapes.Table) -> list[Stage]:
    """One stage for each category of the table that has anything to pass."""
    categories = ", ".join(quote_text(str(c)) for c in table.categories)
    if not categories:
        return []
    links = quote_identifier(f"links_{table.id}")
    counted = engine.fetch_arrow(
        f"WITH per AS (SELECT s.profile, count(*) AS n, count(DISTINCT l.subject) AS p FROM {links} l "
        "JOIN subjects s ON s.subject = l.subject GROUP BY s.profile) "
        "SELECT d.category, sum(per.n)::BIGINT AS n, sum(per.p)::BIGINT AS p FROM per JOIN verdicts d USING (profile) "
        f"WHERE d.passes AND d.category IN ({categories}) GROUP BY d.category ORDER BY d.category"
    ).to_pylist()
    return [
        Stage(
            f"part:{table.id}:{r['category']}",
            StageKind.PART,
            table.id,
            label(table),
            r["category"],
            r["n"],
            r["p"],
        )
        for r in counted
    ]


def _removals(engine: Engine, table: shapes.Table, kind: StageKind) -> list[Stage]:
    rows, people, cells = one(
        engine.fetch_arrow(
            "SELECT count(*) FILTER (whole), count(DISTINCT subject) FILTER (whole), coalesce(sum(cells) FILTER (NOT whole), 0)::BIGINT "
            f"FROM ({removal_sql(table)})"
        )
    )
    if not rows and not cells:
        return []
    return [
        Stage(
            f"remove:{table.id}",
            kind,
            table.id,
            label(table),
            rows=rows,
            people=people,
            cells=cells,
        )
    ]
