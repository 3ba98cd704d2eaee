"""`novation init`: the deal form, and the exports as sources."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, emit, parse_day, say, told
from novation.cli.language import t
from novation.handover import opening
from novation.terms import DealForm, Party, Phase, Place


@told
def init(
    exports: Annotated[
        Path | None,
        typer.Argument(
            exists=True,
            help=t(
                "导出文件所在文件夹；每个能读的文件成为一个来源",
                "folder of exports; each readable file becomes a source",
            ),
        ),
    ] = None,
    project: ProjectOption = DEFAULT_PROJECT,
    deal: Annotated[
        str, typer.Option(help=t("交易形式", "deal form") + ": " + ", ".join(DealForm))
    ] = "asset-deal",
    phase: Annotated[Phase, typer.Option(help=t("阶段", "phase"))] = Phase.CLOSING,
    seller: Annotated[str, typer.Option(help=t("出让方名称", "name of the seller"))] = "Seller",
    seller_place: Annotated[Place, typer.Option(help=t("出让方所在地", "place of the seller"))] = Place.CN,
    seller_contact: Annotated[str, typer.Option(help=t("出让方联系方式", "contact of the seller"))] = "",
    buyer: Annotated[str, typer.Option(help=t("受让方名称", "name of the buyer"))] = "Buyer",
    buyer_place: Annotated[Place, typer.Option(help=t("受让方所在地", "place of the buyer"))] = Place.CN,
    buyer_contact: Annotated[str, typer.Option(help=t("受让方联系方式", "contact of the buyer"))] = "",
    recipient: Annotated[
        list[str] | None,
        typer.Option(help=t("受让方的 age 公钥，可多次", "the buyer's age recipient, repeatable")),
    ] = None,
    closing_on: Annotated[
        str, typer.Option(help=t("交割日，默认 30 天后", "closing date, 30 days from now by default"))
    ] = "",
    case: Annotated[str, typer.Option(help=t("案件编号", "case number"))] = "",
    as_json: JsonOption = False,
) -> None:
    """Opens a project."""
    made = opening.init(
        project,
        deal_form=_deal(deal),
        seller=Party(seller, seller_place, seller_contact),
        buyer=Party(buyer, buyer_place, buyer_contact),
        closing_on=_day(closing_on),
        phase=phase,
        case=case,
        exports=exports,
        recipients=recipient or [],
    )
    settings = made.settings()
    if as_json:
        emit(
            {
                "project": made.folder.name,
                "case": settings.case,
                "sources": [s.name for s in settings.sources],
            }
        )
    say(
        f"项目已建立，{len(settings.sources)} 个来源。请看一遍 novation.toml，再运行 novation run",
        f"project opened with {len(settings.sources)} sources. Read novation.toml, then `novation run`",
    )


def _deal(word: str) -> DealForm:
    try:
        return DealForm.parse(word)
    except ValueError as unknown:
        raise typer.BadParameter(f"{word}: {', '.join(DealForm)}") from unknown


def _day(text: str) -> date:
    if not text:
        return date.today() + timedelta(days=30)
    return parse_day(text)
