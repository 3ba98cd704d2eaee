"""Step `seal`: runs the stages of an authorised plan and leaves a package, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from novation import __version__
from novation.custody.durable import write_durably
from novation.engine import Engine
from novation.engine.identifiers import quote_identifier
from novation.errors import NovationError
from novation.errors import project as errors
from novation.errors import seal as seal_errors
from novation.errors.evidence import SIGNATURE_INVALID
from novation.evidence import canonical, sshsig
from novation.evidence.authorisation import SignedAuthorisation
from novation.evidence.keys import PrivateKey, PublicKey, load_public_key
from novation.evidence.signers import AllowedSigner, allowed_signers
from novation.handover import class_sign_offs, registers
from novation.handover import tables as shapes
from novation.handover.authorising import require
from novation.handover.deciding import project_packs
from novation.handover.findings import keys_by_role
from novation.handover.interchange import deal_of_plan
from novation.handover.leaving import refuse_without_route
from novation.handover.package_sign_offs import counting
from novation.handover.planning import check_fresh, plan_digest
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, file_digest, now, origin
from novation.handover.pseudonyms import load_or_create_key, pseudonym_sql
from novation.handover.selection import Mask, flag_of, parts_sql, register_working
from novation.handover.settings import Settings
from novation.handover.stages import Stage, StageKind
from novation.handover.table_parts import PartPlan, write_parts
from novation.law.interchange.policy import agreement
from novation.seal import layout
from novation.seal.cells import ROW
from novation.seal.keys import parse_recipients, recipients_text
from novation.seal.parts import write_part
from novation.seal.recipe import recipe
from novation.seal.writer import BagWriter
from novation.seal.writer import add_signature as write_signature
from novation.terms import Category, Role

NAMESPACE = layout.NAMESPACE
PENDING = "sealing.json"
"""In `work/`: the record of a package, from just before it stands until it is noted."""


@dataclass
class Sealing:
    """What the stages share while one package is being written."""

    project: Project
    engine: Engine
    plan: Mapping[str, Any]
    decisions: Mapping[str, Any]
    settings: Settings
    tables: dict[str, shapes.Table]
    links: Mapping[str, Any]
    writer: BagWriter
    recipients: list[Any]
    signed: list[SignedAuthorisation]
    key: PrivateKey
    progress: Progress
    parts: list[dict[str, Any]]


def seal(
    project: Project, package: Path, key: PrivateKey, progress: Progress | None = None
) -> dict[str, Any]:
    """Writes the package of the authorised plan to `package`; returns its record (digest, parts, counts).

    Raises `plan.stale`, `plan.not-authorised`, `plan.no-recipient`, `plan.no-route`; after a crash a new run starts clean, or only
    notes the package that stood already.
    """
    progress = progress or Silent()
    plan = project.read_record("plan.json", "plan")
    settings = project.settings()
    stages = [s for s in map(Stage.from_dict, plan["stages"]) if s.kind.action == "seal"]
    with project.held():
        signed = require(project, plan, "seal")
        check_fresh(project, plan)
        standing = _standing(project, package, plan_digest(plan))
        if standing is not None:
            return _note(project, standing, key)
        if not settings.recipients:
            raise errors.NO_RECIPIENT.error()
        refuse_without_route(settings, project_packs(project), plan, date.today())
        if not any(s.kind is StageKind.PART for s in stages):
            raise errors.EMPTY_PLAN.error()
        scan = project.read_record("scan.json", "scan")
        links = project.read_record("link.json", "link")
        decisions = project.read_record("decisions.json", "decide")
        tables = shapes.attached(shapes.tables_of(scan))
        recipients = parse_recipients("\n".join(settings.recipients))
        with project.engine() as engine, BagWriter(package) as writer:
            project.journal.append("package.begun", plan=plan_digest(plan))
            register_working(engine, tables, links)
            work = Sealing(
                project,
                engine,
                plan,
                decisions,
                settings,
                {t.id: t for t in tables},
                links,
                writer,
                recipients,
                signed,
                key,
                progress,
                [],
            )
            for together in _together(stages):
                progress.start(together[0].text(), max(s.rows for s in together) or None)
                if together[0].kind is StageKind.PART:
                    _parts(work, together)
                else:
                    _RUN[together[0].kind](work, together[0])
        return _note(project, _pending(project), key)


def _standing(project: Project, package: Path, plan: str) -> dict[str, Any] | None:
    """The record of a package that an interrupted run completed but could not note any more."""
    manifest = package / layout.TAGMANIFEST
    if not (project.work / PENDING).is_file() or not manifest.is_file():
        return None
    record = _pending(project)
    return record if (record["package"], record["plan"]) == (file_digest(manifest), plan) else None


def _pending(project: Project) -> dict[str, Any]:
    record: dict[str, Any] = canonical.parse((project.work / PENDING).read_bytes())
    return record


def _note(project: Project, record: dict[str, Any], key: PrivateKey) -> dict[str, Any]:
    """The package stands: record, journal entry and signed head follow."""
    digest = project.write_record("sealed.json", record)
    project.journal.append("package.sealed", package=record["package"], plan=record["plan"], record=digest)
    project.sign_head(key, "seller")
    (project.work / PENDING).unlink()
    return record


def _together(stages: list[Stage]) -> list[list[Stage]]:
    """Stages that run as one: the parts of a table; every other stage is alone."""
    runs = groupby(stages, key=lambda s: s.table if s.kind is StageKind.PART else s.id)
    return [list(run) for _, run in runs]


def _check(work: Sealing, stage: Stage) -> None:
    """Authorisations and freshness were checked before anything was opened; this stage is that check."""


def _parts(work: Sealing, stages: list[Stage]) -> None:
    """All parts of one table, in one pass over it."""
    table = work.tables[stages[0].table]
    categories = [Category(s.category) for s in stages]
    masks = {c: mask for category in categories for c, mask in _masks(work, table, category).items()}
    plans = [PartPlan(str(c), tuple(table.columns_of(c)), flag_of(n)) for n, c in enumerate(categories)]
    _write(work, stages, table.id, plans, parts_sql(table, categories, masks))


def _masks(work: Sealing, table: shapes.Table, category: Category) -> dict[str, Mask]:
    """Pseudonyms for the columns of a category, for those people whose verdict asks for them."""
    classes = masked_classes(work.decisions, category)
    if not classes:
        return {}
    key = load_or_create_key(work.project.work)
    return {
        c: Mask(pseudonym_sql("v." + quote_identifier(c), key), classes) for c in table.columns_of(category)
    }


def masked_classes(decisions: Mapping[str, Any], category: Category) -> frozenset[int]:
    """Numbers of the classes of a category that pass now, and pseudonymised only."""
    verdicts = decisions["verdicts"]
    return frozenset(
        entry["number"]
        for entry in decisions["classes"]
        if entry["passes_now"]
        and entry["facts"]["category"] == str(category)
        and str(category) in verdicts[entry["verdict"]]["mask"]
    )


def _reference(work: Sealing, stage: Stage) -> None:
    table = work.tables[stage.table]
    names = work.engine.schema(f"tables/{table.id}").names
    plans = [PartPlan("none", tuple(n for n in names if n != ROW))]
    _write(work, [stage], table.id, plans, f"SELECT * FROM {quote_identifier(table.id)}")


def _write(work: Sealing, stages: list[Stage], table_id: str, plans: list[PartPlan], query: str) -> None:
    written = write_parts(work.engine, work.writer, work.recipients, table_id, plans, query, work.progress)
    for stage, part in zip(stages, written, strict=True):
        if part.rows != stage.rows:
            raise errors.STALE.error(what=stage.label)
        work.parts.append(
            {
                "stage": stage.id,
                "file": part.file,
                "rows": part.rows,
                "people": stage.people,
                "columns": part.columns,
            }
        )


def _registers(work: Sealing, stage: Stage) -> None:
    for name, table in registers.build(
        work.engine, work.decisions, list(work.tables.values()), work.links, work.settings
    ):
        with work.writer.encrypted(layout.register_part(name), work.recipients) as sink:
            rows = write_part(sink, table)
        work.parts.append(
            {"stage": stage.id, "file": layout.register_part(name), "rows": rows, "people": 0, "columns": []}
        )
    package = registers.datapackage(work.plan, work.parts)
    with work.writer.encrypted(layout.DATAPACKAGE, work.recipients) as sink:
        sink.write(canonical.encode(package))


def _close(work: Sealing, stage: Stage) -> None:
    """The tag files: readable without a key, free of personal data."""
    writer, plan = work.writer, work.plan
    writer.add_tag("plan.json", canonical.encode(plan))
    writer.add_tag("counts.json", canonical.encode(registers.counts(plan, work.decisions, work.parts)))
    writer.add_tag(
        "obligations.json",
        canonical.encode({"type": "novation-obligations@v1", "obligations": plan["obligations"]}),
    )
    writer.add_tag(layout.POLICY, canonical.encode(agreement(deal_of_plan(plan))))
    writer.add_tag(
        "laws.json",
        canonical.encode({"type": "novation-laws@v1", "laws": plan["laws"], "rules": plan["rules"]}),
    )
    writer.add_tag("recipients.txt", recipients_text(list(work.settings.recipients)))
    writer.add_tag("allowed_signers", signers_text(work.settings).encode())
    for number, one in enumerate(work.signed, 1):
        stem = f"authorisations/{number:03}.json"
        writer.add_tag(stem, one.document)
        writer.add_tag(stem + ".sig", one.signature.encode())
    for name, signed, signature in counting(work.project, work.decisions):
        writer.add_tag(name, signed)
        writer.add_tag(name + ".sig", signature)
    journal = work.project.journal
    writer.add_tag("journal.jsonl", journal.path.read_bytes())
    writer.add_tag(
        "checkpoint.note", journal.checkpoint(work.key, origin(str(plan["case"]), "seller")).encode()
    )
    for language in ("zh", "en"):
        writer.add_tag(f"VERIFY.{language}.txt", recipe(language))


def signers_text(settings: Settings) -> str:
    """`allowed_signers` of the package: principals are roles, so no name stands there."""
    namespaces = (
        *("novation-authorisation", NAMESPACE, "novation-receipt", "novation-certificate"),
        class_sign_offs.NAMESPACE,
    )
    return allowed_signers(
        AllowedSigner(str(s.role), load_public_key(s.key), namespaces) for s in settings.signers
    )


def _sign(work: Sealing, stage: Stage) -> None:
    def signatures(tagmanifest: bytes) -> dict[str, bytes]:
        record = {
            "type": "novation-sealed@v1",
            "plan": plan_digest(work.plan),
            "package": canonical.digest_bytes(tagmanifest),
            "sealed_at": now(),
            "parts": work.parts,
        }
        write_durably(work.project.work / PENDING, canonical.encode(record))
        return {"signatures/hander-over.sig": sshsig.sign(work.key, NAMESPACE, tagmanifest).encode()}

    info = {
        "Source-Organization": work.settings.seller.name,
        "External-Identifier": str(work.plan["case"]),
        "Bagging-Date": now()[:10],
        "Bag-Software-Agent": f"Novation {__version__}",
        "Novation-Package-Version": layout.PACKAGE_VERSION,
        "Novation-Plan": plan_digest(work.plan),
    }
    work.writer.finish(info, signatures)


_RUN = {
    StageKind.CHECK: _check,
    StageKind.REFERENCE: _reference,
    StageKind.REGISTERS: _registers,
    StageKind.CLOSE: _close,
    StageKind.SIGN: _sign,
}


def add_signature(package: Path, role: str, key: PrivateKey) -> Path:
    """A further signature over the tag manifest, by the witness or the receiver."""
    return write_signature(package, role, sshsig.sign(key, NAMESPACE, what_is_signed(package)).encode())


def what_is_signed(package: Path) -> bytes:
    """The tag manifest, which covers every file of the package."""
    manifest = package / layout.TAGMANIFEST
    if not manifest.is_file():
        raise seal_errors.NOT_A_PACKAGE.error(file=package.name)
    return manifest.read_bytes()


def signers_in(package: Path) -> dict[str, list[PublicKey]]:
    """Whose signatures the package counts, by role; raises `seal.not-a-package`, `signers.malformed`."""
    path = package / layout.ALLOWED_SIGNERS
    if not path.is_file():
        raise seal_errors.NOT_A_PACKAGE.error(file=package.name)
    return keys_by_role(path.read_text("utf-8", errors="replace"))


def signatures_on(package: Path) -> list[tuple[Role, PublicKey | None]]:
    """Who has signed the package; no key where the signature does not hold or the package's list does not know it."""
    message, known = what_is_signed(package), signers_in(package)
    found = []
    for path in sorted((package / "signatures").glob("*.sig")):
        try:
            key = sshsig.verify(path.read_text("utf-8", errors="replace"), NAMESPACE, message)
        except NovationError:
            key = None
        found.append((Role(path.stem), key if key in known.get(path.stem, []) else None))
    return found


def accept_signature(package: Path, role: str, signature: str, key: PublicKey) -> Path:
    """A further signature that was made elsewhere with this key; raises `signature.…`."""
    if sshsig.verify(signature, NAMESPACE, what_is_signed(package)) != key:
        raise SIGNATURE_INVALID.error()
    return write_signature(package, role, signature.encode())
