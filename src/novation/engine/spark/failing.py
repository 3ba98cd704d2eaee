"""What goes wrong on Spark's workers, told as an error of the catalogue; Spark's own text may quote values and is never shown."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from novation.errors import CATALOGUE, NovationError
from novation.errors.engine import SPARK_FAILED

T = TypeVar("T")
R = TypeVar("R")
_SENT = re.compile(r"novation-error (\[.*\]) end-of-error")
_RAISED = re.compile(r"^(?:[a-z_]\w*\.)*([A-Z]\w*(?:Error|Exception|Invalid))\b", re.MULTILINE)


class Sent(Generic[T, R]):
    """A function for workers; errors of the catalogue come back whole, though Spark brings back but a text."""

    __name__ = "novation"  # Spark asks for one

    def __init__(self, function: Callable[[T], R]) -> None:
        self._function = function

    def __call__(self, given: T) -> R:
        with _packed():
            return self._function(given)


class SentBatches(Sent[Iterator[Any], Iterator[Any]]):
    """The same for a function from batches to batches."""

    def __call__(self, given: Iterator[Any]) -> Iterator[Any]:
        with _packed():
            yield from self._function(given)


@contextlib.contextmanager
def _packed() -> Iterator[None]:
    try:
        yield
    except NovationError as told:
        values = {name: str(value) for name, value in told.values.items()}
        raise RuntimeError(f"novation-error {json.dumps([told.code, values])} end-of-error") from None


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Raises the error that a worker raised, or `engine.spark-failed` with the kind of the failure."""
    try:
        yield
    except (PySparkException, Py4JError) as failed:
        sent = _SENT.search(str(failed))
        if sent:
            code, values = json.loads(sent[1])
            raise CATALOGUE[code].error(**values) from failed
        raise SPARK_FAILED.error(kind=_kind(failed)) from failed


def _kind(failed: Exception) -> str:
    """Spark's own name for the condition, or the class of what a worker raised."""
    if isinstance(failed, PySparkException) and failed.getCondition():
        return str(failed.getCondition())
    raised = _RAISED.findall(str(failed))
    return str(raised[-1]) if raised else type(failed).__name__
