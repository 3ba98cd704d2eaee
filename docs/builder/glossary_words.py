"""The words of the trade: code word, both languages, and a note that says where a word is a trap."""

from __future__ import annotations

from novation.messages import Text

Entry = tuple[str, Text, Text]

GROUPS: tuple[tuple[Text, tuple[Entry, ...]], ...] = (
    (
        Text("人与公司", "People and companies"),
        (
            (
                "subject",
                Text("个人（个人信息主体）", "data subject"),
                Text("数据这一侧从不叫“用户”。", "GDPR 4(1); never “user” where data are meant."),
            ),
            (
                "subject_ref",
                Text("个人编号", "subject reference"),
                Text(
                    "随机生成，不由资料推算，出了项目就没有意义。",
                    "Random, not derived from any data; means nothing outside the project.",
                ),
            ),
            (
                "controller",
                Text("个人信息处理者", "controller"),
                Text(
                    "陷阱：“处理者”是 controller，不是 processor。",
                    "A trap: 处理者 is the controller, not the processor.",
                ),
            ),
            (
                "processor",
                Text("受托人", "processor"),
                Text(
                    "受委托处理的一方（PIPL 21，GDPR 4(8)）。",
                    "PIPL 21, GDPR 4(8): processes on behalf of the controller.",
                ),
            ),
            (
                "seller, buyer",
                Text("出让方、受让方", "seller, buyer"),
                Text("不论交易形式，都这样称呼双方。", "Called so under every deal form."),
            ),
            (
                "hander-over, receiver, witness",
                Text("移交人、接收人、监交人", "hander-over, receiver, witness"),
                Text("在封装包上签名的三个角色。", "The three roles that sign a package."),
            ),
            (
                "recipient",
                Text("启封公钥", "recipient"),
                Text(
                    "age 公钥；能启封的是持有对应私钥的人。",
                    "An age public key: who holds its identity can open the package.",
                ),
            ),
        ),
    ),
    (
        Text("判定", "Deciding"),
        (
            (
                "deal form",
                Text("交易形式", "deal form"),
                Text(
                    "合并、分立、解散、破产见 PIPL 22；资产转让按 PIPL 23 理解；股权转让不换处理者。",
                    "The first four are in PIPL 22; an asset deal is read under PIPL 23; a share deal changes no controller.",
                ),
            ),
            (
                "fact vector",
                Text("事实组合", "fact vector"),
                Text(
                    "法律能看到的全部：封闭取值，不含任何资料内容。",
                    "All that the law may look at: closed values, nothing of the content.",
                ),
            ),
            (
                "profile",
                Text("个人概况", "profile"),
                Text(
                    "不含类别的一组事实；事实相同的人同属一个概况。",
                    "The facts without category; people with the same facts share one.",
                ),
            ),
            (
                "class",
                Text("类", "class"),
                Text(
                    "概况 × 类别，一次判定，对其中所有人适用。",
                    "Profile × category, judged once for everybody in it.",
                ),
            ),
            (
                "rule, citation",
                Text("规则、法条依据", "rule, citation"),
                Text(
                    "规则写成数据；每条都有依据、出处和两个情景。",
                    "A rule is data; each has its article, its source and two scenarios.",
                ),
            ),
            (
                "verdict, reason",
                Text("判定、理由", "verdict, reason"),
                Text(
                    "两个结果：移交给受让方的，和出让方副本怎么办。",
                    "Two outcomes: what passes to the buyer, and what becomes of the seller's copy.",
                ),
            ),
            (
                "disposition",
                Text("处置", "disposition"),
                Text("判定的结果之一（ISO 15489-1）。", "One of the outcomes (ISO 15489-1)."),
            ),
            (
                "undecided",
                Text("未定", "undecided"),
                Text(
                    "没有规则涵盖，故不移交、不使用，并报告给人。",
                    "No rule covers it: it does not pass, is not used, and is reported.",
                ),
            ),
            (
                "confirmed",
                Text("已确认", "confirmed"),
                Text(
                    "依据已对照原文核实；未确认的处处标明，须律师签字。",
                    "The source was read and checked; what is not is marked wherever it decides, and asks for counsel.",
                ),
            ),
            (
                "derived",
                Text("推导", "derived"),
                Text("一种解读，不是条文本身。", "A reading of the law, not its text."),
            ),
            (
                "notice",
                Text("告知", "notice"),
                Text(
                    "法律要求先告诉个人；等待期满才移交。",
                    "The law wants people told first; only after its window does it pass.",
                ),
            ),
            (
                "consent",
                Text("同意", "consent"),
                Text(
                    "概括、单独、书面、监护人同意各不相同（PIPL 14、23、29、31）。",
                    "General, separate, written and guardian's consent differ (PIPL 14, 23, 29, 31).",
                ),
            ),
            (
                "withdrawal, objection",
                Text("撤回、异议", "withdrawal, objection"),
                Text(
                    "以最近一次为准；异议随资料走。",
                    "The latest word counts; an objection travels with the record.",
                ),
            ),
            (
                "retention period",
                Text("保存期限", "retention period"),
                Text("只阻止销毁，从不允许使用。", "It blocks destruction and never allows use."),
            ),
            (
                "legal hold",
                Text("法律保留", "legal hold"),
                Text("争议、诉讼未了，封存不动。", "Frozen while a dispute or a case is open."),
            ),
            (
                "pseudonymise, anonymise",
                Text("去标识化、匿名化", "pseudonymise, anonymise"),
                Text(
                    "陷阱：去标识化之后仍是个人信息。", "A trap: pseudonymised data are still personal data."
                ),
            ),
        ),
    ),
    (
        Text("移交与证明", "Handing over and proving"),
        (
            (
                "case, plan, stage",
                Text("案件、方案、步骤", "case, plan, stage"),
                Text(
                    "方案是一份规范 JSON；签的是它的摘要。",
                    "A plan is one canonical JSON document; its digest is what is signed.",
                ),
            ),
            (
                "authorisation",
                Text("授权书", "authorisation"),
                Text(
                    "一个角色对一个方案签署，有期限。",
                    "One role's signature for exactly one plan, with an expiry.",
                ),
            ),
            (
                "package",
                Text("封装包", "package"),
                Text("一个 BagIt 包（RFC 8493）。", "A BagIt bag (RFC 8493)."),
            ),
            (
                "payload, tag file, manifest",
                Text("有效载荷、标签文件、清单", "payload, tag file, manifest"),
                Text(
                    "载荷是加密的资料；标签文件人人可读，不含个人信息。",
                    "The payload is encrypted data; tag files are readable and free of personal data.",
                ),
            ),
            (
                "seal, open, inspect, verify",
                Text("封装、启封、查看、查验", "seal, open, inspect, verify"),
                Text(
                    "查看只听它自己怎么说；查验才核对。",
                    "Inspect tells what it says of itself; verify checks it.",
                ),
            ),
            (
                "quarantine",
                Text("隔离区", "quarantine"),
                Text(
                    "启封后先放在这里，对账之后才使用。",
                    "Where an opened package lies until it is reconciled.",
                ),
            ),
            (
                "reconcile",
                Text("对账", "reconcile"),
                Text(
                    "收到的与封入的，逐行逐格核对。",
                    "What arrived against what was sealed, row by row, cell by cell.",
                ),
            ),
            (
                "receipt",
                Text("回执（签收）", "receipt"),
                Text(
                    "接受、有保留接受、拒收；由接收人签名。",
                    "Accept, accept with reservation, reject; signed by the receiver.",
                ),
            ),
            (
                "journal, entry, checkpoint",
                Text("日志、条目、检查点", "journal, entry, checkpoint"),
                Text(
                    "Merkle 日志（RFC 9162）；检查点由双方互换。“账本”另有所指。",
                    "A Merkle log (RFC 9162); both sides exchange checkpoints. “Ledger” is kept for a company's books.",
                ),
            ),
            (
                "inclusion proof, consistency proof",
                Text("包含证明、一致性证明", "inclusion proof, consistency proof"),
                Text(
                    "某条目在日志里；后来的日志没有改动以前的。",
                    "An entry is in the log; a later log did not change an earlier one.",
                ),
            ),
        ),
    ),
    (
        Text("销毁", "Destroying"),
        (
            (
                "working copy",
                Text("工作副本", "working copy"),
                Text(
                    "扫描时所作，始终加密，销毁时连同密钥一起消失。",
                    "Made by the scan, always encrypted, gone with its key when destroying.",
                ),
            ),
            (
                "clear",
                Text("清除", "clear"),
                Text(
                    "改写文件并覆写旧内容（NIST SP 800-88）。",
                    "The file is rewritten and its old content overwritten (NIST SP 800-88).",
                ),
            ),
            (
                "delete",
                Text("删除", "delete"),
                Text(
                    "改写了文件，但旧内容未能覆写；证明中写明。",
                    "Rewritten, but the old content could not be overwritten; the certificate says so.",
                ),
            ),
            (
                "cryptographic erase",
                Text("密码擦除", "cryptographic erase"),
                Text(
                    "销毁密钥，密文从此读不出（NIST SP 800-88）。",
                    "The key is destroyed, so the ciphertext can't be read (NIST SP 800-88).",
                ),
            ),
            (
                "certificate",
                Text("销毁证明", "certificate"),
                Text(
                    "逐项打勾、注意或打叉，并写明没有核查什么。",
                    "Tick, warn or cross for each item, and what was not looked at.",
                ),
            ),
        ),
    ),
)
