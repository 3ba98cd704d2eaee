"""Real database servers for the tests: from the system's packages, on loopback, with a data folder of their own."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pymysql
from adbc_driver_postgresql import dbapi

PASSWORD = "only/for:tests@loopback"  # with signs that a URL must encode
_SERVER_FOLDERS = os.pathsep.join(
    ("/usr/sbin", *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True))
)
_WAIT_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server: `admin` runs statements as its superuser, `port` is on 127.0.0.1, `log` what it wrote."""

    port: int
    admin: Callable[..., None]
    log: Path


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path=_SERVER_FOLDERS)
    assert found, f"{name} is not installed"
    return found


def _user(wanted: str) -> str | None:
    """Servers refuse to run as root: then the user that the package made; else whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    pwd.getpwnam(wanted)
    return wanted


@contextlib.contextmanager
def _folder(user: str | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="novation-", ignore_cleanup_errors=True) as name:
        if user:
            shutil.chown(name, user, pwd.getpwnam(user).pw_gid)
        yield Path(name)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _set_up(command: list[str], user: str | None) -> None:
    done = subprocess.run(command, user=user, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def _running(command: list[str], user: str | None, log: Path, works: Callable[[], None]) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, user=user, stdout=out, stderr=out, cwd="/")
    try:
        _wait_until(works, process, log)
        yield
    finally:
        process.send_signal(
            signal.SIGINT if "postgres" in command[0] else signal.SIGTERM
        )  # for PostgreSQL: at once
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until(works: Callable[[], None], process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        assert process.poll() is None, log.read_text(errors="replace")
        try:
            works()
            return
        except (dbapi.Error, pymysql.MySQLError, OSError):
            assert time.monotonic() < until, log.read_text(errors="replace")
            time.sleep(0.1)


@contextlib.contextmanager
def postgres_server() -> Iterator[Server]:
    """PostgreSQL whose superuser `admin` has the password `PASSWORD`."""
    user = _user("postgres")
    with _folder(user) as folder:
        secret = folder / "secret"
        secret.write_text(PASSWORD)
        if user:
            shutil.chown(secret, user)
        setup = [_program("initdb"), "-D", str(folder / "data"), "-U", "admin", "--encoding=UTF8"]
        _set_up([*setup, "--locale=C.UTF-8", "--no-sync", "-A", "scram-sha-256", f"--pwfile={secret}"], user)
        port = _free_port()
        settings = f"port={port} listen_addresses=127.0.0.1 fsync=off log_min_duration_statement=-1".split()
        command = [_program("postgres"), "-D", str(folder / "data"), "-k", str(folder)]
        for setting in settings:
            command += ["-c", setting]

        def admin(*statements: str, database: str = "postgres") -> None:
            place = f"host=127.0.0.1 port={port} user=admin password='{PASSWORD}' dbname={database}"
            with contextlib.closing(dbapi.connect(place, autocommit=True)) as held, held.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)

        log = folder / "server.log"
        with _running(command, user, log, admin):
            yield Server(port, admin, log)


@contextlib.contextmanager
def mariadb_server() -> Iterator[Server]:
    """MariaDB whose superuser `admin` has the password `PASSWORD`, with TLS as `mariadbd` makes it itself or without."""
    user = _user("mysql")
    with _folder(user) as folder:
        data, address = folder / "data", folder / "server.sock"
        setup = [_program("mariadb-install-db"), "--no-defaults", f"--datadir={data}", "--skip-test-db"]
        _set_up([*setup, "--auth-root-authentication-method=normal", "--skip-name-resolve"], user)
        port = _free_port()
        command = [_program("mariadbd"), "--no-defaults", f"--datadir={data}", f"--socket={address}"]
        command += ["--bind-address=127.0.0.1", f"--port={port}", f"--pid-file={folder / 'pid'}"]
        command += ["--innodb-flush-log-at-trx-commit=0", "--max-allowed-packet=512M"]
        command += ["--innodb-log-file-size=512M", "--skip-name-resolve", f"--tmpdir={folder}"]

        def admin(*statements: str, database: str | None = None) -> None:
            held = pymysql.connect(unix_socket=str(address), user="root", database=database, autocommit=True)
            with contextlib.closing(held), held.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)

        log = folder / "server.log"
        with _running(command, user, log, admin):
            yield Server(port, admin, log)
