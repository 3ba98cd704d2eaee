"""One Spark session on this machine's loopback or a cluster: what it spills and sends is encrypted, nothing listens outside."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import novation
from novation.errors.engine import SPARK_MISSING, SPARK_NOT_STARTED

if TYPE_CHECKING:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

BATCH_ROWS = 65_536


@dataclass(frozen=True, slots=True)
class SparkSettings:
    """`master` as Spark writes it (`local[2]`, `spark://host:7077`, `yarn`, `k8s://…`), `memory` of driver and executor."""

    master: str = "local[2]"
    memory: str = "2g"

    @property
    def is_local(self) -> bool:
        return self.master.startswith("local")


def _configuration(settings: SparkSettings, folder: Path) -> dict[str, str]:
    found = {
        "spark.master": settings.master,
        "spark.app.name": "novation",
        "spark.driver.memory": settings.memory,
        "spark.executor.memory": settings.memory,
        # Shuffles, spills and cached rows go to disk under a key that lives in memory only; what goes between
        # machines is encrypted under a secret that the cluster manager hands out.
        "spark.local.dir": str(folder),
        "spark.io.encryption.enabled": "true",
        "spark.io.encryption.keySizeBits": "256",
        "spark.authenticate": "true",
        "spark.network.crypto.enabled": "true",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.eventLog.enabled": "false",  # an event log would hold plans, with constants, in the clear
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "OFF",  # messages of failed tasks quote values
        "spark.sql.ansi.enabled": "true",  # overflow is an error, as in DuckDB, not a wrong number
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
        "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH_ROWS),
        "spark.python.daemon.module": "novation.engine.spark.daemon",
    }
    if settings.is_local:
        found |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": str(_cores(settings.master)),
            "spark.executorEnv.PYTHONPATH": _python_path(),
        }
    return found


def _cores(master: str) -> int:
    """Cores of a local master, `local[2]`; what it says otherwise (`local[*]`, `local`) means all, or one."""
    named = re.match(r"local\[(\d+)", master)
    if named:
        return max(1, int(named[1]))
    return os.cpu_count() or 1 if "[" in master else 1


def _python_path() -> str:
    """Local workers find this very code, however this process found it; on a cluster the image has it installed."""
    own = str(Path(novation.__file__).resolve().parent.parent)
    return os.pathsep.join([own, *filter(None, [os.environ.get("PYTHONPATH")])])


@contextlib.contextmanager
def open_session(
    settings: SparkSettings, folder: Path, more: Mapping[str, str] | None = None
) -> Iterator[SparkSession]:
    """A session whose files lie in `folder`, which goes with it; `more`: further entries of Spark's configuration.

    Raises `engine.spark-missing`, `engine.spark-not-started`.
    """
    try:
        import sqlglot  # noqa: F401  (said here, before a JVM is started for nothing)
        from py4j.protocol import Py4JError
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkException
        from pyspark.java_gateway import launch_gateway
        from pyspark.sql import SparkSession
    except ImportError as lacking:
        raise SPARK_MISSING.error(what=str(lacking.name)) from lacking
    if settings.is_local and shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise SPARK_MISSING.error(what="Java")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    conf = SparkConf(loadDefaults=False).setAll(
        list({**(more or {}), **_configuration(settings, folder)}.items())
    )
    with contextlib.ExitStack() as closing:
        closing.callback(_remove, folder)
        closing.enter_context(_environment(settings))
        try:
            if SparkContext._gateway is None:
                with (folder / "java.log").open("wb") as log:
                    gateway = launch_gateway(conf, {"stdout": log, "stderr": log})
                context = SparkContext(conf=conf, gateway=gateway)
            else:
                context = SparkContext(conf=conf)
        except (PySparkException, Py4JError, OSError, RuntimeError, ValueError) as failed:
            raise SPARK_NOT_STARTED.error(master=settings.master) from failed
        closing.callback(_stop, context)
        yield SparkSession(context)


def _stop(context: SparkContext) -> None:
    """Stops a session, and has Java forget its folder, which the next session of this process would use else."""
    java = context._jvm
    context.stop()
    if java is not None:
        getattr(getattr(java.org.apache.spark.util, "Utils$"), "MODULE$").clearLocalRootDirs()


def _remove(folder: Path) -> None:
    """Java clears its folders at its own pace when a session stops, and may be at it still."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.1)


@contextlib.contextmanager
def _environment(settings: SparkSettings) -> Iterator[None]:
    """What Spark reads from the environment at its start only: the interpreter of workers, the address to bind to."""
    wanted = {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"} if settings.is_local else {}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
