"""Two organisations that know nothing of each other, a case of one of them, and its people; all invented."""

from __future__ import annotations

import pytest
from tests.control.people import House, build_house


@pytest.fixture
def house(db: None) -> House:
    return build_house()
