"""What the worker does by itself: webhooks every few seconds, tidying once a day."""

from __future__ import annotations

from novation.control import chores


def test_rooms_registered_what_has_to_be_done_again_and_again() -> None:
    last: dict[str, float] = {}
    assert {"webhooks", "old-calls", "old-sessions"} <= {one.name for one in chores.due(last, 1000.0)}


def test_a_chore_comes_up_again_when_its_time_has_passed_and_not_before() -> None:
    last: dict[str, float] = {}
    chores.due(last, 1000.0)
    assert [one.name for one in chores.due(last, 1001.0)] == []
    assert "webhooks" in {one.name for one in chores.due(last, 1002.5)}
    assert "old-sessions" in {one.name for one in chores.due(last, 1002.5 + chores.DAY)}
