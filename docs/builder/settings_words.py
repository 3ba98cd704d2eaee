"""Every table and key of novation.toml in words; a test holds them against what `handover.settings` reads."""

from __future__ import annotations

from dataclasses import dataclass

from novation.disposition.context import DEFAULT_BASIS
from novation.law.entry_words import Event, ExportData, ExportReason, Operator
from novation.messages import Text
from novation.terms import (
    Basis,
    Category,
    DealForm,
    Phase,
    Place,
    Promise,
    Purpose,
    Regime,
    Role,
    Sensitivity,
    Term,
    TransferBasis,
)


@dataclass(frozen=True)
class Key:
    name: str
    text: Text
    example: str
    required: bool = False
    default: str = ""
    values: type[Term] | None = None


@dataclass(frozen=True)
class Table:
    """`repeated`: an array of tables, written `[[name]]`."""

    name: str
    text: Text
    keys: tuple[Key, ...]
    repeated: bool = False


def _party(who: Text) -> tuple[Key, ...]:
    return (
        Key("name", Text(f"{who.zh}名称", f"name of the {who.en}"), '"…"', True),
        Key(
            "place",
            Text(
                "所在地，决定适用哪些法律、是否出境",
                "its place; decides which laws apply and whether data leave",
            ),
            '"cn"',
            True,
            values=Place,
        ),
        Key(
            "contact",
            Text("联系方式，写进告知和封装包", "how to reach it; goes into notices and the package"),
            '"privacy@example.com"',
        ),
    )


_ROLES = '["owner", "compliance-officer"]'

