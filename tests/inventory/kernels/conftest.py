"""What the tests of the kernels share: reading spans as words, and the plain-Python twin."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pytest

from novation.inventory.span_types import SLUGS
from novation.inventory.spans import find_spans

Found = list[tuple[str, str]]


@pytest.fixture(scope="session")
def identifiers() -> Callable[[str], Found]:
    """Slug and text of every identifier in one text, in order."""

    def found(text: str) -> Found:
        spans = find_spans(pa.array([text]), names=False, code_points=True)
        return [
            (SLUGS[int(kind)], text[start:end])
            for kind, start, end in zip(spans.types, spans.starts, spans.ends, strict=True)
        ]

    return found


@pytest.fixture(scope="session")
def twin() -> ModuleType:
    """The twin of the kernel, written with regular expressions and python-stdnum."""
    place = Path(__file__).with_name("plain_twin.py")
    spec = importlib.util.spec_from_file_location("plain_twin", place)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
