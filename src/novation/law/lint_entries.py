"""The checks of `lint` on what a pack says besides rules: references between files, and rows that SOURCES.md must name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from novation.law.entries import Clock, Control, Entry
from novation.law.finding import LintFinding
from novation.law.pack import Obligation, Pack, RetentionPeriod, Rule
from novation.law.packset import Packs
from novation.law.vocabulary import Severity
from novation.messages import Text

Cited = Rule | Entry | RetentionPeriod | Obligation


def references(pack: Pack, packs: Packs) -> Iterator[LintFinding]:
    """Notices that no `notices.yaml` holds, and thresholds that no `thresholds.yaml` holds."""
    closure = [packs[name] for name in packs.closure(pack.id)]
    contents = {content.short_id for other in closure for content in other.notices}
    for rule in pack.rules:
        named = rule.then.notice.content if rule.then.notice else ""
        if named and named not in contents:
            told = Text(f"没有告知内容 {named}", f"there is no notice content {named}")
            yield _about(rule, Severity.WARNING, "unknown-notice", told)
    thresholds = {entry.short_id for other in closure for entry in other.thresholds}
    dependent: tuple[Clock | Control, ...] = (*pack.clocks, *pack.controls)
    for entry in dependent:
        if entry.threshold and entry.threshold not in thresholds:
            told = Text(f"没有数量界限 {entry.threshold}", f"there is no threshold {entry.threshold}")
            yield _about(entry, Severity.ERROR, "unknown-threshold", told)


def sources(pack: Pack, packs: Packs) -> Iterator[LintFinding]:
    """What rests on no row of the facts file, or on one that SOURCES.md does not name."""
    for entry in cited(pack):
        if wrong := _unsourced(entry.citation.fact, pack):
            yield _about(entry, Severity.ERROR, *wrong)
    for route in pack.export.routes if pack.export else ():
        if wrong := _unsourced(route.citation.fact, pack):
            yield LintFinding(
                Severity.ERROR, wrong[0], pack.id, route.id, wrong[1], f"{pack.id}/export.yaml", 0
            )


def _unsourced(fact: str, pack: Pack) -> tuple[str, Text] | None:
    if not fact:
        return "missing-fact", Text(
            "没有 fact：不知它依据哪一行", "no `fact`: nobody can tell what it rests on"
        )
    if "SOURCES.md" in pack.files and not _named(fact, pack.sources):
        return "not-in-sources", Text(f"SOURCES.md 未列出 {fact}", f"SOURCES.md does not name {fact}")
    return None


def _named(fact: str, sources: str) -> bool:
    """As a word of its own: `XX-3` is not named by a text that says `XX-33`."""
    return re.search(rf"(?<![\w-]){re.escape(fact)}(?![\w-])", sources) is not None


def cited(pack: Pack) -> Iterable[Cited]:
    """Everything in a pack that has a citation."""
    export = pack.export.rules if pack.export else ()
    return (
        *pack.rules,
        *pack.retention,
        *pack.obligations,
        *pack.clocks,
        *pack.notices,
        *pack.controls,
        *pack.thresholds,
        *export,
    )


def _about(entry: Cited, severity: Severity, code: str, text: Text) -> LintFinding:
    return LintFinding(severity, code, entry.law, entry.id, text, entry.file, entry.line)
