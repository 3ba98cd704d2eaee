"""`novation key`: makes a signing key (OpenSSH Ed25519) or an opening key (age), and enters signers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from novation.cli.frame import DEFAULT_PROJECT, ProjectOption, line, open_project, say, told
from novation.cli.language import t
from novation.evidence.keys import generate_private_key, load_private_key, load_public_key
from novation.handover import opening
from novation.seal.keys import generate_identity
from novation.terms import Role

app = typer.Typer(no_args_is_help=True, help=t("签名与启封用的钥匙", "keys to sign and to open"))


@app.command("sign", help=t("生成签名钥匙（OpenSSH Ed25519）", "make a signing key (OpenSSH Ed25519)"))
@told
def sign(
    path: Annotated[Path, typer.Argument(help=t("私钥文件", "file for the private key"))],
    passphrase: Annotated[
        str, typer.Option(envvar="NOVATION_PASSPHRASE", help=t("口令，建议设置", "passphrase, recommended"))
    ] = "",
) -> None:
    private = generate_private_key(passphrase.encode() or None)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(private)
    public = load_private_key(private, passphrase.encode() or None).public
    path.with_name(path.name + ".pub").write_text(public.line() + "\n")
    line(public.line())


@app.command("open", help=t("生成启封钥匙（age）", "make an opening key (age)"))
@told
def open_(path: Annotated[Path, typer.Argument(help=t("私钥文件", "file for the identity"))]) -> None:
    line(generate_identity(path))


@app.command("add", help=t("把签名人及其公钥写进项目", "enter a signer and the public key in the project"))
@told
def add(
    role: Annotated[Role, typer.Option(help=t("角色", "role"))],
    name: Annotated[str, typer.Option(help=t("姓名", "name"))],
    key: Annotated[Path, typer.Option("--key", help=t("公钥文件", "public key file"), exists=True)],
    project: ProjectOption = DEFAULT_PROJECT,
) -> None:
    held = open_project(project)
    text = " ".join(load_public_key(key.read_text("utf-8", errors="replace").strip()).line().split()[:2])
    opening.append_entry(held, "signer", {"role": str(role), "name": name, "key": text}, "signer.added")
    say("已写入", "entered")
