"""The page of threats names a test for each claim, and the test exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted((ROOT / "docs" / "explanation").glob("threats-to-accounts*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_claim_about_accounts_has_its_test(page: Path) -> None:
    defined = {
        name
        for folder in ("control", "console")
        for path in (ROOT / "tests" / folder).glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
    }
    named = set(re.findall(r"`(test_\w+)`", page.read_text("utf-8")))
    assert len(named) > 15 and named <= defined, sorted(named - defined)
