"""What each column of a file, folder or database holds, without a project and without writing anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from novation.engine.sources import SourceTable
from novation.errors import NovationError
from novation.errors.discovery import NO_TABLE, NOTHING_READ
from novation.handover.discovery.batches import gathered, thinned
from novation.handover.discovery.first_use import announce
from novation.handover.discovery.places import Place, opened, shown
from novation.handover.progress import Progress, Silent
from novation.inventory import TableFinding, TableScanner, find_relations
from novation.messages import Text


@dataclass(frozen=True)
class Unread:
    """A part that could not be read: its source, the reason in both languages, the code of the error."""

    source: str
    reason: Text
    code: str

    @classmethod
    def because(cls, source: str, problem: NovationError) -> Unread:
        return cls(source, Text(problem.message("zh"), problem.message("en")), problem.code)

    def as_dict(self) -> dict[str, Any]:
        return {"source": self.source, "reason": self.reason.as_dict(), "code": self.code}


class Findings(list[TableFinding]):
    """The findings of `classify`, a list of `TableFinding`, and beside it what else a person has to know.

        `skipped`: the parts that could not be read. `remarks[i]`: what was odd about table `i` (ragged rows, a
    guessed encoding, a sample). `scanned[i]`: its scanner, whose sketches `relations` are estimated from.
    """

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.remarks: list[tuple[Text, ...]] = []
        self.skipped: list[Unread] = []
        self.scanned: list[tuple[TableScanner, TableFinding]] = []

    def as_dict(self) -> dict[str, Any]:
        """The shape of `novation scan --json`, with `looked` and `notes`: `{"tables": […], "skipped": […]}`."""
        relations = find_relations(self.scanned)
        tables = [
            {
                "id": number,
                **finding.as_dict(),
                "remarks": [r.as_dict() for r in said],
                "relations": [r.as_dict() for r in relations if r.of(finding)],
            }
            for number, finding, said in zip(self.ids, self, self.remarks, strict=True)
        ]
        return {"tables": tables, "skipped": [part.as_dict() for part in self.skipped]}


def classify(
    *places: Place,
    sample: int | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    table: str | None = None,
    progress: Progress | None = None,
) -> Findings:
    """Classifies every column of the files, folders or database addresses by its header and by every value.

    `sample` looks at about so many rows of each table, spread evenly over it; without it at every value.
    `encoding` and `sheet` declare what would else be found; `table` keeps the tables of that name only.
    Nothing is written.

    Returns a list of `TableFinding` with `.skipped` for the parts that could not be read. Raises
    `sources.not-found`; what `open_source` raises; `discovery.nothing-read` or the reason itself where no
    part of any place can be read; `discovery.no-such-table`.
    """
    progress = progress or Silent()
    announce(progress)
    found = Findings()
    failed: NovationError | None = None
    for number, source in enumerate(opened(places, encoding=encoding, sheet=sheet)):
        try:
            tables = source.tables()
        except NovationError as problem:  # a wrong declaration: it need not fit every file of a folder
            failed = problem
            found.skipped.append(Unread.because(source.name, problem))
            continue
        found.skipped += [Unread(s.source, s.reason, s.code) for s in source.skipped]
        for position, each in enumerate(tables):
            if table is None or each.name == table:
                _add(found, each, f"s{number:03}t{position:02}", sample, progress)
        if table is not None and tables and not any(t.name == table for t in tables):
            raise NO_TABLE.error(file=source.name, table=table, tables=", ".join(t.name for t in tables))
    if not found:
        raise failed or _nothing(found.skipped, places)
    return found


def _add(found: Findings, table: SourceTable, number: str, sample: int | None, progress: Progress) -> None:
    try:
        scanner, finding, thin = _look(table, sample, progress)
    except NovationError as problem:  # broken midway: the other tables go on
        found.skipped.append(Unread.because(table.source, problem))
        return
    found.append(finding)
    found.scanned.append((scanner, finding))
    found.ids.append(number)
    found.remarks.append((*(r.text for r in table.remarks), *thin))


def _look(
    table: SourceTable, sample: int | None, progress: Progress
) -> tuple[TableScanner, TableFinding, Sequence[Text]]:
    scanner = TableScanner(table.source, table.name, table.schema)
    progress.start(
        Text(f"查看 {table.source} {table.name}", f"Looking at {table.source} {table.name}"), table.rows
    )
    step = _step(table, sample)
    rows = 0
    for batch in gathered(table.batches()):
        scanner.feed(thinned(batch, rows, step) if step > 1 else batch)
        rows += batch.num_rows
        progress.advance(batch.num_rows)
    looked = scanner.rows
    finding = replace(scanner.finish(), rows=rows, looked=looked)
    scanner.forget()
    if looked == rows:
        return scanner, finding, ()
    return (
        scanner,
        finding,
        [
            Text(
                f"只看了 {rows} 行中的 {looked} 行，其余的值没有看",
                f"only {looked} of {rows} rows were looked at, not the other values",
            )
        ],
    )


def _step(table: SourceTable, sample: int | None) -> int:
    """Rows that a looked-at row stands for. Counting a table of unknown length costs one reading more."""
    if not sample:
        return 1
    rows = table.rows
    if rows is None:
        rows = sum(batch.num_rows for batch in table.batches())
    return max(1, -(-rows // sample))


def _nothing(skipped: list[Unread], places: Iterable[Place]) -> NovationError:
    if not skipped:
        names = ", ".join(shown(place) for place in places)
        return NOTHING_READ.error(file=names or "-", why_zh="没有表", why_en="it has no table")
    first_part = skipped[0]
    return NOTHING_READ.error(
        file=first_part.source, why_zh=first_part.reason.zh, why_en=first_part.reason.en
    )
