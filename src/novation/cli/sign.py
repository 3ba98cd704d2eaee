"""`novation sign`: a further signature on a package, by the witness or the receiver."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novation.cli.authorise import KeyOption, open_key
from novation.cli.frame import say, told
from novation.cli.language import t
from novation.handover import sealing
from novation.terms import Role

SIGNING = (Role.WITNESS, Role.RECEIVER, Role.HANDER_OVER)


@told
def sign(
    package: Annotated[Path, typer.Argument(help=t("封装包", "the package"), exists=True)],
    role: Annotated[
        Role,
        typer.Option(
            help=t("以什么角色签名：witness、receiver", "the role in which you sign: witness, receiver")
        ),
    ],
    key: KeyOption,
) -> None:
    if role not in SIGNING:
        raise typer.BadParameter(f"{role}: {', '.join(SIGNING)}")
    path = sealing.add_signature(package, str(role), open_key(key))
    say(f"已签名：{path.name}", f"signed: {path.name}")
