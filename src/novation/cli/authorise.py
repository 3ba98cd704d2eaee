"""`novation authorise`: an approver signs the plan."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import (
    DEFAULT_PROJECT,
    JsonOption,
    KeyOption,
    ProjectOption,
    emit,
    open_project,
    say,
    told,
)
from novation.cli.language import t
from novation.cli.law_status import tell_stale
from novation.errors import NovationError
from novation.errors.evidence import KEY_PASSPHRASE_NEEDED
from novation.evidence.keys import PrivateKey
from novation.handover import authorising
from novation.handover.staleness import stale_because
from novation.terms import Role


@told
def authorise(
    role: Annotated[Role, typer.Option(help=t("以什么角色签署", "the role in which you sign"))],
    name: Annotated[str, typer.Option(help=t("签署人姓名", "your name"))],
    key: KeyOption,
    days: Annotated[int, typer.Option(help=t("有效天数", "days until it expires"), min=1, max=365)] = 14,
    action: Annotated[
        list[str] | None,
        typer.Option(
            help=t(
                "授权的动作：seal、destroy，默认两者", "what is authorised: seal, destroy; both by default"
            )
        ),
    ] = None,
    project: ProjectOption = DEFAULT_PROJECT,
    as_json: JsonOption = False,
) -> None:
    held = open_project(project)
    path = authorising.authorise(
        held, role=role, name=name, key=open_key(key), days=days, actions=tuple(action or authorising.ACTIONS)
    )
    stale = stale_because(held)
    tell_stale(stale)
    if as_json:
        emit({"authorisation": path.name, "stale": [ground.as_dict() for ground in stale]})
    say(f"已签署：{path.name}", f"signed: {path.name}")


def open_key(path: Path) -> PrivateKey:
    """Reads a key; asks for its passphrase only if it has one."""
    try:
        return authorising.read_key(path)
    except NovationError as error:
        if error.kind is not KEY_PASSPHRASE_NEEDED:
            raise
    return authorising.read_key(path, getpass.getpass(t("口令：", "Passphrase: ")).encode())
