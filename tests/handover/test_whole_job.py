"""The whole job: what was sealed, received, receipted and destroyed holds together."""

from __future__ import annotations

from .story import Story


def test_every_step_of_the_story_ends_well(story: Story) -> None:
    assert {r.status for r in story.ran} == {0}
