"""The main job as the benchmark runs it: one command a stage, in both parties' roles, and each stage's plain limit."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from measuring import ROOT, Cost, measured, novation

GENERATOR = ROOT / "examples" / "qingsong" / "generate.py"
LIMITS = Path(__file__).with_name("limits.py")
ROLES = ("owner", "compliance-officer", "hander-over", "receiver", "witness")
LAWS = ("cn-pipl", "eu-gdpr", "de-dsk", "fr-cnil", "uk-gdpr", "us-ca")
DECIDING = ("person.birth-date", "cn.", "place.", "time.", "consent.", "objection.", "marketing.", "hold.")
"""Kinds that the facts look into; of the other columns they only ask whether something stands there."""


class Job:
    """One run at one size under `folder`: `shop/` (the exports), `seller/`, `buyer/`, `package/`, `keys/`, `logs/`."""

    def __init__(self, folder: Path, memory_limit: str) -> None:
        self.folder, self.memory_limit = folder, memory_limit
        self.shop, self.seller, self.buyer = folder / "shop", folder / "seller", folder / "buyer"
        self.package, self.keys, self.logs = folder / "package", folder / "keys", folder / "logs"

    # --- what stands before the measured stages ---------------------------------------------------------------

    def generate(self, customers: int, orders: int) -> Cost | None:
        """Writes the shop unless it stands there already in this size."""
        stamp, wanted = self.shop / ".size", f"{customers} {orders}"
        if stamp.is_file() and stamp.read_text() == wanted:
            return None
        shutil.rmtree(self.shop, ignore_errors=True)
        size = ("--customers", str(customers), "--orders", str(orders), "--format", "csv")
        cost = measured([sys.executable, GENERATOR, self.shop, *size], self.logs / "generate.log")
        stamp.write_text(wanted)
        return cost

    def open(self) -> None:
        """Opens the seller's project afresh, with keys, signers and notices long given."""
        for place in (self.seller, self.buyer, self.package, self.keys):
            shutil.rmtree(place, ignore_errors=True)
        self.keys.mkdir(parents=True)
        for role in ROLES:
            self._quiet("key", "sign", self.keys / role)
        self._quiet("key", "open", self.keys / "buyer.age")
        recipient = next(
            line.split(": ")[1]
            for line in (self.keys / "buyer.age").read_text().splitlines()
            if line.startswith("# public key")
        )
        self._quiet(
            "init", self.shop, "--project", self.seller, "--deal", "asset-deal", "--case", "NV-BENCH",
            "--closing-on", "2027-01-15", "--recipient", recipient,
        )  # fmt: skip
        for role in ROLES:
            self._quiet(
                "key", "add", "--project", self.seller, "--role", role, "--name", role,
                "--key", self.keys / f"{role}.pub",
            )  # fmt: skip
        notice = self.folder / "notice.txt"
        notice.write_text("notice\n")
        given = (date.today() - timedelta(days=90)).isoformat()
        for law in LAWS:
            self._quiet(
                "notice", "--project", self.seller, "--law", law, "--given-on", given, "--evidence", notice
            )

    def _quiet(self, *words: str | Path) -> None:
        measured(novation(*words), self.logs / f"{words[0]}.log")

    # --- the measured stages ----------------------------------------------------------------------------------

    def stage(self, name: str) -> Cost:
        """Runs one stage by its name in `STAGES`."""
        if name == "seal":
            shutil.rmtree(self.package, ignore_errors=True)
        if name == "receive":
            shutil.rmtree(self.buyer, ignore_errors=True)
        if name == "destroy":
            self._before_destroy()
        commands = _COMMANDS[name](self)
        costs = [
            measured(novation(*words), self.logs / f"{name}-{number}.log")
            for number, words in enumerate(commands)
        ]
        return Cost(sum(c.wall for c in costs), sum(c.cpu for c in costs), max(c.memory for c in costs))

    def _before_destroy(self) -> None:
        """Destruction runs on a copy: the shop itself is kept for the next run."""
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        shutil.copytree(self.seller, copy / "seller")
        shutil.copytree(self.shop, copy / "shop")
        words = ("receipt", "--project", self.buyer, "--answer", "accept", "--key", self.keys / "receiver")
        if not (self.buyer / "records" / "receipt.json").exists():
            self._quiet(*words)
        receipt = self.buyer / "records" / "receipt.json"
        self._quiet("receipt", "--project", copy / "seller", "--import", receipt)

    def limits(self, name: str) -> list[dict[str, Any]]:
        """The plain limits of a stage: the one that was asked for, then what else is worth holding it against."""
        return [self._limit(*found(self)) for found in (_LIMITS.get(name), _FURTHER.get(name)) if found]

    def _limit(self, kind: str, given: dict[str, Any]) -> dict[str, Any]:
        command = [sys.executable, str(LIMITS), kind, json.dumps(given, default=str)]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        return {"what": kind, **json.loads(run.stdout)}

    # --- what the limits read ---------------------------------------------------------------------------------

    def record(self, name: str) -> Any:
        return json.loads((self.seller / "records" / name).read_bytes())

    def sources(self) -> list[Path]:
        return sorted(p for p in self.shop.iterdir() if p.name != ".size")

    def copies(self) -> list[Path]:
        return sorted((self.seller / "work").rglob("*.parquet"))

    def package_files(self) -> list[Path]:
        return sorted(p for p in self.package.rglob("*") if p.is_file())

    def opened(self) -> list[Path]:
        found = sorted((self.buyer / "quarantine").glob("*/*/*.parquet"))
        return [p for p in found if p.parent.name not in ("index", "register")]

    def personal_columns(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, list[str]]:
        """Working copies and those of their columns that a step uses, with the links of each."""
        linked = {t["table"] for t in self.record("link.json")["tables"] if t["by"] != "reference"}
        columns = {}
        for table in self.record("scan.json")["tables"]:
            names = [c["name"] for c in table["columns"] if wanted(c)]
            if table["id"] in linked:
                columns[f"tables/{table['id']}"] = ["_row", *names]
                columns[f"links/{table['id']}"] = ["_row", "subject"]
        return columns

    def scanning(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        return {
            "project": self.seller,
            "memory_limit": self.memory_limit,
            "columns": self.personal_columns(wanted),
        }


def _seller(*words: str | Path) -> Callable[[Job], list[Sequence[str | Path]]]:
    return lambda job: [[*words, "--project", job.seller, "--memory-limit", job.memory_limit]]


def _authorise(job: Job) -> list[Sequence[str | Path]]:
    roles = ("owner", "compliance-officer")
    return [
        ["authorise", "--project", job.seller, "--role", r, "--name", r, "--key", job.keys / r] for r in roles
    ]


def _identifiers(column: dict[str, Any]) -> bool:
    return str(column["kind"]).startswith(
        ("key.", "cn.resident-id", "cn.mobile", "generic.phone", "generic.email")
    )


_COMMANDS: dict[str, Callable[[Job], list[Sequence[str | Path]]]] = {
    "scan": _seller("scan"),
    "link": _seller("link"),
    "decide": _seller("decide"),
    "plan": _seller("plan"),
    "authorise": _authorise,
    "seal": lambda job: _seller("seal", job.package, "--key", job.keys / "hander-over")(job),
    "verify": lambda job: [["verify", job.package]],
    "receive": lambda job: [
        ["receive", job.package, "--identity", job.keys / "buyer.age", "--project", job.buyer]
    ],
    "reconcile": lambda job: [["reconcile", "--project", job.buyer, "--memory-limit", job.memory_limit]],
    "destroy": lambda job: [
        ["destroy", "--project", job.folder / "copy" / "seller", "--memory-limit", job.memory_limit]
    ],
}
STAGES = tuple(_COMMANDS)

_LIMITS: dict[str, Callable[[Job], tuple[str, dict[str, Any]]]] = {
    "scan": lambda job: ("read", {"files": job.sources()}),
    "link": lambda job: ("scan-copies", job.scanning(_identifiers)),
    "decide": lambda job: (
        "scan-copies",
        job.scanning(lambda c: c["category"] != "none" or c["kind"].startswith(DECIDING)),
    ),
    "seal": lambda job: ("copy-and-digest", {"files": job.copies(), "scratch": job.folder / "scratch"}),
    "verify": lambda job: ("digest", {"files": job.package_files()}),
    "receive": lambda job: (
        "copy-and-digest",
        {"files": job.package_files(), "scratch": job.folder / "scratch"},
    ),
    "reconcile": lambda job: ("scan-files", {"files": job.opened()}),
    "destroy": lambda job: ("copy-and-digest", {"files": job.sources(), "scratch": job.folder / "scratch"}),
}

_FURTHER: dict[str, Callable[[Job], tuple[str, dict[str, Any]]]] = {
    "scan": lambda job: ("parse", {"files": [p for p in job.sources() if p.suffix == ".csv"]}),
    "seal": lambda job: (
        "recode",
        {
            "project": job.seller,
            "scratch": job.folder / "scratch",
            "memory_limit": job.memory_limit,
            "columns": {f"tables/{t['id']}": [] for t in job.record("scan.json")["tables"]},
        },
    ),
}
"""Copying and hashing leaves out that a class of data is other rows and columns than the table it comes from: it has to
be decoded, chosen and written anew. Reading leaves out that a row has to be parsed before it can be looked at."""
