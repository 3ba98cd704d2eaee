"""A run that is killed anywhere leaves each source old or new, says which, and is completed by running it again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from novation.destruction import Removal, Stage, carry_out, state
from novation.destruction.sources import file_digest
from novation.errors import NovationError

from .shop import PLAN, make, people, read, removal

STEPS = (
    "checked",
    "writing",
    "copied",
    "written",
    "verified",
    "prepared",
    "linked",
    "renamed",
    "flushed",
    "cleared",
    "done",
)
DATABASE = ("copied", "written", "linked", "renamed")
KILLED = 9

SCRIPT = """
import os, sys
from pathlib import Path
import numpy as np
from novation.destruction import Removal, carry_out

folder, plan, stop, *sources = sys.argv[1:]
removals, expected = [], {}
for source in sources:
    kind, name, digest, rows = source.split("|")
    path = Path(folder) / name
    removals.append(Removal(path, kind, "members", np.array([int(n) for n in rows.split(",")])))
    expected[path] = digest

def step(name):
    if name == stop:
        os._exit(9)

carry_out(removals, expected, state_path=Path(folder) / "records" / "state.json", plan_digest=plan, step=step)
"""


def run_until(step: str, folder: Path, removals: list[Removal], digests: dict[Path, str]) -> int:
    parts = [
        f"{r.kind}|{r.source_path.name}|{digests[r.source_path]}|{','.join(map(str, r.rows.tolist()))}"
        for r in removals
    ]
    command = [sys.executable, "-c", SCRIPT, str(folder), PLAN, step, *parts]
    return subprocess.run(command, check=False, env=dict(os.environ), timeout=60).returncode


@pytest.mark.parametrize(
    ("kind", "step"),
    [*(("csv", step) for step in STEPS if step != "copied"), *(("sqlite", step) for step in DATABASE)],
)
def test_after_a_kill_each_source_is_old_or_new_and_a_second_run_completes(kind, step, tmp_path):
    rows = people(8)
    first, second = make(kind, tmp_path, rows), make("jsonl", tmp_path, rows)
    removals = [removal(kind, first, [1, 5]), removal("jsonl", second, [2])]
    digests = {path: file_digest(path) for path in (first, second)}
    assert run_until(step, tmp_path, removals, digests) == KILLED

    kept = [row for n, row in enumerate(rows) if n not in (1, 5)]
    seen = read(first)
    assert seen in (rows, kept)
    assert read(second) == rows
    says = state(tmp_path / "records" / "state.json", [first, second])
    assert (says[first.name] is Stage.DONE) == (seen == kept)
    assert says[second.name] is Stage.PENDING

    outcomes = carry_out(removals, digests, state_path=tmp_path / "records" / "state.json", plan_digest=PLAN)
    assert read(first) == kept
    assert read(second) == [row for n, row in enumerate(rows) if n != 2]
    assert [outcome.state for outcome in outcomes] == ["done", "done"]
    assert [outcome.rows_deleted for outcome in outcomes] == [2, 1]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([first.name, second.name, "records"])


def test_a_finished_run_is_not_done_twice(tmp_path):
    path = make("csv", tmp_path, people(8))
    digests = {path: file_digest(path)}
    todo = [removal("csv", path, [1])]
    for _ in range(2):
        (outcome,) = carry_out(todo, digests, state_path=tmp_path / "state.json", plan_digest=PLAN)
    assert len(read(path)) == 7 and outcome.remarks == ()
    path.write_bytes(path.read_bytes() + b"\r\n")
    (outcome,) = carry_out(todo, digests, state_path=tmp_path / "state.json", plan_digest=PLAN)
    assert outcome.remarks == ("changed-since",)


def test_another_plan_waits_until_the_interrupted_one_is_finished(tmp_path):
    path = make("csv", tmp_path, people(8))
    digests = {path: file_digest(path)}
    assert run_until("written", tmp_path, [removal("csv", path, [1])], digests) == KILLED
    with pytest.raises(NovationError) as refused:
        carry_out(
            [removal("csv", path, [2])],
            digests,
            state_path=tmp_path / "records" / "state.json",
            plan_digest="sha256:" + "2" * 64,
        )
    assert refused.value.code == "destruction.other-plan"


def test_nothing_is_touched_if_one_of_the_sources_has_changed(tmp_path):
    first, second = make("csv", tmp_path, people(8)), make("jsonl", tmp_path, people(8))
    before = first.read_bytes()
    digests = {first: file_digest(first), second: "sha256:" + "3" * 64}
    with pytest.raises(NovationError):
        carry_out(
            [removal("csv", first, [1]), removal("jsonl", second, [1])],
            digests,
            state_path=tmp_path / "state.json",
            plan_digest=PLAN,
        )
    assert first.read_bytes() == before


def test_the_old_blocks_are_zeros_after_the_run(tmp_path):
    path = make("csv", tmp_path, people(8))
    with path.open("rb") as held:  # keeps the old file reachable after it has lost its name
        run = Removal(path, "csv", "members", np.array([1]))
        carry_out([run], {path: file_digest(path)}, state_path=tmp_path / "state.json", plan_digest=PLAN)
        assert set(held.read()) == {0}


def test_the_state_on_disk_holds_no_cell(tmp_path):
    path = make("csv", tmp_path, people(8))
    carry_out(
        [removal("csv", path, [1], {"phone": [2]})],
        {path: file_digest(path)},
        state_path=tmp_path / "state.json",
        plan_digest=PLAN,
    )
    content = (tmp_path / "state.json").read_text(encoding="utf-8")
    assert not any(cell in content for row in people(8) for cell in row[1:])
