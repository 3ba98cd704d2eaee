"""`novation law sign-off`: counsel signs classes off."""

from __future__ import annotations

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
from novation.terms import Role


@told
def sign_off(
    name: Annotated[str, typer.Option(help=t("签署人姓名", "your name"))],
    key: KeyOption,
    class_: Annotated[
        list[str] | None, typer.Option("--class", help=t("类的编号 C-…；可重复", "a class, C-…; repeatable"))
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group", help=t("一组里的全部类，G-…；可重复", "all classes of a group, G-…; repeatable")
        ),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=t("全部类", "every class"))] = False,
    role: Annotated[
        Role, typer.Option(help=t("以什么角色签署", "the role in which you sign"))
    ] = Role.COUNSEL,
    project: ProjectOption = DEFAULT_PROJECT,
    as_json: JsonOption = False,
) -> None:
    from novation.cli.authorise import open_key  # these here, because help must not wait for the engine
    from novation.handover import class_sign_offs, lawyers_list

    if not (every or class_ or group):
        raise typer.BadParameter("--class, --group, --all")
    held = open_project(project)
    chosen = None if every else [*(class_ or []), *lawyers_list.classes_of(held, group or [])]
    path = class_sign_offs.sign_off(held, chosen, name=name, key=open_key(key), role=role)
    listed = lawyers_list.lawyers_list(held)
    if as_json:
        emit({"sign_off": path.name, "states": listed["states"]})
        return
    signed, all_ = listed["states"]["signed"], listed["classes"]
    say(
        f"已签认：{path.name}；{all_:,} 类中已签认 {signed:,} 类",
        f"signed: {path.name}; {signed:,} of {all_:,} classes are signed off",
    )
