"""Sends a notice to many invented customers: seconds, people a second and the peak memory of each step.

    python -m benchmarks.notices [--people 1000000] [--mails 20000]

By file-drop: gathering contacts, counting the audience, filling the outbox, sending (each with a link of their own,
rendered, tagged, on record, written), and starting again when there is nothing left to send. By e-mail: the same sending
to a server on this machine, to fewer people. Scanning, linking and deciding come before.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.mail_sink import sink
from benchmarks.measuring import costed

from novation.control.identity.links import Link, Links
from novation.handover import deciding, scanning
from novation.handover.notices.audience import audience
from novation.handover.notices.channels import FileDrop
from novation.handover.notices.reach import build_reach
from novation.handover.notices.sending import Order, prepare, send
from novation.handover.notices.smtp import Server, Smtp, Tls
from novation.handover.notices.words import Via
from novation.handover.opening import add_sources, init
from novation.handover.project import Project
from novation.terms import DealForm, Party, Place

CONTENT = "cn-pipl/pipl-22"
TEXT = "{name}：\n\n" + "{seller}的业务将由{buyer}接手。您可以拒绝：{link}\n" * 6


def shop(folder: Path, people: int) -> Project:
    exports = folder / "exports"
    exports.mkdir(parents=True)
    with (exports / "members.csv").open("w", encoding="utf-8") as file:
        file.write("会员号,姓名,手机,邮箱,国家,收货地址\n")
        for number in range(people):
            name = f"{'王李张刘陈'[number % 5]}{'伟芳娜敏静'[number // 5 % 5]}"
            phone = f"1{38_000_000_00 + number * 7 % 999_999_999:010}"
            file.write(
                f"M{number:08},{name},{phone},c{number}@mail.example,中国,杭州市文三路{number % 900}号\n"
            )
    project = init(
        folder,
        deal_form=DealForm.MERGER,
        seller=Party("Qingsong", Place.CN, ""),
        buyer=Party("Hailan", Place.CN, ""),
        closing_on=date(2027, 1, 15),
    )
    add_sources(project, [exports / "members.csv"])
    scanning.scan(project)
    deciding.link(project)
    deciding.decide_step(project)
    return project


def timed(name: str, run: Callable[[], Any], people: int, found: dict[str, Any]) -> Any:
    result, cost = costed(run)
    found[name] = {**cost, "people_a_second": round(people / max(cost["seconds"], 0.01))}
    return result


def links(subjects: list[str]) -> list[str]:
    made, until = Links("an example of a secret"), datetime.now(UTC) + timedelta(days=60)
    return [
        f"https://portal.example/k/{made.token(Link('cs_example', subject, 'nt_bench', until))}/"
        for subject in subjects
    ]


def order(notice: str) -> Order:
    values = {"seller": "Qingsong", "buyer": "Hailan"}
    return Order(notice, CONTENT, (Place.CN,), Via.EMAIL, "告知", TEXT, values, "客户")


def dropped(folder: Path, people: int) -> dict[str, Any]:
    project = shop(folder / "project", people)
    packs, drop = deciding.project_packs(project), FileDrop(folder / "drop")
    found: dict[str, Any] = {"people": people}
    timed("contacts", lambda: build_reach(project), people, found)
    timed("audience", lambda: audience(project, packs, CONTENT), people, found)
    timed("filling", lambda: prepare(project, packs, order("nt_bench")), people, found)
    record = timed("sending", lambda: send(project, packs, order("nt_bench"), drop, links), people, found)
    timed("again", lambda: send(project, packs, order("nt_bench"), drop, links), people, found)
    found["counts"] = record["counts"]
    found["lines_written"] = sum(path.read_bytes().count(b"\n") for path in drop.folder.iterdir())
    found["outbox_mib"] = (project.work / "outbox" / "nt_bench.sqlite").stat().st_size >> 20
    return found


def mailed(folder: Path, people: int) -> dict[str, Any]:
    project = shop(folder / "mailing", people)
    packs = deciding.project_packs(project)
    build_reach(project)
    found: dict[str, Any] = {"people": people}
    with sink() as office:
        server = Server("127.0.0.1", office.port, "notices@qingsong.example", Tls.NONE)
        sending = timed(
            "sending", lambda: send(project, packs, order("nt_mail"), Smtp(server), links), people, found
        )
        found |= {"counts": sending["counts"], "taken": office.taken()}
    return found


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--people", type=int, default=1_000_000)
    options.add_argument("--mails", type=int, default=20_000)
    options.add_argument("--out", type=Path, help="write the result here as JSON")
    given = options.parse_args()
    before = os.getloadavg()[0]  # processes that were running or waiting already
    with tempfile.TemporaryDirectory(prefix="novation-notices-") as folder:
        found = {
            "file_drop": dropped(Path(folder), given.people),
            "smtp": mailed(Path(folder), given.mails),
            "on": {
                "cpus": os.cpu_count(),
                "python": sys.version.split()[0],
                "others_running": round(before, 1),
            },
        }
    text = json.dumps(found, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
