"""The whole handover, run once for all tests of the session."""

from __future__ import annotations

import pytest

from .story import Story, once, shared_root, tell


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    root = shared_root(tmp_path_factory) / "story"
    with once(root) as new:
        if new:
            tell(root)
    return Story(root)
