"""What Spark raises, told as an error of the catalogue; its own text may quote values and is never shown."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException

from novation.errors import NovationError
from novation.errors.engine import SPARK_FAILED

_LAST = re.compile(r"^([A-Za-z_][\w.]*(?:Error|Exception|Invalid|Warning)?)(?::|$)", re.MULTILINE)


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Raises `engine.spark-failed` with the kind of the failure."""
    try:
        yield
    except NovationError:
        raise
    except (PySparkException, Py4JError) as failed:
        raise SPARK_FAILED.error(kind=_kind(failed)) from failed


def _kind(failed: Exception) -> str:
    """The class of what a worker raised, or Spark's own name for the condition."""
    if isinstance(failed, PySparkException):
        condition = failed.getCondition()
        if condition:
            return str(condition)
        text = str(failed)
        if "Traceback" in text:
            names = [n for n in _LAST.findall(text) if n[0].isalpha() and "." in n or n.endswith("Error")]
            if names:
                return names[-1].rpartition(".")[2]
    return type(failed).__name__
