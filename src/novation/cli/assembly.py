"""Puts the commands together, and loads only those that a run needs: an engine takes seconds to import, help none."""

from __future__ import annotations

from collections.abc import Callable, Collection
from importlib import import_module
from typing import Any

import typer

from novation import __version__
from novation.cli.language import t

COMMANDS: dict[str, str] = {
    "init": t("建立项目：交易、双方、来源", "open a project: the deal, the parties, the sources"),
    "scan": t("有哪些个人信息", "what personal data is there"),
    "override": t("更正扫描的判断，并写明理由", "correct what the scan found, with a reason"),
    "link": t("哪些记录属于同一个人", "which records are about the same person"),
    "decide": t("每一类人，法律怎么说", "what the law says for each class of people"),
    "plan": t("写出待签的方案", "write the plan that is signed"),
    "run": t("从扫描到方案，一次做完", "from scan to plan in one go"),
    "explain": t(
        "用文字说明方案、某个人、或换一种交易形式", "the plan, one person, or another deal form, in words"
    ),
    "what-if": t(
        "换一种交易形式、交割日、受让方所在地……会有什么不同",
        "what another deal form, closing date, buyer's place … would change",
    ),
    "sample": t("抽取去标识化样本并测量风险", "draw a de-identified sample and measure its risk"),
    "notice": t("记录已作出的告知", "record a notice that was given"),
    "authorise": t("签署授权", "sign the plan"),
    "seal": t("封装", "seal the package"),
    "sign": t("监交人或接收人在封装包上签名", "witness or receiver signs the package"),
    "inspect": t("不用钥匙看看封装包", "look at a package without a key"),
    "verify": t("离线查验", "verify offline"),
    "receive": t("（受让方）启封到隔离区", "(buyer) open into quarantine"),
    "reconcile": t("（受让方）对账", "(buyer) reconcile"),
    "take-over": t(
        "（受让方）接管同意、异议、未办结的请求和义务",
        "(buyer) take over consents, objections, open requests and obligations",
    ),
    "receipt": t("（受让方）签收，（出让方）收下回执", "(buyer) answer, (seller) take the answer in"),
    "destroy": t("（出让方）依判定销毁", "(seller) destroy what the verdicts say"),
    "certificate": t("（出让方）出具销毁证明", "(seller) issue the certificate of destruction"),
    "sweep": t("留存的资料何时到期", "when what is still kept becomes due"),
    "report": t("移交清册", "the handover dossier"),
    "classify": t("（不需要项目）文件的每一列是什么", "(without a project) what each column of a file holds"),
    "detect": t(
        "（不需要项目）一列文字里哪里有个人信息",
        "(without a project) where personal data stand in a column of text",
    ),
}
"""Each is the function of that name in the module of that name (`_` for `-`), with its help."""

GROUPS: dict[str, str] = {
    "source": t("管理来源文件", "the source files of a project"),
    "law": t("法律规则包", "the law packs"),
    "consent": t("同意记录的转入与转出", "consent records in and out"),
    "journal": t("项目的日志", "the journal of a project"),
    "person": t("查找并查看一个人的资料", "find one person and see what is held about them"),
    "key": t("签名与启封用的钥匙", "keys to sign and to open"),
}
"""Each is the `app` of the module of that name."""


def assemble(wanted: Collection[str] | None = None) -> typer.Typer:
    """The application; of commands that are not `wanted` (None: all are) only name and help are there."""
    app = typer.Typer(
        name="novation",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        help=t(
            "易主：公司易主时，依法、可证地移交客户资料。",
            "Novation: hand over customer data, lawfully and provably.",
        ),
    )
    app.callback()(_root)
    for name, help_text in COMMANDS.items():
        app.command(name, help=help_text)(_function(name) if _is_wanted(name, wanted) else _not_loaded)
    for name, help_text in GROUPS.items():
        group = _module(name).app if _is_wanted(name, wanted) else typer.Typer()
        if not _is_wanted(name, wanted):
            group.callback()(_not_loaded)
        app.add_typer(group, name=name, help=help_text)
    return app


def _is_wanted(name: str, wanted: Collection[str] | None) -> bool:
    return wanted is None or name in wanted


def _module(name: str) -> Any:
    return import_module(f"novation.cli.{name.replace('-', '_')}")


def _function(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(_module(name), name.replace("-", "_"))
    return function


def _not_loaded() -> None:
    """Stands for a command that this run does not call."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help=t("版本", "version")
    ),
) -> None:
    """Keeps the options that belong to no command."""
