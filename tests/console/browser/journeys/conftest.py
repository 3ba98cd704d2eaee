"""One installation for all journeys of a run, with a worker of its own that carries the jobs out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.console.browser.journeys.readers import Reader
from tests.console.browser.server import Site, running_site

SEED = Path(__file__).with_name("seed.py")
SETTINGS = "tests.console.browser.journeys.with_worker"
LOOKS = {"zh": (1440, "light"), "en": (390, "dark")}
"""Each language before another window, so that the pages are met on a wide screen and on a phone, light and dark."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home: Path = tmp_path_factory.mktemp("journeys")
    with running_site(home, SEED, SETTINGS, worker=True) as running:
        yield running


@pytest.fixture
def reader(
    open_page: Callable[..., Any], sign_in: Callable[[Any, str], None]
) -> Callable[[str, str, str], Reader]:
    """`reader("zh", "receiver", case)`: a person of that role, signed in."""

    def signed_in(language: str, role: str, case: str = "") -> Reader:
        page = open_page(language, *LOOKS[language])
        sign_in(page, role)
        return Reader(page, language, case)

    return signed_in
