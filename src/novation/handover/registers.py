"""The registers that go along in the package: what the buyer must know to keep the promises made to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from novation.disposition.deciding import whole_class
from novation.engine import Engine
from novation.engine.identifiers import quote_identifier, quote_text
from novation.handover.choices import TABLE as CHOICES
from novation.handover.choices import remaining_choices
from novation.handover.open_requests import requests_sql
from novation.handover.settings import Settings
from novation.handover.tables import Table
from novation.seal.layout import opened_name

ABOUT_PEOPLE = ("subjects", "consents", "suppression", "open-matters")
"""The registers with a row or more for each person; the others are about classes."""

PASSING = "(SELECT DISTINCT profile FROM verdicts WHERE passes)"


def build(
    engine: Engine,
    decisions: Mapping[str, Any],
    tables: Sequence[Table],
    links: Mapping[str, Any],
    settings: Settings,
) -> Iterator[tuple[str, pa.RecordBatchReader]]:
    """Every register by name; only about people of whom something passes.

    Columns are called so that the buyer's own scan knows them again (`marketing_state`, `hold_state`, `consent_at`).
    """
    yield (
        "subjects",
        engine.reader(
            "SELECT s.subject_ref, s.profile, nullif(p.place, 'unknown') AS place FROM subjects s JOIN profiles p USING (profile) "
            f"WHERE s.profile IN {PASSING} ORDER BY s.subject_ref"
        ),
    )
    yield "dispositions", _dispositions(engine, decisions)
    yield "consents", engine.reader(f"{consents_sql(tables, links)}{_answers_sql(engine)}")
    yield (
        "suppression",
        engine.reader(
            "SELECT s.subject_ref, 'marketing' AS channel, p.marketing AS marketing_state FROM subjects s JOIN profiles p USING (profile) "
            f"WHERE p.marketing = 'opted-out' AND s.profile IN {PASSING} "
            # Whoever objected and of whom something passes all the same (what a law or a claim needs) is not contacted.
            "UNION ALL SELECT s.subject_ref, 'any' AS channel, 'opted-out' AS marketing_state "
            "FROM subjects s JOIN profiles p USING (profile) "
            f"WHERE p.objection = 'objected' AND s.profile IN {PASSING} ORDER BY 1, 2"
        ),
    )
    yield (
        "open-matters",
        engine.reader(
            "SELECT s.subject_ref, p.hold AS hold_state FROM subjects s JOIN profiles p USING (profile) "
            f"WHERE p.hold <> 'none' AND s.profile IN {PASSING} ORDER BY s.subject_ref"
        ),
    )
    yield "open-requests", engine.reader(requests_sql(engine, PASSING))
    yield "retention", _retention(decisions)
    yield "purposes", _purposes(settings)


def _dispositions(engine: Engine, decisions: Mapping[str, Any]) -> pa.RecordBatchReader:
    classes = _passing(decisions)
    engine.register_arrow(
        "passing_classes",
        pa.table(
            {
                "class": pa.array([c["number"] for c in classes], pa.int32()),
                "class_id": pa.array([c["id"] for c in classes], pa.string()),
                "rules": pa.array([c["reasons"] for c in classes], pa.list_(pa.string())),
            }
        ),
    )
    return engine.reader(
        "SELECT v.profile, v.category, v.to_buyer AS disposition, c.class_id, c.rules FROM verdicts v "
        "JOIN passing_classes c ON c.class = v.class WHERE v.passes ORDER BY v.profile, v.category"
    )


def consents_sql(tables: Sequence[Table], links: Mapping[str, Any]) -> str:
    """All consent events of the people who pass, in the words in which they were recorded (ISO/IEC TS 27560 fields)."""
    selects = []
    for table in tables:
        kinds = {c.kind: c.name for c in table.columns}
        if "consent.state" not in kinds or "consent.purpose" not in kinds:
            continue
        at = (
            f"v.{quote_identifier(kinds['consent.at'])}::VARCHAR"
            if "consent.at" in kinds
            else "NULL::VARCHAR"
        )
        selects.append(
            f"SELECT s.subject_ref, v.{quote_identifier(kinds['consent.purpose'])}::VARCHAR AS consent_purpose, "
            f"v.{quote_identifier(kinds['consent.state'])}::VARCHAR AS consent_state, {at} AS consent_at, "
            f"{quote_text(table.source)} AS recorded_in FROM {quote_identifier(table.id)} v "
            f"JOIN {quote_identifier('links_' + table.id)} l USING (_row) JOIN subjects s ON s.subject = l.subject "
            f"WHERE s.profile IN {PASSING}"
        )
    empty = (
        "SELECT ''::VARCHAR AS subject_ref, ''::VARCHAR AS consent_purpose, ''::VARCHAR AS consent_state, "
        "''::VARCHAR AS consent_at, ''::VARCHAR AS recorded_in WHERE false"
    )
    return " UNION ALL ".join([empty, *selects])


def _answers_sql(engine: Engine) -> str:
    """What customers answered since the seller's files were made, in the words of the register of choices."""
    if not remaining_choices(engine):
        return ""
    engine.register(CHOICES, f"tables/{CHOICES}")
    engine.register(f"links_{CHOICES}", f"links/{CHOICES}")
    return (
        " UNION ALL SELECT s.subject_ref, c.matter, c.answer, c.answered_at::VARCHAR, 'register' "
        f"FROM {CHOICES} c JOIN links_{CHOICES} l USING (_row) JOIN subjects s ON s.subject = l.subject "
        f"WHERE c.matter <> '' AND s.profile IN {PASSING}"
    )


