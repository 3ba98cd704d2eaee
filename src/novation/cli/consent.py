"""`novation consent`: consent records of others in, and a project's consents out, as ISO/IEC TS 27560."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import (
    DEFAULT_PROJECT,
    JsonOption,
    MemoryOption,
    ProjectOption,
    bars,
    emit,
    line,
    open_project,
    say,
    told,
)
from novation.cli.language import LANGUAGE, t

app = typer.Typer(no_args_is_help=True, help=t("同意记录的转入与转出", "consent records in and out"))


@app.command(
    "import",
    help=t(
        "把同意记录（ISO/IEC TS 27560、DPV、Kantara 回执）转成一份同意登记",
        "turn consent records (ISO/IEC TS 27560, DPV, Kantara receipts) into a consent register",
    ),
)
@told
def import_(
    file: Annotated[
        Path,
        typer.Argument(
            help=t("JSON、JSON-LD、每行一条的 JSON 或 JWT", "JSON, JSON-LD, JSON lines or JWTs"),
            exists=True,
            dir_okay=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            help=t("写出的登记（CSV），随后加为来源", "the register (CSV), to be added by `source add`")
        ),
    ],
    as_json: JsonOption = False,
) -> None:
    from novation.handover.consent_import import import_consents  # here: help must not wait for the engine
    from novation.law.interchange.consent_reading import REMARKS

    with bars() as shown:
        taken = import_consents(file, out, date.today(), shown)
    if as_json:
        emit(taken.as_dict())
        return
    line(t("{:,} 条记录，转成 {:,} 行", "{:,} records, {:,} rows").format(taken.records, taken.rows))
    for code, count in sorted(taken.counts.items()):
        line(f"  {count:>9,}  {REMARKS[code].in_(LANGUAGE)}  ({code})")
    say(f"登记：{out.name}", f"register: {out.name}")


@app.command(
    "export",
    help=t(
        "把项目中会移交的人的同意写成 ISO/IEC TS 27560 记录，只用编号，加密给受让方",
        "write the consents of the people who pass as ISO/IEC TS 27560 records, by reference only, encrypted to the buyer",
    ),
)
@told
def export(
    out: Annotated[
        Path,
        typer.Option(
            help=t("写出的文件（age 加密的 JSON Lines）", "the file to write (JSON lines, encrypted by age)")
        ),
    ],
    project: ProjectOption = DEFAULT_PROJECT,
    memory_limit: MemoryOption = "2GB",
    as_json: JsonOption = False,
) -> None:
    from novation.handover.consent_export import export_consents  # here: help must not wait for the engine

    held = open_project(project, memory_limit)
    with bars() as shown:
        found = export_consents(held, out, shown)
    if as_json:
        emit(found)
        return
    line(t("{:,} 条同意记录", "{:,} consent records").format(found["records"]))
    for state, count in found["states"].items():
        line(f"  {count:>9,}  {state}")
    say(f"已加密写入 {out.name}", f"written encrypted to {out.name}")
