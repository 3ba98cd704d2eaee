"""Finds one person among many over five sources and reads the whole record: milliseconds, of many questions.

    python -m benchmarks.people [--people 10000000] [--ask 2000]

A shop of a thousand people goes through scan and link; then its working copies are replaced by as many invented rows as
asked for, in the same shape, by SQL, as scanning and linking millions is measured elsewhere. What is timed: filling the
index, finding by mobile and by e-mail (known and unknown), reading the full record, all three from an opening of the index
(`opened_found_read`), and the same when the system holds none of the files in memory (`from_disk`).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.measuring import costed

from novation.engine import Engine
from novation.engine.identifiers import quote_identifier
from novation.handover import deciding, scanning
from novation.handover import tables as shapes
from novation.handover.opening import add_sources, init
from novation.handover.people.finding import People
from novation.handover.people.indexing import FOLDER, build_index
from novation.handover.project import Project
from novation.terms import DealForm, Party, Place

SMALL = 1000
MOBILE = "'1' || (38_00000000 + {i} * 7 % 6_999_999_999)::VARCHAR"
MAIL = "'c' || {i} || '@mail.example'"
NUMBER = "'M' || lpad(({i})::VARCHAR, 9, '0')"
NAME = "substr('王李张刘陈杨黄赵吴周', ({i} % 10 + 1)::INT, 1) || substr('伟芳娜敏静磊洋勇艳杰', ({i} // 10 % 10 + 1)::INT, 1)"
SOURCES: dict[str, tuple[float, dict[str, str]]] = {
    "members": (1.0, {"会员号": NUMBER, "姓名": NAME, "手机": MOBILE, "邮箱": MAIL, "国家": "'中国'", "收货地址": "'杭州市文三路' || ({i} % 900 + 1) || '号'"}),
    "orders": (2.0, {"订单号": "'S' || lpad({row}::VARCHAR, 12, '0')", "会员号": NUMBER, "金额": "({row} % 90000 / 100.0)::DECIMAL(10,2)::VARCHAR", "下单时间": "strftime(DATE '2020-01-01' + ({row} % 2400)::INT, '%Y-%m-%d')"}),
    "consents": (1.0, {"会员号": NUMBER, "用途": "'营销短信'", "状态": "'同意'", "时间": "'2024-05-01'"}),
    "service": (0.3, {"工单号": "'T' || lpad({row}::VARCHAR, 10, '0')", "手机": MOBILE, "内容": "'球拍断线，要求换货，已补寄'"}),
    "newsletter": (0.5, {"邮箱": MAIL, "订阅": "'是'", "国家": "'中国'"}),
}  # fmt: skip
"""Five sources: rows for each person, and each column as SQL of the person's number `{i}` and the row's own `{row}`."""


def numbered(sql: str) -> str:
    return sql.replace("{i}", "p.i").replace("{row}", "p.r")


def rows_sql(name: str, people: int) -> str:
    """Person and columns of a source; a person's rows stand far apart, as they do in a shop's exports."""
    share, columns = SOURCES[name]
    shown = ", ".join(f"{numbered(sql)} AS {quote_identifier(column)}" for column, sql in columns.items())
    count = int(people * share)
    return f"SELECT p.r, p.i, {shown} FROM (SELECT r, (r * 7919) % {people} AS i FROM range({count}) t(r)) p ORDER BY p.r"


def shop(folder: Path) -> Project:
    """A project of SMALL people, scanned and linked."""
    exports = folder / "exports"
    exports.mkdir(parents=True)
    files = []
    with Engine(folder / "making") as engine:
        for name in SOURCES:
            file = exports / f"{name}.csv"
            rows = engine.fetch_arrow(rows_sql(name, SMALL)).drop_columns(["r", "i"])
            lines = [",".join(rows.column_names), *(",".join(map(str, r.values())) for r in rows.to_pylist())]
            file.write_text("\n".join(lines) + "\n", "utf-8")
            files.append(file)
    project = init(
        folder / "project",
        deal_form=DealForm.MERGER,
        seller=Party("Qingsong", Place.CN, ""),
        buyer=Party("Hailan", Place.CN, ""),
        closing_on=date(2027, 1, 15),
    )
    add_sources(project, files)
    scanning.scan(project)
    deciding.link(project)
    return project


def grow(project: Project, people: int) -> dict[str, int]:
    """The working copies replaced by copies of the same shape with the rows of so many people; rows by source."""
    found = {}
    tables = shapes.tables_of(project.read_record("scan.json", "scan"))
    with project.engine() as engine:
        engine.write(
            "refs",
            f"SELECT i AS subject, lower(hex(md5(i::VARCHAR)))[:16] AS subject_ref FROM range({people}) t(i)",
        )
        for table in tables:
            name = Path(table.source).stem
            schema = engine.schema(f"tables/{table.id}")
            cells = ", ".join(
                f"{'r' if f.name == '_row' else quote_identifier(f.name)}::{_sql_type(f.type)} AS {quote_identifier(f.name)}"
                for f in schema
            )
            links = engine.schema(f"links/{table.id}")
            known = {"_row": "r", "subject": "i"}
            fields = ", ".join(
                f"{known.get(f.name, 'NULL')}::{_sql_type(f.type)} AS {quote_identifier(f.name)}"
                for f in links
            )
            rows = rows_sql(name, people)
            found[name] = engine.write(f"tables/{table.id}", f"SELECT {cells} FROM ({rows})").rows
            engine.write(f"links/{table.id}", f"SELECT {fields} FROM ({rows})")
    return found


def _sql_type(kind: Any) -> str:
    names = {
        "string": "VARCHAR",
        "large_string": "VARCHAR",
        "int64": "BIGINT",
        "double": "DOUBLE",
        "bool": "BOOLEAN",
    }
    text = str(kind)
    if text.startswith("timestamp"):
        return "TIMESTAMP"
    if text.startswith("date"):
        return "DATE"
    return "DECIMAL" + text[text.index("(") :] if text.startswith("decimal") else names[text]


def asked(times: list[float]) -> dict[str, float]:
    """Median, 99th percentile and the longest, in milliseconds."""
    ms = np.array(times) * 1000
    return {
        "median_ms": round(float(np.median(ms)), 2),
        "p99_ms": round(float(np.percentile(ms, 99)), 2),
        "longest_ms": round(float(ms.max()), 2),
    }


def clocked(run: Callable[[], Any], times: list[float]) -> Any:
    began = time.perf_counter()
    result = run()
    times.append(time.perf_counter() - began)
    return result


def contacts(numbers: list[int]) -> list[tuple[int, str, str]]:
    """Number, mobile and e-mail of people, by the SQL that wrote them."""
    with Engine(Path(tempfile.mkdtemp())) as engine:
        listed = ", ".join(f"({n})" for n in numbers)
        rows = engine.fetch_arrow(
            f"SELECT p.i, {numbered(MOBILE)} AS m, {numbered(MAIL)} AS e FROM (VALUES {listed}) p(i)"
        )
        return [(r["i"], r["m"], r["e"]) for r in rows.to_pylist()]


def ask(project: Project, people: int, questions: int) -> dict[str, Any]:
    chance = random.Random(7)
    some = contacts([chance.randrange(people) for _ in range(questions)])
    lookups: list[float] = []
    unknown: list[float] = []
    records: list[float] = []
    whole: list[float] = []
    cold: list[float] = []
    sizes = []
    with People(project) as index:
        for number, mobile, mail in some:
            by_mobile = clocked(lambda m=mobile: index.find("cn.mobile", m), lookups)
            by_mail = clocked(lambda e=mail: index.find("generic.email", e), lookups)
            assert number in {f.subject for f in by_mobile} & {f.subject for f in by_mail}, (
                "found who was asked for"
            )
            clocked(lambda n=number: index.find("generic.email", f"nobody{n}@mail.example"), unknown)
            tables = clocked(lambda f=by_mail[0]: index.record(f), records)
            sizes.append(sum(len(t.rows) for t in tables))
    for _, _, mail in some[:50]:
        clocked(lambda e=mail: _from_closed(project, e), whole)
        _forget(project.work)
        clocked(lambda e=mail: _from_closed(project, e), cold)
    return {
        "questions": questions,
        "lookup": asked(lookups),
        "lookup_unknown": asked(unknown),
        "record": asked(records),
        "opened_found_read": asked(whole),
        "from_disk": asked(cold),
        "rows_a_person": round(float(np.mean(sizes)), 2),
    }


def _from_closed(project: Project, mail: str) -> None:
    with People(project) as index:
        index.record(index.find("generic.email", mail)[0])


def _forget(folder: Path) -> None:
    """The system keeps nothing of these files in memory, so what is asked next comes from the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--people", type=int, default=10_000_000)
    options.add_argument("--ask", type=int, default=2000)
    options.add_argument("--folder", type=Path, help="keep everything here")
    options.add_argument("--out", type=Path, help="write the result here as JSON")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = run((given.folder or Path(scratch)).resolve(), given.people, given.ask)
    text = json.dumps(found, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", "utf-8")


def run(folder: Path, people: int, questions: int) -> dict[str, Any]:
    project, before = shop(folder), os.getloadavg()[0]  # processes that were running or waiting already
    rows, made = costed(lambda: grow(project, people))
    record, index = costed(lambda: build_index(project))
    found, asking = costed(lambda: ask(project, people, questions))
    return {
        "people": people,
        "rows": rows,
        "made": made,
        "index": {**index, "tags": record["tags"], "mib": _mib(project.work / FOLDER)},
        "asking": asking,
        **found,
        "on": {
            "cpus": os.cpu_count(),
            "python": sys.version.split()[0],
            "others_running": round(before, 1),
        },
    }


def _mib(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) >> 20


if __name__ == "__main__":
    main()
