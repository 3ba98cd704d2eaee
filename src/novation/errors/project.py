"""Errors of a project folder, its settings and the order of its steps."""

from novation.errors import Exit, define

NOT_A_PROJECT = define(
    "project.not-found",
    zh="{folder} 里没有 novation.toml",
    en="there is no novation.toml in {folder}",
    hint_zh="先运行 novation init，或用 --project 指明项目文件夹",
    hint_en="run `novation init` first, or name the project folder with --project",
    exit_status=Exit.USAGE,
    http_status=404,
)
EXISTS = define(
    "project.exists",
    zh="{folder} 已经是一个项目",
    en="{folder} is a project already",
    hint_zh="换一个文件夹，或直接使用这个项目",
    hint_en="choose another folder, or go on with this project",
    exit_status=Exit.USAGE,
)
SETTINGS_INVALID = define(
    "project.settings-invalid",
    zh="novation.toml 的 {where} 不对：{problem}",
    en="novation.toml, {where}: {problem}",
    hint_zh="改正后再运行；可用的取值见 docs/reference/settings",
    hint_en="correct it and run again; docs/reference/settings lists the values",
    exit_status=Exit.USAGE,
)
BUSY = define(
    "project.busy",
    zh="另一个 novation 正在使用这个项目",
    en="another novation is using this project",
    hint_zh="等它结束；如果它已被杀掉，直接重试即可",
    hint_en="wait for it to end; if it was killed, just try again",
    exit_status=Exit.BUSY,
)
STEP_MISSING = define(
    "project.step-missing",
    zh="还没有做这一步：{step}",
    en="a step has not been done yet: {step}",
    hint_zh="先运行 novation {step}",
    hint_en="run `novation {step}` first",
    exit_status=Exit.USAGE,
    http_status=409,
)
STALE = define(
    "plan.stale",
    zh="方案已过时：{what} 在方案之后变了",
    en="the plan is stale: {what} changed after it was made",
    hint_zh="重新运行 novation run，核对后再授权",
    hint_en="run `novation run` again, read the new plan, and authorise that",
    exit_status=Exit.REFUSED,
    http_status=409,
)
ENGINES_DIFFER = define(
    "plan.engines-differ",
    zh="两个引擎对 {different} 项判定结论不同，另有 {missing} 项只有一个引擎作出：这些判定不能作为方案的依据",
    en="the two engines differ on {different} decisions, and {missing} were made by one only: no plan can rest on them",
    hint_zh="records/check.json 列出例子；这是规则包或程序的缺陷：改正后重新运行 novation decide --check，一致了再做方案",
    hint_en="`records/check.json` gives examples; it is a defect in a pack or in Novation: mend it and run `novation decide --check` again; once both agree, plan",
    exit_status=Exit.REFUSED,
    http_status=409,
)
NOT_AUTHORISED = define(
    "plan.not-authorised",
    zh="这个方案的授权不足：{problems}",
    en="this plan is not sufficiently authorised: {problems}",
    hint_zh="需要的角色：{roles}；用 novation authorise 签署",
    hint_en="roles needed: {roles}; sign with `novation authorise`",
    exit_status=Exit.REFUSED,
)
NO_RECIPIENT = define(
    "plan.no-recipient",
    zh="没有写明受让方的 age 公钥",
    en="the buyer's age recipient is not given",
    hint_zh='在 novation.toml 的 [buyer] 里写 recipients = ["age1…"]',
    hint_en='write recipients = ["age1…"] under [buyer] in novation.toml',
    exit_status=Exit.REFUSED,
)
SUBJECT_UNKNOWN = define(
    "subject.unknown",
    zh="找不到这个编号对应的个人",
    en="no data subject has this reference or customer number",
    hint_zh="用 subject_ref，或来源文件里的会员号",
    hint_en="give a subject_ref, or a customer number as it stands in a source",
    exit_status=Exit.INPUT,
    http_status=404,
)
SOURCE_UNKNOWN = define(
    "source.unknown",
    zh="没有这个来源、表或列：{what}",
    en="there is no such source, table or column: {what}",
    hint_zh="novation scan 会列出所有来源、表和列",
    hint_en="`novation scan` lists sources, tables and columns",
    exit_status=Exit.USAGE,
)
NO_RECEIPT = define(
    "destroy.no-receipt",
    zh="受让方还没有签收（或已拒收），不能销毁",
    en="the buyer has not given a receipt (or rejected), so nothing may be destroyed",
    hint_zh="先用 novation receipt --import 收下受让方的回执",
    hint_en="take in the buyer's receipt with `novation receipt --import` first",
    exit_status=Exit.REFUSED,
)
RECEIVED_INCOMPLETE = define(
    "destroy.received-incomplete",
    zh="受让方的回执列有 {count} 行缺失或被改动，出让方的副本可能是唯一完好的一份，不能销毁",
    en="the buyer's receipt names {count} rows missing or changed; the seller's copy may be the only sound one",
    hint_zh="重新封装并移交，待受让方签收无缺后再销毁",
    hint_en="seal and hand over again, and destroy after a receipt without missing or changed rows",
    exit_status=Exit.REFUSED,
)
RECEIPT_OTHER_PACKAGE = define(
    "receipt.other-package",
    zh="这张回执不属于本项目封装的包",
    en="this receipt is for another package",
    hint_zh="核对两边的包摘要",
    hint_en="compare the package digest on both sides",
    exit_status=Exit.INTEGRITY,
)
RECEIPT_UNTRUSTED = define(
    "receipt.untrusted",
    zh="回执的签名不是本项目所知的接收人钥匙",
    en="the receipt is not signed by a receiver's key that this project knows",
    hint_zh="把接收人的公钥写进 novation.toml 的 [[signer]]，角色 receiver",
    hint_en="enter the receiver's public key as a [[signer]] with role receiver in novation.toml",
    exit_status=Exit.INTEGRITY,
)
NOT_RECONCILED = define(
    "receipt.not-reconciled",
    zh="还没有对账，不能签收",
    en="the package has not been reconciled, so no receipt can be given",
    hint_zh="先运行 novation reconcile",
    hint_en="run `novation reconcile` first",
    exit_status=Exit.REFUSED,
)
ACCEPT_DESPITE_DIFFERENCES = define(
    "receipt.differences",
    zh="对账有 {count} 处差异，不能无保留接受",
    en="reconciliation found {count} differences; it can't be accepted without reservation",
    hint_zh="用 --answer accept-with-reservation 并写明保留，或 --answer reject",
    hint_en="use --answer accept-with-reservation with the reservation, or --answer reject",
    exit_status=Exit.REFUSED,
)
EMPTY_PLAN = define(
    "plan.nothing-passes",
    zh="按现在的判定，没有任何资料可以移交",
    en="by today's verdicts nothing may pass to the buyer",
    hint_zh="novation explain 会说明每一类的理由和需要做什么",
    hint_en="`novation explain` gives the reason for each class and what to do",
    exit_status=Exit.REFUSED,
)
NO_ROUTE = define(
    "plan.no-route",
    zh="资料不得出境：{moves_zh}",
    en="the data may not leave: {moves_en}",
    hint_zh="novation law routes 列出各法可用的路径和所需文件；备妥后写入 novation.toml 的 [export]，再运行 novation run",
    hint_en="`novation law routes` lists the open routes and what they need; declare one under [export] in novation.toml, then `novation run`",
    exit_status=Exit.REFUSED,
)
FILE_EXISTS = define(
    "file.exists",
    zh="{file} 已经存在，不会覆盖",
    en="{file} exists already and is not overwritten",
    hint_zh="换一个文件名，或先移走已有的文件",
    hint_en="choose another name, or move the existing file away first",
    exit_status=Exit.REFUSED,
)
FILE_UNUSABLE = define(
    "file.unusable",
    zh="系统不让读写 {file}：{why}",
    en="the system refuses {file}: {why}",
    hint_zh="检查文件夹是否存在、权限与磁盘空间，然后重新运行",
    hint_en="see whether the folder is there, its permissions and the space on the disk, then run it again",
    exit_status=Exit.INPUT,
)
TOO_EARLY = define(
    "plan.too-early",
    zh="方案按 {day} 的法律与等待期判定，这一天还没有到",
    en="the plan was judged as of {day}, and that day has not come",
    hint_zh="等到那一天，或不带 --as-of 重新运行 novation run",
    hint_en="wait until that day, or run `novation run` again without --as-of",
    exit_status=Exit.REFUSED,
)
REFS_FORMAT = define(
    "sweep.refs-format",
    zh="{file} 的扩展名不是 .csv 或 .parquet",
    en="{file} ends neither in .csv nor in .parquet",
    hint_zh="--refs 的文件名以 .csv 或 .parquet 结尾",
    hint_en="give --refs a name that ends in .csv or .parquet",
    exit_status=Exit.USAGE,
)
DUE_BEFORE_CLOSING = define(
    "due.before-closing",
    zh="交割日 {day} 还没有到：到期销毁在交易之后",
    en="closing, on {day}, has not come: what is due is destroyed after the deal",
    hint_zh="交割之前的去留由 novation plan（不带 --due）安排",
    hint_en="before closing, `novation plan` without --due says what stays and what goes",
    exit_status=Exit.REFUSED,
)
DUE_RECORDS_STAND = define(
    "due.records-stand",
    zh="项目里已有交易的记录（{records}），到期销毁的记录会覆盖它们",
    en="the project holds the records of the deal ({records}), which those of this destruction would overwrite",
    hint_zh="另开一个文件夹，复制 novation.toml（改正来源的路径），在那里运行 novation run、sweep 和 plan --due",
    hint_en="take a folder of its own with a copy of novation.toml (with the paths of the sources set right); run, sweep and plan --due there",
    exit_status=Exit.REFUSED,
)
DUE_LIST_INVALID = define(
    "due.list-invalid",
    zh="{file} 不是到期名单：应有 subject_ref 和 category 两列，且至少一行",
    en="{file} is no list of what is due: it needs the columns subject_ref and category, and one line at least",
    hint_zh="用 novation sweep --refs 写出名单；可以删去行，不能加行",
    hint_en="`novation sweep --refs` writes it; lines may be struck out, none added",
    exit_status=Exit.INPUT,
)
DUE_NOT_DUE = define(
    "due.not-due",
    zh="{file} 有 {count} 行今天并未到期，或不在本项目中",
    en="{count} lines of {file} are not due today, or not of this project",
    hint_zh="重新运行 novation sweep --refs（不带以后的 --by）；每次关联后编号都会重新抽取",
    hint_en="run `novation sweep --refs` again, without a later --by; references are drawn anew at each link",
    exit_status=Exit.REFUSED,
)
TRAVEL_MALFORMED = define(
    "travelling-file.malformed",
    zh="这个文件不是对方系统导出的那一种：{part}",
    en="this is not a file as the other side’s installation writes it: {part}",
    hint_zh="请对方重新导出，原样传来，不要解压后再打包",
    hint_en="ask for it to be exported again, and pass it on as it is, not unpacked and packed anew",
    exit_status=Exit.INTEGRITY,
    http_status=422,
)
TRAVEL_NOT_WHOLE = define(
    "travelling-file.not-whole",
    zh="封装包的标签文件不齐或与签名不符：{file}",
    en="the tag files of the package are not whole, or not as they were signed: {file}",
    hint_zh="什么也没有收下；请对方重新导出，并核对移交人的公钥指纹",
    hint_en="nothing was taken in; ask for a new export, and compare the fingerprint of the hander-over’s key",
    exit_status=Exit.INTEGRITY,
    http_status=422,
)
NO_RECEIPT_YET = define(
    "receipt.none",
    zh="还没有签好的回执",
    en="there is no signed receipt yet",
    hint_zh="先对账，再由接收人签署回执",
    hint_en="reconcile first, then the receiver signs the receipt",
    exit_status=Exit.REFUSED,
    http_status=409,
)
