"""`novation inspect`: what a package says of itself, without a key and without verifying it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import JsonOption, emit, line, say, told
from novation.cli.language import t
from novation.seal.package import inspect as look


@told
def inspect(
    package: Annotated[Path, typer.Argument(help=t("封装包", "the package"), exists=True)],
    as_json: JsonOption = False,
) -> None:
    found = look(package)
    if as_json:
        emit(found)
        return
    line(t("方案 {}", "plan {}").format(found["plan"]))
    line(t("签名：{}", "signatures: {}").format(", ".join(found["signatures"]) or "-"))
    if found["sign_offs"]:
        line(t("各类的签认：{}", "sign-offs of classes: {}").format(", ".join(found["sign_offs"])))
    line(t("可启封的公钥：{} 个", "recipients: {}").format(len(found["recipients"]["listed"])))
    for part in found["parts"]:
        line(f"  {part['bytes']:>12,}  {part['file']}")
    say(
        "以上是它自己说的，没有核对；核对用 novation verify",
        "this is what it says of itself; `novation verify` checks it",
    )
