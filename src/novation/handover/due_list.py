"""What the sweep found due, as the list that a plan of destruction takes: checked, kept, and turned into verdicts."""

from __future__ import annotations

import hashlib
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from novation.disposition.due_days import people_sql
from novation.engine import Engine
from novation.engine.expressions import one
from novation.engine.identifiers import quote_text
from novation.errors import project as errors
from novation.handover.project import Project
from novation.handover.settings import Settings
from novation.terms import SellerCopy

COPY = "due"
"""Working copy of the list that the plan took: `subject`, `category`."""

_STANDING = ("sealed.json", "receipt.json", "destruction.json", "certificate.json")
_COLUMNS = ("subject_ref", "category")
_ORDERED = f"SELECT s.subject_ref, d.category FROM {COPY} d JOIN subjects s USING (subject) ORDER BY ALL"


def refuse_early(project: Project, settings: Settings, today: date) -> None:
    """Only after the deal, and never over its records; raises `due.before-closing`, `due.records-stand`."""
    if settings.closing_on > today:
        raise errors.DUE_BEFORE_CLOSING.error(day=settings.closing_on.isoformat())
    standing = [name for name in _STANDING if project.has_record(name)]
    if standing:
        raise errors.DUE_RECORDS_STAND.error(records=", ".join(standing))


def take(engine: Engine, path: Path, today: date) -> dict[str, Any]:
    """Keeps the list as a working copy, and gives what the plan says of it. Wants `due_days` and `subjects`.

    Lines may be struck from what the sweep wrote, none added: each must be due today, by a count made anew
    (`due.not-due`). Raises `due.list-invalid`, `sweep.refs-format`.
    """
    engine.register_arrow("due_listed", _read(path))
    due = people_sql(today.isoformat())
    foreign = one(
        engine.fetch_arrow(f"SELECT count(*) FROM due_listed ANTI JOIN ({due}) USING (subject_ref, category)")
    )[0]
    if foreign:
        raise errors.DUE_NOT_DUE.error(file=path.name, count=foreign)
    engine.write(
        COPY,
        "SELECT DISTINCT s.subject, l.category FROM due_listed l JOIN subjects s USING (subject_ref) ORDER BY ALL",
    )
    engine.register(COPY, COPY)
    groups = engine.fetch_arrow(
        "SELECT t.category, t.place, t.entry, t.kind, strftime(min(t.due_on), '%Y-%m-%d') AS first_on, "
        "strftime(max(t.due_on), '%Y-%m-%d') AS last_on, count(*) AS people FROM "
        f"(SELECT DISTINCT x.subject, d.category, d.place, d.entry, d.kind, d.due_on FROM {COPY} x "
        "JOIN subjects s USING (subject) JOIN last_days l USING (subject) "
        "JOIN due_days d ON d.profile = s.profile AND d.last_on = l.last_on AND d.category = x.category) t "
        "GROUP BY ALL ORDER BY ALL"
    ).to_pylist()
    pairs, people = one(engine.fetch_arrow(f"SELECT count(*), count(DISTINCT subject) FROM {COPY}"))
    if not pairs:
        raise errors.DUE_LIST_INVALID.error(file=path.name)
    return {
        "by": today.isoformat(),
        "list": list_digest(engine),
        "pairs": pairs,
        "people": people,
        "groups": groups,
    }


def list_digest(engine: Engine) -> str:
    """Digest of references and categories in order, streamed: the same list under references drawn anew is another."""
    digest = hashlib.sha256()
    with closing(engine.reader(_ORDERED)) as reader:
        for batch in reader:
            lines = pa.Table.from_batches([batch])
            sink = pa.BufferOutputStream()
            pa_csv.write_csv(lines, sink, pa_csv.WriteOptions(include_header=False))
            digest.update(sink.getvalue())
    return "sha256:" + digest.hexdigest()


def narrow(engine: Engine, due: dict[str, Any] | None) -> None:
    """For a plan that takes a list: only what it names goes, whatever else the verdicts say; nothing passes.

    Puts `subjects` and `verdicts` in place of those of the deal, finer by who is due for what, so that the selection of
    rows and the look for leftovers work as ever. Raises `plan.stale` where the list is not the one of the plan.
    """
    if due is None:
        return
    if not engine.has(COPY):
        raise errors.STALE.error(what="due")
    engine.register(COPY, COPY)
    if list_digest(engine) != due["list"]:
        raise errors.STALE.error(what="due")
    goes, stays = quote_text(SellerCopy.DESTROY), quote_text(SellerCopy.KEEP)
    engine.execute(
        "CREATE OR REPLACE TABLE due_people AS SELECT s.subject, s.subject_ref, s.profile, coalesce(d.categories, []) "
        f"AS categories FROM subjects s LEFT JOIN (SELECT subject, list(category ORDER BY category) AS categories FROM {COPY} "
        "GROUP BY subject) d USING (subject)"
    )
    engine.execute(
        "CREATE OR REPLACE TABLE due_profiles AS SELECT row_number() OVER () - 1 AS number, profile, categories "
        "FROM (SELECT DISTINCT profile, categories FROM due_people)"
    )
    engine.write(
        "due_verdicts",
        "SELECT p.number AS profile, v.* EXCLUDE (profile, seller_copy, passes), false AS passes, "
        f"CASE WHEN list_contains(p.categories, v.category) THEN {goes} WHEN v.seller_copy IN ({goes}, "
        f"{quote_text(SellerCopy.ANONYMISE)}) THEN {stays} ELSE v.seller_copy END AS seller_copy "
        "FROM due_profiles p JOIN verdicts v USING (profile)",
    )
    engine.write(
        "due_subjects",
        "SELECT d.subject, d.subject_ref, p.number AS profile FROM due_people d "
        "JOIN due_profiles p USING (profile, categories) ORDER BY d.subject",
    )
    engine.register("verdicts", "due_verdicts")
    engine.register("subjects", "due_subjects")


def _read(path: Path) -> pa.Table:
    if path.suffix.lower() not in (".csv", ".parquet"):
        raise errors.REFS_FORMAT.error(file=path.name)
    texts = dict.fromkeys(_COLUMNS, pa.string())
    try:
        if path.suffix.lower() == ".parquet":
            table = pq.read_table(path, columns=list(_COLUMNS))
        else:
            options = pa_csv.ConvertOptions(column_types=texts, include_columns=list(_COLUMNS))
            table = pa_csv.read_csv(path, convert_options=options)
        return table.cast(pa.schema(texts))
    except (pa.ArrowException, KeyError, ValueError) as wrong:
        raise errors.DUE_LIST_INVALID.error(file=path.name) from wrong
