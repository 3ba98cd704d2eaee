"""The `novation` command: puts the commands together; each lives in a file of its own."""

from __future__ import annotations

import typer

from novation import __version__
from novation.cli import (
    authorise,
    certificate,
    decide,
    destroy,
    explain,
    init,
    inspect,
    key,
    law,
    link,
    notice,
    plan,
    receipt,
    receive,
    reconcile,
    report,
    run,
    scan,
    seal,
    sign,
    source,
    verify,
)
from novation.cli.language import t

app = typer.Typer(
    name="novation",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=t(
        "易主：公司易主时，依法、可证地移交客户资料。",
        "Novation: hand over customer data, lawfully and provably.",
    ),
)

COMMANDS = (
    (
        "init",
        init.init,
        t("建立项目：交易、双方、来源", "open a project: the deal, the parties, the sources"),
    ),
    ("scan", scan.scan, t("有哪些个人信息", "what personal data is there")),
    ("link", link.link, t("哪些记录属于同一个人", "which records are about the same person")),
    ("decide", decide.decide, t("每一类人，法律怎么说", "what the law says for each class of people")),
    ("plan", plan.plan, t("写出待签的方案", "write the plan that is signed")),
    ("run", run.run, t("从扫描到方案，一次做完", "from scan to plan in one go")),
    (
        "explain",
        explain.explain,
        t("用文字说明方案、某个人、或换一种交易形式", "the plan, one person, or another deal form, in words"),
    ),
    ("notice", notice.notice, t("记录已作出的告知", "record a notice that was given")),
    ("authorise", authorise.authorise, t("签署授权", "sign the plan")),
    ("seal", seal.seal, t("封装", "seal the package")),
    ("sign", sign.sign, t("监交人或接收人在封装包上签名", "witness or receiver signs the package")),
    ("inspect", inspect.inspect, t("不用钥匙看看封装包", "look at a package without a key")),
    ("verify", verify.verify, t("离线查验", "verify offline")),
    ("receive", receive.receive, t("（受让方）启封到隔离区", "(buyer) open into quarantine")),
    ("reconcile", reconcile.reconcile, t("（受让方）对账", "(buyer) reconcile")),
    (
        "receipt",
        receipt.receipt,
        t("（受让方）签收，（出让方）收下回执", "(buyer) answer, (seller) take the answer in"),
    ),
    ("destroy", destroy.destroy, t("（出让方）依判定销毁", "(seller) destroy what the verdicts say")),
    (
        "certificate",
        certificate.certificate,
        t("（出让方）出具销毁证明", "(seller) issue the certificate of destruction"),
    ),
    ("report", report.report, t("移交清册", "the handover dossier")),
)

for name, function, help_text in COMMANDS:
    app.command(name, help=help_text)(function)
app.add_typer(source.app, name="source")
app.add_typer(law.app, name="law")
app.add_typer(key.app, name="key")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help=t("版本", "version")
    ),
) -> None:
    """Keeps the options that belong to no command."""


def main() -> None:
    app()


if __name__ == "__main__":
    main()
