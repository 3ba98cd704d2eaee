"""Progress appears on standard error only once work has taken a while."""

from __future__ import annotations

import pytest

from novation.cli import patience
from novation.cli.patience import patient
from novation.messages import Text

WHAT = Text("查看", "Looking")


def test_quick_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with patient() as progress:
        progress.start(WHAT, 10)
        for _ in range(10):
            progress.advance()
    assert capsys.readouterr() == ("", "")


def test_long_work_shows_what_is_done_from_the_beginning_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter(range(0, 1000, 1))
    monkeypatch.setattr(patience.time, "monotonic", lambda: float(next(clock)))
    with patient() as progress:
        progress.start(WHAT, 10)
        for _ in range(5):
            progress.advance(2)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "10/10" in shown.err
