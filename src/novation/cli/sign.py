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


@told
def sign(
    package: Annotated[Path, typer.Argument(help=t("封装包", "the package"), exists=True)],
    role: Annotated[Role, typer.Option(help="witness, receiver")],
    key: KeyOption,
) -> None:
    path = sealing.add_signature(package, str(role), open_key(key))
    say(f"已签名：{path.name}", f"signed: {path.name}")
