"""Reference of what a project folder holds: journal tags and record files, found in the code, told in words."""

from __future__ import annotations

import ast
from pathlib import Path

import novation
from builder.markdown import code, page, table

SOURCE = Path(novation.__file__).parent

TAGS = {
    "project.opened": ("项目已建立", "a project was opened", "init, receive"),
    "source.added": ("增加了来源", "sources were added", "init, source add"),
    "signer.added": ("登记了签名人及其公钥", "a signer and the public key were entered", "key add, receive"),
    "notice.recorded": ("记录了已作出的告知", "a notice that was given was recorded", "notice"),
    "override.recorded": ("更正了扫描结果", "a finding of the scan was corrected", "override"),
    "deal.changed": ("改了交易形式", "the deal form was changed", "decide, run"),
    "sources.scanned": ("扫描了来源", "the sources were scanned", "scan, run"),
    "records.linked": ("归并了同一个人的记录", "records of the same person were linked", "link, run"),
    "dispositions.decided": ("作出了判定", "the classes were judged", "decide, run"),
    "consents.written": (
        "写出了同意记录（加密给受让方）",
        "consent records were written, encrypted to the buyer",
        "consent export",
    ),
    "dispositions.checked": (
        "第二个引擎复核了判定",
        "the second engine checked the decisions",
        "decide --check",
    ),
    "plan.made": ("做出了方案", "a plan was made", "plan, run"),
    "subject.explained": ("查看了一个人的判定", "one person's verdicts were looked at", "explain --subject"),
    "people-sample.drawn": ("抽取了去标识化样本", "a de-identified sample was drawn", "sample"),
    "people.indexed": ("编制了人员索引", "the index of people was built", "person index"),
    "contacts.gathered": ("汇总了联系方式", "contacts were gathered", "console"),
    "notice.sent": ("发送了告知", "a notice was sent", "console"),
    "choices.taken": ("收下了客户的选择", "the choices of customers were taken in", "console"),
    "requests.taken": (
        "收下了未办结的请求",
        "the requests that are still open were taken in",
        "console",
    ),
    "handover.taken": (
        "（受让方）接管了随资料而来的义务",
        "(buyer) what the data bind to was taken over",
        "take-over",
    ),
    "terms.added": (
        "（受让方）写入了出让方声明的依据和收到之日",
        "(buyer) the seller's bases and the day of receipt were written down",
        "take-over",
    ),
    "letter.opened": (
        "（受让方）解密了出让方关于更正或删除的消息",
        "(buyer) a message of the seller about a correction or an erasure was opened",
        "person open-changes",
    ),
    "person.shown": ("查看了一个人的资料", "one person's record was looked at", "person show"),
    "person-change.authorised": (
        "签认了对一个人资料的更改",
        "a change to one person's data was signed off",
        "console",
    ),
    "person.corrected": ("更正了一个人的资料", "one person's data were corrected", "console"),
    "person.erased": ("删除了一个人的资料", "one person's data were erased", "console"),
    "person.again-erased": (
        "恢复后再次删除了一个人的资料",
        "one person's data were erased again after a restore",
        "console",
    ),
    "class.signed": ("签认了判定的类", "classes of verdicts were signed off", "law sign-off"),
    "plan.authorised": ("有人签署了方案", "somebody authorised the plan", "authorise"),
    "package.begun": ("开始封装", "sealing began", "seal"),
    "package.sealed": ("封装完成", "the package was sealed", "seal"),
    "package.received": ("启封到隔离区", "a package was opened into quarantine", "receive"),
    "package.reconciled": ("对了账", "the package was reconciled", "reconcile"),
    "receipt.given": ("受让方出具了回执", "the buyer gave a receipt", "receipt"),
    "receipt.received": ("出让方收下了回执", "the seller took the receipt in", "receipt --import"),
    "destruction.begun": ("开始销毁", "destruction began", "destroy"),
    "sources.cleared": (
        "来源已清除，密钥已销毁",
        "the sources were cleared and the key destroyed",
        "destroy",
    ),
    "retention.swept": ("清点了留存资料的到期日", "what is kept was swept for what is due", "sweep"),
    "certificate.issued": ("出具了销毁证明", "the certificate was issued", "certificate"),
}

