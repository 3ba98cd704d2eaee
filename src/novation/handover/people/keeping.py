"""References outlive a linking: whoever is still told by their own contacts keeps the reference they had.

A reference stands in choices, requests and receipts. Linking anew draws new ones; here they are exchanged for the
earlier ones wherever the contacts that only one person has point from one new person to one earlier one. Two earlier
people who are one now keep one of their references, and the other leads to it (`people/aliases`). One earlier person
who is several now is nobody's guess: such a reference is known no longer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from novation.engine import Engine
from novation.engine.expressions import one
from novation.engine.keys import load_or_create_key
from novation.handover import tables as shapes
from novation.handover.people.contacts import contact_selects
from novation.handover.people.indexing import FOLDER, INDEX_RECORD
from novation.handover.people.sorting import FILES
from novation.handover.people.tags import Tagger
from novation.handover.project import Project

ALIASES = "people/aliases"
EARLIER = "people/refs"


def keep_references(project: Project, engine: Engine, tables: Sequence[shapes.Table]) -> int:
    """Gives earlier references back after a linking; returns how many. Without an index of people there are none."""
    if not (project.has_record(INDEX_RECORD) and engine.has(EARLIER)):
        return 0
    _register_earlier(project, engine)
    _find_pairs(project, engine, tables)
    engine.execute(
        "CREATE OR REPLACE TABLE kept AS SELECT subject, min(old) AS old FROM same_person GROUP BY subject"
    )
    engine.register("earlier_refs", EARLIER)
    _lead_on(engine)
    engine.write(
        "refs",
        "SELECT r.subject, coalesce(e.subject_ref, r.subject_ref) AS subject_ref FROM refs r "
        "LEFT JOIN kept k USING (subject) LEFT JOIN earlier_refs e ON e.subject = k.old ORDER BY r.subject",
    )
    engine.register("refs", "refs")
    count = int(one(engine.fetch_arrow("SELECT count(*) FROM kept"))[0])
    for table in ("kept", "same_person"):
        engine.execute(f"DROP TABLE {table}")
    return count


def _register_earlier(project: Project, engine: Engine) -> None:
    folder = project.work / FOLDER
    files = {name: folder / f"{name}.bin" for name in FILES}
    arrays = {
        name: np.memmap(path, FILES[name], "r") if path.stat().st_size else np.empty(0, FILES[name])
        for name, path in files.items()
    }
    engine.register_arrow("earlier_tags", pa.table({name: pa.array(array) for name, array in arrays.items()}))


def _find_pairs(project: Project, engine: Engine, tables: Sequence[shapes.Table]) -> None:
    """Pairs of a new and an earlier person whom a contact of their own joins; each earlier one in one pair only.

    Materialised, since the rows beside their people can be read once only.
    """
    tagger = Tagger(load_or_create_key(project.work))
    selects = contact_selects(engine, tables)
    engine.register("refs", "refs")
    none = "SELECT NULL::VARCHAR AS token, NULL::BIGINT AS subject WHERE false"
    tagged = f"SELECT {tagger.sql('token')} AS tag, subject FROM ({' UNION ALL '.join([none, *selects])}) WHERE token IS NOT NULL"
    own_now = f"SELECT hi, lo, min(subject) AS subject FROM (SELECT {Tagger.halves('tag')}, subject FROM ({tagged})) {_OWN}"
    own_then = f"SELECT hi, lo, min(subject) AS old FROM earlier_tags {_OWN}"
    engine.execute(
        "CREATE OR REPLACE TABLE same_person AS WITH pairs AS MATERIALIZED (SELECT DISTINCT subject, old "
        f"FROM ({own_now}) JOIN ({own_then}) USING (hi, lo)) "
        "SELECT * FROM pairs WHERE old IN (SELECT old FROM pairs GROUP BY old HAVING count(*) = 1)"
    )


_OWN = "GROUP BY hi, lo HAVING min(subject) = max(subject)"


def _lead_on(engine: Engine) -> None:
    """Writes the references that lead to another: those of before, led on, and those of people who became one."""
    fresh = (
        "SELECT e.subject_ref AS alias, t.subject_ref FROM same_person s JOIN kept k USING (subject) "
        "JOIN earlier_refs e ON e.subject = s.old JOIN earlier_refs t ON t.subject = k.old WHERE s.old <> k.old"
    )
    query = fresh
    if engine.has(ALIASES):
        engine.register("aliases_before", ALIASES)
        query = (
            f"WITH fresh AS ({fresh}) SELECT b.alias, coalesce(f.subject_ref, b.subject_ref) AS subject_ref "
            "FROM aliases_before b LEFT JOIN fresh f ON f.alias = b.subject_ref UNION SELECT * FROM fresh"
        )
    engine.write(ALIASES, query)
