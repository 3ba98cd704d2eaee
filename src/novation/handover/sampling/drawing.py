"""Step `sample`: people drawn at random, told in classes of at least k, measured against everybody, kept encrypted."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from novation.engine import Engine
from novation.engine.expressions import one
from novation.engine.identifiers import quote_text
from novation.errors.protection import LIMITS_NOT_MET, NO_PEOPLE_TABLE, TOO_FEW
from novation.evidence import canonical
from novation.handover import tables as shapes
from novation.handover.deciding import types_of
from novation.handover.measuring import DECISIONS_RECORD
from novation.handover.progress import Progress, Silent
from novation.handover.project import Project, now
from novation.handover.sampling import choosing, keeping
from novation.handover.sampling.choosing import Chosen
from novation.handover.sampling.eligible import eligible, left_out, require_fresh
from novation.handover.sampling.measuring import Measured, measured_of, require_within, told_of
from novation.handover.sampling.order import LEAST_ROWS, SampleOrder
from novation.handover.sampling.releasing import Released, checked, release
from novation.handover.selection import register_working
from novation.messages import Text
from novation.protection import Recoding, recode
from novation.protection.encoding import Encoded, Quasi, encode
from novation.protection.forms import Form
from novation.protection.treatments import Treatment
from novation.protection.tuples import grouped
from novation.protection.values import value_sql


def draw(
    project: Project, order: SampleOrder, progress: Progress | None = None, *, dry_run: bool = False
) -> dict[str, Any]:
    """Draws a sample and returns its record; with `dry_run` nothing is written, and it has no number.

    Raises `sample.*` where it cannot be drawn or its risk is too high; then nothing is written either.
    """
    progress = progress or Silent()
    scan = project.read_record("scan.json", "scan")
    links = project.read_record("link.json", "link")
    decisions = project.read_record(DECISIONS_RECORD, "decide")
    require_fresh(project, decisions)
    tables = shapes.attached(shapes.tables_of(scan))
    with project.held(), project.engine() as engine:
        register_working(engine, tables, links)
        table = choosing.people_table(tables, links, order)
        figures = choosing.figures_of(tables, links, table)
        columns = choosing.choose(table, figures, order, types_of(engine, [table.id])[table.id])
        query = choosing.people_sql(table, figures)
        progress.start(Text("编码准标识符", "Encoding the quasi-identifiers"))
        columns, encoded = _encoded(engine, query, columns, order)
        progress.start(Text("抽取", "Drawing"))
        counts, drawn = _drawn(engine, project, columns, order)
        progress.start(Text("泛化并测量风险", "Generalising and measuring the risk"))
        released, recoding, measured = _released(engine, query, columns, encoded, drawn, order)
        checked(engine, query, columns, released, order)
        record = {
            "type": keeping.TYPE,
            "made_at": now(),
            "table": {"id": table.id, "source": table.source, "name": table.name},
            "decisions": canonical.digest(decisions),
            "people": counts,
            "rows": {"drawn": len(drawn), "released": len(released.rows), "left_out": measured.loss.left_out},
            **told_of(order, columns, recoding, measured),
            "content": keeping.content_digest(released.columns, released.rows),
        }
        encoded.close()
        return record if dry_run else _kept(project, engine, record, released)


def _kept(project: Project, engine: Engine, record: dict[str, Any], released: Released) -> dict[str, Any]:
    number = max(keeping.numbers_drawn(project), default=0) + 1
    record = {**record, "number": number}
    keeping.keep(engine, number, released.columns, released.rows, released.refs)
    (project.records / keeping.FOLDER).mkdir(exist_ok=True)
    digest = project.write_record(keeping.record_name(number), record)
    project.journal.append("people-sample.drawn", record=digest, content=record["content"], sample=number)
    return record


def _encoded(
    engine: Engine, query: str, columns: Sequence[Chosen], order: SampleOrder
) -> tuple[list[Chosen], Encoded]:
    """The columns that tell people apart at all, encoded, sensitive ones last."""
    used = [c for c in columns if c.treatment is Treatment.GENERALISED]
    kept = [c for c in columns if c.treatment is Treatment.KEPT]
    if not used:
        raise NO_PEOPLE_TABLE.error()
    rest = [c for c in columns if c not in used and c not in kept]
    quasi = [Quasi(c.name, c.form or Form.WORDS, _value(c)) for c in (*used, *kept)]
    encoded = encode(engine, query, quasi, order.limits.smallest, sensitive=len(kept))
    return [*used, *kept, *rest], encoded


def _value(column: Chosen) -> str:
    if column.title:
        return choosing.figure_sql(column)
    return value_sql(
        column.form or Form.WORDS, column.raw, column.sql_type, address=column.kind == "place.address"
    )


def _drawn(
    engine: Engine, project: Project, columns: Sequence[Chosen], order: SampleOrder
) -> tuple[dict[str, int], pa.Table]:
    """People in an order that nobody can foresee or repeat; the first of them are the sample."""
    categories = sorted({str(c.category) for c in columns if c.treatment in _SHOWN})
    everybody, may = eligible(engine, project, categories)
    (people,) = one(engine.fetch_arrow(f"SELECT count(*) FROM ({everybody})"))
    (able,) = one(engine.fetch_arrow(f"SELECT count(*) FROM ({may})"))
    least = max(LEAST_ROWS, 2 * order.limits.smallest)
    wanted = order.rows_of(able)
    if wanted < least:
        raise TOO_FEW.error(people=wanted, least=least)
    seed = quote_text(secrets.token_hex(16))
    drawn = engine.fetch_arrow(
        f"SELECT person, subject_ref FROM ({may}) ORDER BY sha256(person::VARCHAR || {seed}) LIMIT {wanted}"
    )
    return {"source": people, "eligible": able, **left_out(engine, project, categories)}, drawn.sort_by(
        "person"
    )


_SHOWN = (Treatment.GENERALISED, Treatment.KEPT)


def _released(
    engine: Engine,
    query: str,
    columns: Sequence[Chosen],
    encoded: Encoded,
    drawn: pa.Table,
    order: SampleOrder,
) -> tuple[Released, Recoding, Measured]:
    engine.register_arrow("sampled", drawn)
    codes = encoded.matrix(encoded.of("sampled"))
    quasi, sensitive = encoded.scales[: encoded.quasi], codes[:, encoded.quasi :]
    values = [sensitive[:, n].astype(np.int64) for n in range(sensitive.shape[1])]
    tuples, of_row = grouped(np.ascontiguousarray(codes[:, : encoded.quasi]), quasi, values)
    recoding = recode(tuples, quasi, order.limits)
    if recoding is None:
        raise LIMITS_NOT_MET.error(
            smallest=order.limits.smallest, suppressed=round(100 * order.limits.suppressed, 1)
        )
    number = recoding.number[of_row].astype(np.int64)
    measured = measured_of(engine, query, columns, encoded, recoding, tuples, number, values)
    require_within(order, columns, measured)
    return release(columns, encoded, recoding, number, sensitive, drawn), recoding, measured