FILES = (
    (
        "novation.toml",
        "交易、双方、来源、签名人、更正、告知；由人填写",
        "deal, parties, sources, signers, overrides, notices; written by people",
    ),
    (
        "work/key",
        "32 个随机字节，工作副本都用它加密；销毁它即密码擦除",
        "32 random bytes under which every working copy is encrypted; destroying it is the cryptographic erase",
    ),
    (
        "work/tables/, links/, …",
        "加密的工作副本（Parquet），销毁后不复存在",
        "encrypted working copies (Parquet), gone after `destroy`",
    ),
    ("work/tmp/", "计算引擎的临时文件，加密", "the engine's spill files, encrypted"),
    (
        "records/scan.json",
        "表、列、类别、依据（样例已遮盖）、未读的文件",
        "tables, columns, categories, evidence (samples masked), files not read",
    ),
    ("records/link.json", "人数，每张表如何归到人", "number of people, how each table's rows came to people"),
    (
        "records/decisions.json",
        "每一类的事实、判定、理由、人数",
        "facts, verdict, reasons and people of each class",
    ),
    (
        "records/check.json",
        "两个引擎的比较：比较了多少、多少不一致、例子",
        "what comparing both engines gave: how many decisions, how many differ, examples",
    ),
    (
        "records/samples/NNN.json",
        "去标识化样本的计数、处理方式、风险与损失",
        "counts, treatments, risk and loss of a de-identified sample",
    ),
    (
        "work/samples/NNN.parquet, NNN-people.parquet",
        "样本的行（加密）；另存其中各人的编号，以免再次抽到",
        "the rows of a sample, encrypted; apart from them the references of its people, so that none is drawn again",
    ),
    ("records/plan.json", "方案；签的是它的摘要", "the plan; its digest is what is signed"),
    (
        "records/sign-offs/NNN-ROLE.json, .sig",
        "各类的签认和签名",
        "sign-offs of classes and their signatures",
    ),
    ("records/authorisations/NNN-ROLE.json, .sig", "授权书和签名", "authorisations and their signatures"),
    ("records/sealed.json", "封装包的摘要、分卷、计数", "digest, parts and counts of the package"),
    ("records/received.json", "（受让方）收到了哪个包", "(buyer) which package was received"),
    (
        "records/received-obligations.json",
        "（受让方）包里约束受让方的义务",
        "(buyer) the obligations in the package",
    ),
    (
        "records/taken-over.json",
        "（受让方）接管了什么：计数、依据、法定期限、义务、时限，不含个人",
        "(buyer) what was taken over: counts, bases, statutory terms, obligations, clocks; nobody in it",
    ),
    (
        "records/told/",
        "告知受让方更正或删除的消息，加密给受让方",
        "messages to the buyer about corrections and erasures, encrypted to the buyer",
    ),
    (
        "incoming/, records/incoming/",
        "（受让方）收到的消息，原样加密；解密后的记录，不含新值",
        "(buyer) messages as they came, encrypted; records of those opened, without the new value",
    ),
    (
        "records/open-requests.json",
        "随包移交的未办结请求的数目和依据的日志位置",
        "how many open requests go along, and the position of the case's journal they rest on",
    ),
    (
        "records/reconciliation.json",
        "（受让方）对账结果：行号、编号、列名，不含内容",
        "(buyer) what differs, by row number, reference and column; never by content",
    ),
    ("records/receipt.json, .sig", "回执和签名", "the receipt and its signature"),
    (
        "records/destruction.json, destruction-state.json",
        "销毁的结果；中断后从哪里继续",
        "the outcome of destroying; where to go on after an interruption",
    ),
    ("records/certificate.json, .sig", "销毁证明和签名", "the certificate of destruction and its signature"),
    ("records/journal.jsonl", "日志，每行一个规范 JSON 条目", "the journal, one canonical JSON entry a line"),
    ("records/journal.checkpoint.note", "自己日志的签名检查点", "one's own signed checkpoint"),
    (
        "records/receipt.checkpoint.note, receipt.consistency.json",
        "受让方的检查点（及其延续旧检查点的证明），随回执交给出让方",
        "the buyer's checkpoint (and the proof that it continues an earlier one), goes along with the receipt",
    ),
    ("records/checkpoints/", "收到并保存的对方检查点", "the other side's checkpoints, kept"),
    ("quarantine/", "（受让方）启封的包", "(buyer) the opened package"),
)


def render() -> str:
    return page(
        "en",
        "# Records and journal 记录与日志",
        "What lies in a project folder. Nothing under `records/` is personal data: references, counts and digests only. The formats "
        "are specified in [the journal](../specs/journal.md), [signed documents](../specs/signed-documents.md) and "
        "[authorisations](../specs/authorisation.md). 项目文件夹里有什么；`records/` 下没有个人信息，只有编号、计数和摘要。",
        "## Files 文件",
        table(("file", "中文", "English"), [(code(f), zh, en) for f, zh, en in FILES]),
        "## Journal tags 日志标签",
        "Every entry has a tag, `noun.past-participle`, an instant and references. 每个条目有一个标签、一个时刻和若干引用。",
        table(
            ("tag", "中文", "English", "written by"),
            [(code(t), *words[:2], ", ".join(map(code, words[2].split(", ")))) for t, words in TAGS.items()],
        ),
    )


def tags_in_code() -> set[str]:
    """Every tag that the code writes: first argument of `journal.append`, last of `append_entry`."""
    found = set()
    for path in [*(SOURCE / "handover").rglob("*.py"), *(SOURCE / "cli").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                found |= _tag(node)
    return found


def _tag(call: ast.Call) -> set[str]:
    name = ast.unparse(call.func)
    argument = (
        call.args[0] if name.endswith("journal.append") and call.args
        else call.args[-1] if name.endswith("append_entry") and call.args
        else None
    )  # fmt: skip
    return (
        {argument.value} if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else set()
    )
