"""Adapters in processes of their own: what they answer, and what is said of those that fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from benchmarks.discovery import judging, layout, running
from benchmarks.discovery.notes import Labelled, Note
from benchmarks.discovery.running import Job, Tool, run

PROTOCOL = Path(running.ADAPTERS)
SCRIPT = """
import sys
sys.path.insert(0, {protocol!r})
from protocol import Adapter, main

class Letters(Adapter):
    name, package, batch = "letters", "pytest", 2

    def load(self):
        {load}

    def find(self, texts):
        if "boom" in texts:
            raise RuntimeError("fell over")
        return [[(i, i + 1, "X") for i, c in enumerate(t) if c == "x"] for t in texts]

main(Letters())
"""


@pytest.fixture
def letters(tmp_path, monkeypatch):
    """A tool that finds every x, fails on "boom", and starts up with the given line."""

    def made(load: str = "pass") -> Tool:
        (tmp_path / "letters.py").write_text(SCRIPT.format(protocol=str(PROTOCOL), load=load), "utf-8")
        monkeypatch.setattr(running, "ADAPTERS", tmp_path)
        return Tool("letters", "letters.py", ("spans", "speed"), own=True)

    return made


def test_a_tool_answers_each_job_it_can_do_and_no_other(letters, tmp_path):
    jobs = [Job("a", "spans", ["xyx", ""]), Job("t", "columns", (), {"file": "nowhere"})]
    said = run(letters(), jobs, tmp_path)
    assert said.sets["a"]["spans"] == [[[0, 1, "X"], [2, 3, "X"]], []]
    assert list(said.sets) == ["a"]
    assert (said.not_run, said.failed) == ("", {})
    assert said.about["version"]


def test_time_is_taken_on_whole_batches_that_are_counted(letters, tmp_path):
    (tmp_path / "text").write_text("xx\n宋\nab", "utf-8")
    said = run(
        letters(), [Job("fast", "speed", (), {"file": str(tmp_path / "text"), "budget_s": 9})], tmp_path
    )
    answer = said.sets["fast"]
    assert (answer["bytes"], answer["texts"], len(answer["cpu_s"])) == (7, 3, 3)


def test_a_job_that_fails_is_named_with_its_reason_and_those_behind_it_are_done(letters, tmp_path):
    jobs = [Job("a", "spans", ["x"]), Job("b", "spans", ["boom"]), Job("c", "spans", ["x"])]
    said = run(letters(), jobs, tmp_path)
    assert set(said.sets) == {"a", "c"}
    assert said.failed == {"b": "RuntimeError: fell over"}
    (told,) = judging.tools({"letters": said})
    assert "fell over" in layout._state(told, layout.WORDS["en"])


def test_a_tool_that_is_not_installed_is_named_as_not_run(letters, tmp_path):
    said = run(letters("import no_such_tool"), [Job("a", "spans", ["x"])], tmp_path)
    assert "no_such_tool" in said.not_run
    (told,) = judging.tools({"letters": said})
    assert layout._state(told, layout.WORDS["zh"]).startswith("**未运行**")


def test_without_the_tools_environment_every_foreign_tool_is_named_as_not_run(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "PYTHON", tmp_path / "none" / "python")
    said = run(Tool("other", "x.py", ("spans",)), [], tmp_path)
    assert "--setup" in said.not_run
    assert Path(sys.executable).exists()


def test_a_type_that_stands_in_no_table_stops_the_judging():
    data = Labelled("a", (Note("x"),), "here")
    with pytest.raises(judging.UnknownTypes, match="X"):
        judging.spans(data, "datafog-core", {"spans": [[(0, 1, "X")]]})
