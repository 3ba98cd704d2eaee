"""Words for journal tags that no action bears: refusals, what a deed records besides, and the data plane's own."""

from __future__ import annotations

from novation.messages import Text

TAG_WORDS = {
    "access.refused": Text("有人试图做或看不该做、不该看的事", "somebody tried what is not for them"),
    "side-entry.recorded": Text(
        "一方自己的事项，内容只对这一方开放", "a matter of one side, open to that side alone"
    ),
    "authorisation.released": Text(
        "同意已齐，授权书可以签署", "every approval is there; the authorisation can be signed"
    ),
    "authorisation.withdrawn": Text(
        "同意不再齐备，授权书不能签署", "an approval is gone; the authorisation cannot be signed"
    ),
    "project.opened": Text("项目已建立", "a project was opened"),
    "source.added": Text("增加了来源", "sources were added"),
    "signer.added": Text("登记了签名人及其公钥", "a signer and the public key were entered"),
    "notice.recorded": Text("记录了已作出的告知", "a notice that was given was recorded"),
    "override.recorded": Text("更正了扫描结果", "a finding of the scan was corrected"),
    "deal.changed": Text("改了交易形式", "the deal form was changed"),
    "sources.scanned": Text("扫描了来源", "the sources were scanned"),
    "records.linked": Text("归并了同一个人的记录", "records of the same person were linked"),
    "dispositions.decided": Text("作出了判定", "the classes were judged"),
    "dispositions.checked": Text("第二个引擎复核了判定", "the second engine checked the decisions"),
    "consents.written": Text(
        "写出了同意记录（加密给受让方）", "consent records were written, encrypted to the buyer"
    ),
    "letter.opened": Text(
        "解密了出让方关于更正或删除的消息",
        "a message of the seller about a correction or an erasure was opened",
    ),
    "requests.taken": Text("收下了未办结的请求", "the requests that are still open were taken in"),
    "terms.added": Text(
        "写入了出让方声明的依据和收到之日", "the seller’s bases and the day of receipt were written down"
    ),
    "plan.made": Text("做出了方案", "a plan was made"),
    "subject.explained": Text("查看了一个人的判定", "one person’s verdicts were looked at"),
    "class.signed": Text("签认了判定的类", "classes of verdicts were signed off"),
    "plan.authorised": Text("有人签署了方案", "somebody authorised the plan"),
    "package.begun": Text("开始封装", "sealing began"),
    "package.sealed": Text("封装完成", "the package was sealed"),
    "package.received": Text("启封到隔离区", "a package was opened into quarantine"),
    "package.reconciled": Text("对了账", "the package was reconciled"),
    "receipt.given": Text("受让方出具了回执", "the buyer gave a receipt"),
    "receipt.received": Text("出让方收下了回执", "the seller took the receipt in"),
    "destruction.begun": Text("开始销毁", "destruction began"),
    "sources.cleared": Text("来源已清除，密钥已销毁", "the sources were cleared and the key destroyed"),
    "retention.swept": Text("清点了留存资料的到期日", "what is kept was swept for what is due"),
    "certificate.issued": Text("出具了销毁证明", "the certificate was issued"),
}