def _passing(decisions: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [whole_class(decisions, c) for c in decisions["classes"] if c["passes_now"]]


def _retention(decisions: Mapping[str, Any]) -> pa.RecordBatchReader:
    """What each passing class owes: the floors that still run, by law."""
    rows = [
        {
            "class_id": c["id"],
            "category": c["facts"]["category"],
            "place": c["facts"]["place"],
            "last_transaction": c["facts"]["activity"],
            "law": answer["law"],
            "floor": answer["retention"],
        }
        for c in _passing(decisions)
        for answer in c["answers"]
    ]
    schema = pa.schema(
        [(n, pa.string()) for n in ("class_id", "category", "place", "last_transaction", "law", "floor")]
    )
    return pa.Table.from_pylist(rows, schema=schema).to_reader()


def _purposes(settings: Settings) -> pa.RecordBatchReader:
    rows = [{"category": str(c), "basis": str(b)} for c, b in sorted(settings.basis.items())]
    return pa.Table.from_pylist(
        rows, schema=pa.schema([("category", pa.string()), ("basis", pa.string())])
    ).to_reader()


def counts(
    plan: Mapping[str, Any], decisions: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Every figure of the dossier, so that it can be recomputed from the package."""
    return {
        "type": "novation-counts@v1",
        "people": plan["people"],
        "core": plan["core"],
        "groups": plan["groups"],
        "classes": [
            [
                c["id"],
                c["facts"]["category"],
                c["facts"]["place"],
                _outcome(decisions, c),
                c["seller_copy_now"],
                c["passes_now"],
                c["people"],
            ]
            for c in decisions["classes"]
        ],
        "parts": [{"file": p["file"], "rows": p["rows"], "people": p["people"]} for p in parts],
    }


def _outcome(decisions: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    return str(decisions["verdicts"][entry["verdict"]]["to_buyer"])


def datapackage(plan: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A Frictionless data package over the opened parts (paths as they are after decryption)."""
    kinds = {(t["id"], c["name"]): c for t in plan["tables"] for c in t["columns"]}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "novation-handover",
        "resources": [_resource(p, kinds) for p in parts],
    }


def _resource(part: Mapping[str, Any], kinds: Mapping[tuple[str, str], Mapping[str, Any]]) -> dict[str, Any]:
    path = opened_name(part["file"])
    table = path.rsplit("/", 1)[-1].split(".")[0]
    fields = [
        {"name": c, "novation:kind": kinds.get((table, c), {}).get("kind", "none"), "type": "any"}
        for c in part["columns"]
    ]
    name = path.removesuffix(".parquet").replace("/", "-")
    return {
        "name": name,
        "path": path,
        "format": "parquet",
        "rowCount": part["rows"],
        "schema": {"fields": fields},
    }
