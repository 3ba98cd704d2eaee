"""Sends a notice to many invented customers by file-drop: seconds and people a second of each step, and the peak memory.

    python benchmarks/notices.py [--people 1000000]

What is timed: gathering contacts, counting the audience, filling the outbox and sending (rendered, tagged, on record,
written), and starting again when there is nothing left to send. Scanning, linking and deciding come before.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from novation.handover import deciding, scanning
from novation.handover.notices.audience import audience
from novation.handover.notices.channels import FileDrop
from novation.handover.notices.reach import build_reach
from novation.handover.notices.sending import Order, send
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
    began = time.perf_counter()
    result = run()
    seconds = time.perf_counter() - began
    found[name] = {"seconds": round(seconds, 2), "people_a_second": round(people / seconds)}
    return result


def links(subjects: list[str]) -> list[str]:
    return [f"https://portal.example/k/{subject}" for subject in subjects]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--people", type=int, default=1_000_000)
    people = options.parse_args().people
    with tempfile.TemporaryDirectory() as folder:
        project = shop(Path(folder) / "project", people)
        packs = deciding.project_packs(project)
        values = {"seller": "Qingsong", "buyer": "Hailan"}
        order = Order("nt_bench", CONTENT, (Place.CN,), Via.EMAIL, "告知", TEXT, values, "客户")
        drop = FileDrop(Path(folder) / "drop")
        found: dict[str, Any] = {"people": people}
        timed("contacts", lambda: build_reach(project), people, found)
        timed("audience", lambda: audience(project, packs, CONTENT), people, found)
        record = timed("send", lambda: send(project, packs, order, drop, links), people, found)
        timed("again", lambda: send(project, packs, order, drop, links), people, found)
        written = sum(path.read_bytes().count(b"\n") for path in drop.folder.iterdir())
    found |= {"counts": record["counts"], "lines_written": written}
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