TABLES: tuple[Table, ...] = (
    Table(
        "",
        Text("文件顶部", "Top of the file"),
        (
            Key("format", Text("本文件的格式版本", "version of this file's format"), "1", default="1"),
            Key("case", Text("案件编号，也是日志名称的一部分；开始之后不要改", "case number, part of the journal's name; don't change it later"), '"NV-2027-0115"'),
        ),
    ),
    Table(
        "deal",
        Text("交易", "The deal"),
        (
            Key("form", Text("交易形式；也接受 asset-sale、share-sale、liquidation、insolvency 等同义词", "deal form; synonyms such as asset-sale, share-sale, liquidation, insolvency are read too"), '"asset-deal"', True, values=DealForm),
            Key("phase", Text("阶段；尽职调查时，可识别到人的资料须有同意", "phase; in due diligence identifiable data need consent"), '"closing"', default="closing", values=Phase),
            Key("purpose", Text("接收方的处理目的与收集时告知的目的相比：不变或者改变", "the recipient's purpose compared with what was told at collection: same or changed"), '"same"', default="same", values=Purpose),
            Key("closing_on", Text("交割日；年龄、休眠时间和保存期限都算到这一天", "closing date; ages, dormancy and retention are counted to this day"), "2027-01-15", True),
        ),
    ),
    Table(
        "seller",
        Text("出让方", "The seller"),
        (
            *_party(Text("出让方", "seller")),
            Key("promise", Text("出让方在收集时的规则中是否承诺不转让", "whether the seller's policy at collection promised not to pass the data on"), '"none"', default="none", values=Promise),
            Key("regime", Text("持有这批记录所依据的特别法定路径", "a special statutory path under which the records are held"), '"ordinary"', default="ordinary", values=Regime),
        ),
    ),
    Table(
        "buyer",
        Text("受让方", "The buyer"),
        (
            *_party(Text("受让方", "buyer")),
            Key("recipients", Text("受让方的 age 公钥；没有它不能封装", "the buyer's age public keys; nothing can be sealed without one"), '["age1…"]', default="[]"),
        ),
    ),
    Table(
        "approval",
        Text("谁须授权。至少两个不同角色，由不同的密钥签署", "Who must authorise. At least two different roles, signed by different keys"),
        (
            Key("seal", Text("封装须有的角色", "roles needed to seal"), _ROLES, default=_ROLES, values=Role),
            Key("destroy", Text("销毁须有的角色", "roles needed to destroy"), _ROLES, default=_ROLES, values=Role),
            Key("classes", Text("授权与封装之前须签认全部类的角色；默认不要求", "roles that must sign off every class before a plan is authorised or sealed; nobody by default"), '["counsel"]', default="[]", values=Role),
        ),
    ),
    Table(
        "source",
        Text("来源，每个一段；`novation init` 和 `novation source add` 会写", "A source; `novation init` and `novation source add` write these"),
        (
            Key("name", Text("在本项目中的名称，不可重复", "its name in the project, unique"), '"members.csv"', True),
            Key("path", Text("文件、文件夹或 ZIP 的路径，相对于项目文件夹；或数据库、存储的地址：postgresql://、mysql://、mariadb://、s3://，地址中不得有口令", "path of a file, folder or ZIP file, relative to the project folder; or the URL of a database or store: postgresql://, mysql://, mariadb://, s3://, never with a password in it"), '"exports/members.csv"', True),
            Key("encoding", Text("CSV 的编码；不写则检查整个文件来判断", "encoding of a CSV; found over the whole file if left out"), '"gb18030"'),
            Key("password_env", Text("存放数据库口令的环境变量名；口令本身不写在这里", "name of the environment variable that holds the database password; the password itself never stands here"), '"SHOP_PASSWORD"'),
            Key("sheet", Text("只读 Excel 的这一张表", "read only this sheet of a workbook"), '"会员卡"'),
        ),
        repeated=True,
    ),
    Table(
        "signer",
        Text("谁以什么角色签名；`novation key add` 会写。增加签名人不会使方案过时", "Who signs in which role; `novation key add` writes these. Adding a signer does not make a plan stale"),
        (
            Key("role", Text("角色", "role"), '"owner"', True, values=Role),
            Key("name", Text("姓名，须与授权书上的一致", "name, the same as in the authorisation"), '"周映川"', True),
            Key("key", Text("OpenSSH Ed25519 公钥", "OpenSSH Ed25519 public key"), '"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHCwZdFbRQpfRCJHpYPkxGvGglN82IdKDOz6y1X2H2J/"', True),
        ),
        repeated=True,
    ),
    Table(
        "override",
        Text("人对扫描结果的更正，重新扫描也保留；先运行 `novation scan` 看来源、表和列的名称", "A person's correction of the scan, kept over re-scans; `novation scan` shows the names of sources, tables and columns"),
        (
            Key("source", Text("来源名称", "name of the source"), '"members.csv"', True),
            Key("table", Text("表名", "name of the table"), '"members"', True),
            Key("column", Text("列名", "name of the column"), '"备用"', True),
            Key("reason", Text("为什么；必填，写进扫描记录", "why; required, kept in the record of the scan"), '"…"', True),
            Key("kind", Text("语义类型，如 cn.mobile、person.name；见 `novation scan --json`", "semantic type, such as cn.mobile or person.name; see `novation scan --json`"), '"cn.mobile"'),
            Key("category", Text("资料类别", "data category"), '"contact"', values=Category),
            Key("sensitivity", Text("敏感度", "sensitivity"), '"private"', values=Sensitivity),
            Key("until", Text("最后一天，至多一年；过后按扫描的结果", "last day, a year at most; then the scan's own word counts"), "2027-06-30"),
            Key("confirmed_by", Text("确认的第二个人", "the second person who confirmed it"), '"Liu, counsel"'),
        ),
        repeated=True,
    ),
    Table(
        "notice",
        Text("已作出的告知；`novation notice` 会写。等待期从这一天起算", "A notice that was given; `novation notice` writes these. Its window counts from this day"),
        (
            Key("law", Text("规则包编号", "id of the law pack"), '"eu-gdpr"', True),
            Key("given_on", Text("告知日期", "day on which it was given"), "2026-09-01", True),
            Key("evidence", Text("证据文件的摘要", "digest of the evidence file"), '"sha256:…"', True),
        ),
        repeated=True,
    ),
    Table(
        "events",
        Text("发生了什么、何时：日期，或带时区的时刻。期限从这里起算（交割日和第一次告知已从别处知道）", "What has happened and when: a date, or an instant with its zone. Clocks start from these (closing and the first notice are known already)"),
        tuple(Key(str(e), e.text, "2026-12-01") for e in Event),
    ),
    Table(
        "transfer_ground",
        Text("律师签认：移交某一类资料依据同意以外的基础（《个人信息保护法》第十三条末款）；告知仍须作出", "Counsel's signed word that passing a category rests on another basis than consent (PIPL 13, last paragraph); the notice is still owed"),
        (
            Key("category", Text("资料类别", "data category"), '"contact"', True, values=Category),
            Key("basis", Text("依据", "the basis"), '"contract"', True, values=TransferBasis),
            Key("signed_by", Text("签认的律师", "counsel who signed"), '"…"', True),
            Key("reason", Text("理由", "the reason"), '"…"', True),
        ),
        repeated=True,
    ),
    Table(
        "basis",
        Text("出让方持有每一类资料的合法性基础；没写的取默认值，全部写进方案", "The legal basis on which the seller holds each category; what is left out takes the default, and all go into the plan"),
        tuple(
            Key(str(c), c.text, f'"{DEFAULT_BASIS.get(c, Basis.UNKNOWN)}"', default=str(DEFAULT_BASIS.get(c, Basis.UNKNOWN)), values=Basis)
            for c in Category
            if c is not Category.NONE
        ),
    ),
    Table(
        "relationship",
        Text("关系", "Relationship"),
        (Key("active_months", Text("最近一次活动在几个月内算存续", "activity within so many months counts as active"), "12", default="12"),),
    ),
    Table(
        "recipient",
        Text("受让方之外的接收方（如受托人），每个一条", "Recipients besides the buyer (its processors), one entry each"),
        _party(Text("接收方", "recipient")),
        repeated=True,
    ),
    Table(
        "export",
        Text("出境", "Leaving the country or area"),
        (
            Key("route", Text("出境路径：规则包里的编号，或编号的列表（novation law routes 列出）；自己的文字也可，但没有人核对；空着表示还没有", "the route by which data may leave: an id of the packs or a list of ids (`novation law routes` lists them); words of one's own count too, but nobody checks them; empty: none yet"), '"standard-contract"'),
            Key("in_place_since", Text("路径自哪一天起备妥；有效期由此起算", "since when the route is in place; its validity counts from then"), "2026-08-01"),
            Key("operator", Text("出让方是什么运营者", "what kind of operator the seller is"), '"ordinary"', default="ordinary", values=Operator),
            Key("data", Text("个人信息还是重要数据；默认按出让方的特别法定路径", "personal or important data; by default as the seller's regime says"), '"personal"', values=ExportData),
            Key("reason", Text("为何出境；豁免取决于此", "why the data leave; exemptions hang on it"), '"ordinary"', default="ordinary", values=ExportReason),
            Key("people_since_january", Text("今年 1 月 1 日起此前已出境的人数；本次交易的人由软件加上", "people whose data left earlier this year, since 1 January; the deal's own people are added"), "20000", default="0"),
            Key("sensitive_since_january", Text("其中含敏感个人信息的人数", "of them, people with sensitive data"), "0", default="0"),
        ),
    ),
    Table(
        "law",
        Text("法律规则包", "Law packs"),
        (
            Key("folders", Text("另外的规则包文件夹，相对于项目文件夹；编号相同的替换随软件提供的", "further folders of packs, relative to the project folder; one of the same id replaces the shipped one"), '["packs"]', default="[]"),
        ),
    ),
    Table(
        "engine",
        Text("计算引擎", "The engine"),
        (
            Key("kind", Text("duckdb（默认，本机）或 spark", "duckdb (this machine) or spark"), '"duckdb"', default="duckdb"),
            Key("master", Text("Spark 的主节点：local[2]、spark://主机:7077、yarn、k8s://…", "Spark's master: local[2], spark://host:7077, yarn, k8s://…"), '"local[2]"', default="local[2]"),
            Key("memory", Text("Spark 驱动进程和每个执行进程的内存", "memory of Spark's driver and of each executor"), '"2g"', default="2g"),
        ),
    ),
)  # fmt: skip
