"""A case linked to a tiny shop's project: one before any step, one after the plan."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.control.operations.handed_over import sealed, sides
from tests.control.operations.shop import open_shop, run_to_plan
from tests.control.people import House, build_house

from novation.control.actions import SYSTEM
from novation.control.operations.actions.projects import link_project
from novation.control.operations.folders import root
from novation.control.operations.models import ProjectLink

__all__ = ["sealed", "sides"]
Capture = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture
def house(db: None) -> House:
    return build_house()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Each test has a home of its own, so folders never meet."""
    monkeypatch.setattr(settings, "HOME", tmp_path)
    yield tmp_path


@pytest.fixture(scope="session")
def planned_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_to_plan(tmp_path_factory.mktemp("shop") / "planned")


@pytest.fixture
def fresh(house: House) -> ProjectLink:
    open_shop(root() / "shop")
    return link_project(SYSTEM, house.case, folder="shop")


@pytest.fixture
def planned(house: House, planned_folder: Path) -> ProjectLink:
    shutil.copytree(planned_folder, root() / "shop")
    return link_project(SYSTEM, house.case, folder="shop")


@pytest.fixture
def at_once(django_capture_on_commit_callbacks: Capture) -> Callable[[], AbstractContextManager[list[Any]]]:
    """Within it, what is asked for runs when its transaction would have been committed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
