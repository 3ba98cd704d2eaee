"""The process that Spark's Python workers are forked from: it has imported what they need, so tasks start at once."""

import gc
import importlib

import pyspark.worker  # noqa: F401
from pyspark.daemon import manager

import novation.engine.spark.reading
import novation.engine.spark.values  # noqa: F401


def _nothing() -> None:
    """Before each task PySpark has Python forget its folders, then read a ZIP file of its own anew: a tenth of a second.

    That is for files that a job brings with it, and ours bring none.
    """


if __name__ == "__main__":
    importlib.invalidate_caches = _nothing
    gc.freeze()  # workers collect garbage after each task, and would look through all modules each time
    manager()
