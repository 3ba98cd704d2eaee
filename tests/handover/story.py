"""One whole handover of a small example shop, told by the commands that people type, with a copy kept of each moment."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
QINGSONG = ROOT / "examples" / "qingsong"
CLOSING = "2027-01-15"
LAWS = ("cn-pipl", "eu-gdpr", "de-dsk", "fr-cnil", "uk-gdpr", "us-ca")
ROLES = ("owner", "compliance-officer", "hander-over", "receiver", "witness")
CUSTOMERS, ORDERS, SEED = 400, 1200, 7
LONG_AGO = (date.today() - timedelta(days=400)).isoformat()


@dataclass(frozen=True)
class Ran:
    """One command as it ended; `value` is what `--json` printed."""

    arguments: tuple[str, ...]
    status: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)

    @property
    def code(self) -> str:
        """The code of the error that was told, or nothing."""
        first = self.err.strip().splitlines() or [""]
        return next((line.split()[0] for line in first if "." in line.split(" ")[0] and " " in line), "")


def novation(*words: object, env: dict[str, str] | None = None) -> Ran:
    """Runs one command in this process; a traceback of ours is raised, not swallowed."""
    from novation.cli.app import app

    arguments = tuple(str(w) for w in words)
    result = CliRunner().invoke(app, arguments, env=env, catch_exceptions=False)
    return Ran(arguments, result.exit_code, result.stdout, result.stderr)


def build_shop(
    folder: Path, truth: Path | None = None, customers: int = CUSTOMERS, orders: int = ORDERS
) -> None:
    if str(QINGSONG) not in sys.path:
        sys.path.insert(0, str(QINGSONG))
    from shop.build import build

    planted = build(folder, customers=customers, orders=orders, seed=SEED)
    if truth is not None:
        planted.write(truth)


def make_keys(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for role in (*ROLES, "stranger"):
        assert novation("key", "sign", folder / role).status == 0
    for name in ("buyer.age", "stranger.age"):
        assert novation("key", "open", folder / name).status == 0


def recipient_of(identity: Path) -> str:
    lines = identity.read_text().splitlines()
    return next(line.split(": ")[1] for line in lines if line.startswith("# public key"))


def open_project(
    folder: Path, exports: Path, keys: Path, *, deal: str = "asset-deal", closing: str = CLOSING
) -> None:
    """A project with both parties in China, every signer, and every notice given long ago."""
    ran = novation(
        "init", exports, "-p", folder, "--deal", deal, "--case", "NV-2026-0042", "--seller", "青松文体用品有限公司",
        "--seller-place", "cn", "--buyer", "海澜零售有限公司", "--buyer-place", "cn", "--closing-on", closing,
        "--recipient", recipient_of(keys / "buyer.age"),
    )  # fmt: skip
    assert ran.status == 0, ran.err
    for role in ROLES:
        assert novation("key", "add", "-p", folder, "--role", role, "--name", f"{role} 某", "--key", keys / f"{role}.pub").status == 0  # fmt: skip
    proof = folder.parent / "notice.txt"
    proof.write_text("告知\n", "utf-8")
    for law in LAWS:
        assert novation("notice", "-p", folder, "--law", law, "--given-on", LONG_AGO, "--evidence", proof).status == 0  # fmt: skip


def authorise(folder: Path, keys: Path, *options: object) -> list[Ran]:
    return [
        novation(
            "authorise", "-p", folder, "--role", role, "--name", f"{role} 某", "--key", keys / role, *options
        )
        for role in ("owner", "compliance-officer")
    ]


@dataclass
class Story:
    """The folder with everything; `at(moment)` names the copy of that moment. Nobody writes in here."""

    root: Path

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def package(self) -> Path:
        return self.root / "package"

    def at(self, moment: str) -> Path:
        return self.root / "moments" / moment

    def copy(self, moment: str, to: Path, *, package: bool = False) -> Path:
        """A copy of one moment that a test may change; with the package beside it if wanted."""
        shutil.copytree(self.at(moment), to, symlinks=True)
        if package:
            shutil.copytree(self.package, to.parent / "package")
        return to

    @cached_property
    def truth(self) -> dict[str, Any]:
        return json.loads((self.root / "truth.json").read_bytes())

    @cached_property
    def ran(self) -> list[Ran]:
        return [Ran(tuple(r[0]), *r[1:]) for r in json.loads((self.root / "ran.json").read_bytes())]

    def planted(self, situation: str) -> dict[str, Any]:
        return next(p for p in self.truth["planted"] if p["situation"] == situation)


def tell(root: Path) -> None:
    """Runs the whole main job once and keeps a copy after each step that other tests start from."""
    ran: list[Ran] = []
    seller, buyer, keys, package = root / "seller", root / "buyer", root / "keys", root / "package"

    def do(*words: object, status: int = 0) -> Ran:
        one = novation(*words)
        assert one.status == status, (one.arguments, one.out, one.err)
        ran.append(one)
        return one

    def keep(folder: Path, moment: str) -> None:
        shutil.copytree(folder, root / "moments" / moment)

    build_shop(seller / "exports", root / "truth.json")
    make_keys(keys)
    open_project(seller, seller / "exports", keys)
    keep(seller, "opened")
    do("scan", "-p", seller)
    do("scan", "-p", seller, "--json")
    do("link", "-p", seller, "--json")
    do("decide", "-p", seller)
    do("plan", "-p", seller, "--json")
    do("run", "-p", seller)
    do("explain", "-p", seller)
    do("explain", "-p", seller, "--json")
    keep(seller, "planned")
    ran += authorise(seller, keys)
    keep(seller, "authorised")
    do("seal", package, "-p", seller, "--key", keys / "hander-over", "--dry-run")
    do("seal", package, "-p", seller, "--key", keys / "hander-over", "--json")
    do("sign", package, "--role", "witness", "--key", keys / "witness")
    keep(seller, "sealed")
    for step in ("inspect", "verify"):
        do(step, package)
        do(step, package, "--json")
    do("receive", package, "-i", keys / "buyer.age", "-p", buyer, "--json")
    keep(buyer, "received")
    do("reconcile", "-p", buyer)
    do("reconcile", "-p", buyer, "--json")
    keep(buyer, "reconciled")
    do("receipt", "-p", buyer, "--answer", "accept", "--key", keys / "receiver", "--json")
    do("sign", package, "--role", "receiver", "--key", keys / "receiver")
    keep(buyer, "receipted")
    do("receipt", "-p", seller, "--import", buyer / "records" / "receipt.json")
    keep(seller, "accepted")
    do("destroy", "-p", seller, "--dry-run")
    do("destroy", "-p", seller, "--dry-run", "--json")
    do("destroy", "-p", seller, "--json")
    do("certificate", "-p", seller, "--key", keys / "hander-over")
    do("verify", package, seller, buyer)
    do("verify", package, seller, buyer, "--json")
    keep(seller, "destroyed")
    (root / "ran.json").write_text(json.dumps([(r.arguments, r.status, r.out, r.err) for r in ran]), "utf-8")


@contextmanager
def once(root: Path) -> Iterator[bool]:
    """Holds other test processes off; yields whether the work is still to be done."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield not (root / ".done").exists()
        (root / ".done").touch()


def shared_root(factory: pytest.TempPathFactory) -> Path:
    """One folder for all processes of a test run (with xdist each worker has a base folder of its own in it)."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
