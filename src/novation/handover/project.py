"""A project folder: where things lie, who holds it, and its journal."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from novation.custody.durable import write_durably
from novation.custody.journal import Journal
from novation.engine import Engine
from novation.errors import project as errors
from novation.errors.engine import SPARK_MISSING
from novation.evidence import canonical
from novation.evidence.keys import PrivateKey
from novation.handover import settings as settings_file
from novation.handover.settings import Settings

if TYPE_CHECKING:
    from novation.engine.spark.engine import SparkEngine

OWN_CHECKPOINT = "journal.checkpoint.note"


def origin(case: str, side: str) -> str:
    """The name of a side's journal in its checkpoints (C2SP tlog-checkpoint origin line)."""
    return f"novation.example/{case}/{side}"


def now() -> str:
    """The instant in UTC, to the second, as every record writes it (RFC 3339)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Project:
    """One project folder (decision 0001 §1). Reading needs nothing; steps hold the lock while they run."""

    def __init__(self, folder: Path | str, memory_limit: str = "2GB", threads: int | None = None) -> None:
        self.folder = Path(folder).resolve()
        self.memory_limit = memory_limit
        self.threads = threads
        if not self.settings_path.is_file():
            raise errors.NOT_A_PROJECT.error(folder=self.folder.name or str(folder))

    @property
    def settings_path(self) -> Path:
        return self.folder / settings_file.FILE

    @property
    def work(self) -> Path:
        return self.folder / "work"

    @property
    def records(self) -> Path:
        return self.folder / "records"

    @property
    def journal(self) -> Journal:
        self.records.mkdir(exist_ok=True)
        return Journal(self.records / "journal.jsonl")

    def settings(self) -> Settings:
        return settings_file.read(self.settings_path)

    def settings_digest(self) -> str:
        return canonical.digest_bytes(self.settings_path.read_bytes())

    def engine(self) -> Engine:
        return Engine(self.work, memory_limit=self.memory_limit, threads=self.threads)

    @contextmanager
    def workers(self) -> Iterator[SparkEngine | None]:
        """The engine on Spark, for the steps that run there too, where `[engine]` asks for it; else nothing."""
        choice = self.settings().engine
        if choice.kind is not settings_file.EngineKind.SPARK:
            yield None
            return
        try:
            from novation.engine.spark.engine import SparkEngine
            from novation.engine.spark.session import SparkSettings
        except ImportError as lacking:
            raise SPARK_MISSING.error(what=str(lacking.name)) from lacking
        with SparkEngine(self.work, SparkSettings(choice.master, choice.memory)) as engine:
            yield engine

    def source_path(self, entry_path: str) -> Path:
        return (self.folder / entry_path).resolve()

    def record_path(self, name: str) -> Path:
        return self.records / name

    def has_record(self, name: str) -> bool:
        return self.record_path(name).is_file()

    def read_record(self, name: str, step: str) -> Any:
        """A canonical record; `step` is the command that makes it, told when it is missing."""
        path = self.record_path(name)
        if not path.is_file():
            raise errors.STEP_MISSING.error(step=step)
        return canonical.parse(path.read_bytes())

    def write_record(self, name: str, value: Any) -> str:
        """Writes a record atomically and returns its digest."""
        data = canonical.encode(value)
        write_durably(self.record_path(name), data)
        return canonical.digest_bytes(data)

    def sign_head(self, key: PrivateKey, side: str) -> str:
        """Signs the journal's head and keeps the checkpoint beside it; returns the note. `side`: seller or buyer."""
        note = self.journal.checkpoint(key, origin(self.settings().case, side))
        write_durably(self.record_path(OWN_CHECKPOINT), note.encode())
        return note

    @contextmanager
    def held(self) -> Iterator[None]:
        """One step at a time; the lock dies with the process, so a crash leaves no stale lock."""
        self.records.mkdir(exist_ok=True)
        with (self.records / ".lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as taken:
                raise errors.BUSY.error() from taken
            yield


def file_digest(path: Path) -> str:
    """`sha256:<hex>` of a file, streamed."""
    with path.open("rb") as handle:
        return "sha256:" + hashlib.file_digest(handle, "sha256").hexdigest()
