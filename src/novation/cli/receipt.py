"""`novation receipt`: the buyer answers; the seller takes the answer in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novation.cli.authorise import open_key
from novation.cli.frame import DEFAULT_PROJECT, JsonOption, ProjectOption, emit, open_project, say, told
from novation.cli.language import t
from novation.handover import receipting
from novation.handover.receipting import Answer


@told
def receipt(
    project: ProjectOption = DEFAULT_PROJECT,
    answer: Annotated[
        Answer, typer.Option(help=t("接受、有保留接受或拒收", "accept, accept with reservation, or reject"))
    ] = Answer.ACCEPT,
    reservation: Annotated[str, typer.Option(help=t("保留的内容", "the reservation"))] = "",
    key: Annotated[
        Path | None,
        typer.Option(
            "--key",
            help=t("接收人的 OpenSSH Ed25519 私钥", "the receiver's OpenSSH Ed25519 private key"),
            exists=True,
        ),
    ] = None,
    take_in: Annotated[
        Path | None,
        typer.Option(
            "--import", help=t("（出让方）收下这张回执", "(seller) take in this receipt"), exists=True
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    held = open_project(project)
    if take_in is not None:
        document = receipting.take_in(held, take_in)
    elif key is not None:
        if answer is Answer.RESERVATION and not reservation:
            raise typer.BadParameter(
                t("有保留接受须写明保留", "accepting with reservation needs the reservation")
            )
        document = receipting.give(held, answer, open_key(key), reservation)
    else:
        raise typer.BadParameter(
            t("需要 --key（受让方）或 --import（出让方）", "--key (buyer) or --import (seller) is needed")
        )
    if as_json:
        emit(document)
    word = receipting.answer_text(document)
    say(f"回执：{word.zh}", f"receipt: {word.en}")
