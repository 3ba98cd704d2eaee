"""Turns the adapters' answers into the figures of the report."""

from __future__ import annotations

from typing import Any

from benchmarks.discovery import mapping, scoring
from benchmarks.discovery.notes import UNLABELLED, Labelled
from benchmarks.discovery.running import Answers
from benchmarks.discovery.tables import Table

FAMILIES = {"names": {"person-name"}, "addresses": {"address"}}


class UnknownTypes(ValueError):
    """A tool said a type that stands in no table: nobody judged yet what it counts as."""


def describe(data: Labelled) -> dict[str, Any]:
    """What a set is made of."""
    labels: dict[str, int] = {}
    for note in data.notes:
        for _, _, slug in note.spans:
            labels[slug] = labels.get(slug, 0) + 1
    grey = labels.pop(UNLABELLED, 0)
    clean = [note for note in data.notes if not note.personal]
    return {
        "name": data.name, "origin": data.origin, "notes": len(data.notes), "characters": data.characters,
        "without_personal_data": len(clean), "labels": dict(sorted(labels.items())), "left_out": grey,
    }  # fmt: skip


def spans(data: Labelled, tool: str, answer: dict[str, Any]) -> dict[str, Any]:
    """Exact and overlapping scores of one tool on one set; UnknownTypes where a type was never judged."""
    table = mapping.of("spans", tool)
    reports = answer["spans"]
    if unknown := table.unknown(kind for report in reports for _, _, kind in report):
        raise UnknownTypes(f"{tool}: {', '.join(unknown)} not in types.yaml, spans")
    found: dict[str, Any] = {}
    for way in ("exact", "overlap"):
        score = scoring.score(data.notes, reports, table, exact=way == "exact")
        found[way] = _told(score, table.known())
    found["false_alarms"] = scoring.false_alarms(data.notes, reports, table)
    return found


def _told(score: scoring.Score, known: set[str]) -> dict[str, Any]:
    others = set(score.types) - set().union(*FAMILIES.values())
    families = {name: score.micro(slugs).as_dict() for name, slugs in FAMILIES.items()}
    return {
        "micro": score.micro().as_dict(),
        "micro_of_types_it_knows": score.micro(known).as_dict(),
        **families,
        "identifiers": score.micro(others).as_dict(),
        "types": {slug: tally.as_dict() for slug, tally in sorted(score.types.items())},
    }


def columns(table: Table, tool: str, answer: dict[str, Any]) -> dict[str, Any]:
    """Scores of one tool on one table; UnknownTypes where a type was never judged."""
    types = mapping.of("columns", tool)
    found = answer["columns"]
    if unknown := types.unknown(kind for kind in found.values() if kind is not None):
        raise UnknownTypes(f"{tool}: {', '.join(unknown)} not in types.yaml, columns")
    return {**scoring.columns(table.truth, found, types), "cpu_s": answer["cpu_s"]}


def speeds(answers: dict[str, Answers], name: str) -> dict[str, Any]:
    """MB/s of each tool on one text, from its least CPU time, and how many times as fast Novation is."""
    rates = {}
    for tool, said in answers.items():
        if (answer := said.sets.get(name)) and answer["bytes"]:
            rate = answer["bytes"] / 1e6 / max(min(answer["cpu_s"]), 1e-6)
            rates[tool] = {"mb_s": rate, "notes_s": answer["texts"] / min(answer["cpu_s"]), **answer}
    for own in ("novation", "novation-ids"):
        if own in rates:
            for entry in rates.values():
                entry[f"{own}_is_times"] = round(rates[own]["mb_s"] / entry["mb_s"], 1)
    return rates


def memory(answers: dict[str, Answers], name: str, size: int) -> dict[str, Any]:
    """MiB resident with the column loaded, the peak while it was searched, and the difference."""
    found = {}
    for tool, said in answers.items():
        if answer := said.sets.get(name):
            grown = answer["peak_mib"] - answer["before_mib"]
            found[tool] = {**answer, "grown_mib": grown, "column_mib": size >> 20}
    return found


def tools(answers: dict[str, Answers]) -> list[dict[str, Any]]:
    """Each tool with its version, why it was not run, if so, and the sets on which it failed."""
    return [
        {"name": tool, **said.about, "not_run": said.not_run, "failed": said.failed, "seconds": said.seconds}
        for tool, said in answers.items()
    ]
