"""How far a destruction has come, on disk: which source is old, which is new. Names, digests and counts only."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from novation.destruction.removal import Outcome, TableOutcome
from novation.destruction.swap import flush_folder
from novation.messages import Text

FORMAT = "novation-destruction-state@v1"


class Stage(StrEnum):
    """`replacing`: the new file is complete and checked; only digests tell whether the rename took place."""

    PENDING = "pending"
    WRITING = "writing"
    REPLACING = "replacing"
    DONE = "done"

    @property
    def text(self) -> Text:
        return _STAGES[self]


_STAGES = {
    Stage.PENDING: Text("原状，尚未开始", "old, not begun"),
    Stage.WRITING: Text("原状，新文件未写完", "old, the new file is not complete"),
    Stage.REPLACING: Text("正在替换", "being replaced"),
    Stage.DONE: Text("新状，已完成", "new, done"),
}


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source in a run."""

    source: str
    kind: str
    stage: Stage = Stage.PENDING
    digest_before: str = ""
    digest_after: str = ""
    tables: tuple[TableOutcome, ...] = ()
    overwritten: bool = False
    remarks: tuple[str, ...] = ()

    def outcome(self) -> Outcome:
        return Outcome(
            self.source,
            self.kind,
            str(self.stage),
            self.digest_before,
            self.digest_after,
            self.tables,
            self.overwritten,
            self.remarks,
        )


@dataclass(frozen=True, slots=True)
class RunState:
    """A whole run. `plan_digest` binds it to the plan that was authorised."""

    plan_digest: str
    sources: Mapping[str, SourceState]

    @property
    def finished(self) -> bool:
        return all(source.stage is Stage.DONE for source in self.sources.values())

    def with_source(self, changed: SourceState) -> RunState:
        return replace(self, sources={**self.sources, changed.source: changed})


def load(path: Path) -> RunState | None:
    """The state on disk, or None if no run was ever begun."""
    if not path.exists():
        return None
    content = json.loads(path.read_bytes())
    return RunState(
        content["plan_digest"], {name: _source(name, s) for name, s in content["sources"].items()}
    )


def _source(name: str, content: dict[str, Any]) -> SourceState:
    tables = tuple(
        TableOutcome(**{**table, "remarks": tuple(table["remarks"])}) for table in content["tables"]
    )
    values = {**content, "source": name, "stage": Stage(content["stage"]), "tables": tables}
    return SourceState(**{**values, "remarks": tuple(content["remarks"])})


def save(path: Path, state: RunState) -> None:
    """Writes the state atomically: after a crash there is the state before or this one."""
    content = {
        "type": FORMAT,
        "plan_digest": state.plan_digest,
        "sources": {name: asdict(source) for name, source in state.sources.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as file:
        file.write(json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    flush_folder(path.parent)
