"""The main job on the example shop, in both parties' roles: every step is the command that a person would type."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "qingsong"))

from rich.console import Console
from shop.build import build

from novation.cli.app import app
from novation.cli.language import t

console = Console(stderr=True, highlight=False)
CLOSING = date(2027, 1, 15)
PEOPLE = {
    "owner": "周建松",
    "compliance-officer": "林晓岚",
    "hander-over": "周建松",
    "receiver": "沈妍",
    "witness": "钱正",
}
"""Invented people, as in the rest of the example. One person may hold two roles, but not with one key in a plan."""


def novation(*words: object) -> None:
    """Runs one command as if typed; stops the demo if it fails."""
    arguments = [str(w) for w in words]
    console.print(f"\n[bold]$ novation {shlex.join(arguments)}[/]", soft_wrap=True)
    status = app(arguments, standalone_mode=False)
    if status:
        raise SystemExit(f"novation {arguments[0]}: {status}")


def main(out: Path) -> None:
    started = time.monotonic()
    shutil.rmtree(out, ignore_errors=True)
    seller, buyer, keys, package = out / "seller", out / "buyer", out / "keys", out / "package"
    keys.mkdir(parents=True)
    console.print(t("写出示例店铺 …", "writing the example shop …"))
    truth = build(seller / "exports", customers=5000, orders=20000, seed=7)
    truth.write(out / "truth.json")
    for role in PEOPLE:
        novation("key", "sign", keys / role)
    novation("key", "open", keys / "buyer.age")
    recipient = next(
        line.split(": ")[1]
        for line in (keys / "buyer.age").read_text().splitlines()
        if line.startswith("# public key")
    )
    open_project(seller, recipient, keys, out)
    novation("run", "--project", seller)
    novation("explain", "--project", seller)
    novation(
        "authorise",
        "--project",
        seller,
        "--role",
        "owner",
        "--name",
        PEOPLE["owner"],
        "--key",
        keys / "owner",
    )
    novation(
        "authorise", "--project", seller, "--role", "compliance-officer",
        "--name", PEOPLE["compliance-officer"], "--key", keys / "compliance-officer",
    )  # fmt: skip
    novation("seal", package, "--project", seller, "--key", keys / "hander-over")
    novation("sign", package, "--role", "witness", "--key", keys / "witness")
    console.rule(t("受让方", "the buyer"))
    novation("inspect", package)
    novation("verify", package)
    novation("receive", package, "--identity", keys / "buyer.age", "--project", buyer)
    novation("reconcile", "--project", buyer)
    novation("receipt", "--project", buyer, "--answer", "accept", "--key", keys / "receiver")
    novation("sign", package, "--role", "receiver", "--key", keys / "receiver")
    console.rule(t("出让方", "the seller"))
    novation("receipt", "--project", seller, "--import", buyer / "records" / "receipt.json")
    novation("destroy", "--project", seller, "--dry-run")
    novation("destroy", "--project", seller)
    novation("certificate", "--project", seller, "--key", keys / "hander-over")
    novation("verify", package, seller, buyer)
    novation("report", "--project", seller, "--package", package, "--buyer", buyer, "--out", out)
    closing_words(out, seller, time.monotonic() - started)


def open_project(seller: Path, recipient: str, keys: Path, out: Path) -> None:
    novation(
        "init", seller / "exports", "--project", seller, "--deal", "asset-deal", "--case", "NV-2026-0007",
        "--seller", "青松文体用品有限公司", "--seller-place", "cn", "--seller-contact", "privacy@qingsong.example",
        "--buyer", "海澜零售有限公司", "--buyer-place", "cn", "--buyer-contact", "privacy@hailan.example",
        "--closing-on", CLOSING.isoformat(), "--recipient", recipient,
    )  # fmt: skip
    for role, name in PEOPLE.items():
        novation(
            "key", "add", "--project", seller, "--role", role, "--name", name, "--key", keys / f"{role}.pub"
        )
    notice = out / "notice.txt"
    notice.write_text(
        "青松文体拟将客户资料移交海澜零售，特此告知。\nQingsong intends to hand customer data to Hailan.\n",
        "utf-8",
    )
    for law in ("cn-pipl", "eu-gdpr", "de-dsk", "fr-cnil", "uk-gdpr", "us-ca"):
        given = date.today() - timedelta(days=90)
        novation(
            "notice", "--project", seller, "--law", law, "--given-on", given.isoformat(), "--evidence", notice
        )


def closing_words(out: Path, seller: Path, seconds: float) -> None:
    plan = json.loads((seller / "records" / "plan.json").read_bytes())
    sealed = json.loads((seller / "records" / "sealed.json").read_bytes())
    certificate = json.loads((seller / "records" / "certificate.json").read_bytes())
    rows = sum(p["rows"] for p in sealed["parts"] if not p["file"].startswith("data/register/"))
    removed = sum(s["rows_deleted"] for s in certificate["items"])
    blanked = sum(s["cells_blanked"] for s in certificate["items"])
    console.rule()
    console.print(
        t(
            f"{plan['people']:,} 人，{plan['classes']:,} 类；封装 {len(sealed['parts'])} 个分卷、{rows:,} 行；"
            f"出让方删除 {removed:,} 行、清空 {blanked:,} 格；用时 {seconds:.0f} 秒",
            f"{plan['people']:,} people in {plan['classes']:,} classes; sealed {len(sealed['parts'])} parts, {rows:,} rows; "
            f"removed {removed:,} rows and blanked {blanked:,} cells at the seller; {seconds:.0f} seconds",
        )
    )
    for name in ("report.zh.html", "report.en.html"):
        print(out / name)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/demo"))
