"""How fast the console's journal is: entries written in groups, and a whole journal read again.

    python benchmarks/console/journal.py [--entries 1000000] [--group 50] [--postgresql]

Prints JSON. The database is a file in a temporary folder (SQLite as the console sets it), or a PostgreSQL server of its
own that is started for the run and thrown away. `ratio` is the measured rate divided by the wanted one.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WANTED_PER_SECOND = 2_000
WANTED_SECONDS = 30.0
WANTED_ENTRIES = 1_000_000


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--entries", type=int, default=WANTED_ENTRIES)
    reader.add_argument("--group", type=int, default=50, help="entries committed together")
    reader.add_argument("--written", type=int, default=20_000, help="entries of the timed writing")
    reader.add_argument("--postgresql", action="store_true")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="novation-bench-") as home:
        os.environ["NOVATION_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "novation.settings.console"
        if not asked.postgresql:
            print(json.dumps(measure(asked, "sqlite"), indent=1))
            return
        with postgresql(Path(home) / "postgresql") as url:
            os.environ["NOVATION_DATABASE_URL"] = url
            print(json.dumps(measure(asked, "postgresql"), indent=1))


def measure(asked: argparse.Namespace, kind: str) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    written = write(asked.written, asked.group)
    fill(asked.written, asked.entries)
    read = verify_all()
    per_million = read["seconds"] * WANTED_ENTRIES / asked.entries
    return {
        "database": kind,
        "machine": {"cpus": os.cpu_count(), "load": os.getloadavg()[0], "python": platform.python_version()},
        "written": {**written, "ratio": round(written["per_second"] / WANTED_PER_SECOND, 2)},
        "verified": {
            **read,
            "seconds_per_million": round(per_million, 1),
            "ratio": round(WANTED_SECONDS / per_million, 2),
        },
        "page": pages(asked.entries),
        "proof": proofs(asked.entries),
    }


def records(count: int, start: int) -> list[Any]:
    from novation.control.journal.appending import Record

    tags = ("task.done", "vote.given", "document.signed", "access.refused")
    return [
        Record(
            tags[n % 4], f"pr_{'bcdfghjkmn'[n % 10] * 14}", {"submission": "su_bcdfghjkmnpqrs", "number": n}
        )
        for n in range(start, start + count)
    ]


def write(count: int, group: int) -> dict[str, Any]:
    """Each group in a transaction of its own, as deeds are; every commit goes to the disk as the console sets it."""
    from django.db import transaction

    from novation.control.journal.appending import append

    started, processor = time.monotonic(), time.process_time()
    for at in range(0, count, group):
        with transaction.atomic():
            append("ca_bench", records(min(group, count - at), at))
    seconds = time.monotonic() - started
    return {
        "entries": count,
        "group": group,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(time.process_time() - processor, 2),
        "per_second": round(count / seconds),
    }


def fill(start: int, count: int) -> None:
    from django.db import transaction

    from novation.control.journal.appending import append

    for at in range(start, count, 5_000):
        with transaction.atomic():
            append("ca_bench", records(min(5_000, count - at), at))


def verify_all() -> dict[str, Any]:
    from novation.control.journal.signing import installation_key, origin_of, sign
    from novation.control.journal.verifying import verify

    size = sign("ca_bench").size
    key = installation_key().public
    started, processor = time.monotonic(), time.process_time()
    problems = verify("ca_bench", origin_of("ca_bench", key), key)
    seconds = time.monotonic() - started
    assert problems == [], problems
    return {
        "entries": size,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(time.process_time() - processor, 2),
    }


def pages(count: int) -> dict[str, float]:
    """Milliseconds to read a page: the newest, one in the middle, by tag, by person, by day."""
    from datetime import date

    from novation.control.journal.reading import Filter, page

    asked = {
        "newest": Filter(),
        "middle": Filter(before=count // 2),
        "tag": Filter(tag="vote.given", before=count // 2),
        "person": Filter(by="pr_" + "b" * 14, before=count // 2),
        "day": Filter(until=date.today()),
    }
    return {
        name: milliseconds(lambda wanted=wanted: page("ca_bench", wanted)) for name, wanted in asked.items()
    }


def proofs(count: int) -> float:
    from novation.control.journal.proofs import proof_files

    return milliseconds(lambda: proof_files("ca_bench", count // 3))


def milliseconds(work: Any) -> float:
    started = time.monotonic()
    work()
    return round((time.monotonic() - started) * 1000, 1)


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A server of its own, on a socket in the folder; as root it runs as nobody, whom PostgreSQL accepts."""
    initdb, postgres = (shutil.which(name) or found(name) for name in ("initdb", "postgres"))
    folder.mkdir()
    as_user: dict[str, Any] = {}
    if os.getuid() == 0:
        for path in (folder, folder.parent):
            path.chmod(0o777)
        as_user = {"user": "postgres"}
        shutil.chown(folder, "postgres")
    data = folder / "data"
    subprocess.run(
        [initdb, "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8"],
        check=True,
        capture_output=True,
        **as_user,
    )
    server = subprocess.Popen(
        [postgres, "-D", data, "-k", folder, "-c", "listen_addresses="],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **as_user,
    )
    try:
        for _ in range(100):
            if (folder / ".s.PGSQL.5432").exists():
                break
            time.sleep(0.1)
        yield f"postgresql://bench@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown: it does not wait for our own connection
        server.wait(30)


def found(name: str) -> str:
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    if not places:
        sys.exit(f"{name} is not installed")
    return str(places[0])


if __name__ == "__main__":
    main()
