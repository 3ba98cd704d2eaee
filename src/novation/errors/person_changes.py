"""Errors of correcting and erasing one person's data."""

from novation.errors import Exit, define

NOT_SIGNED_OFF = define(
    "person-change.not-signed-off",
    zh="经办人没有签发这项改动，或签发的不是这项改动",
    en="the handler of the request has not signed this change off, or signed off another",
    hint_zh="在请求页面上查看会改动什么，再由经办人签发",
    hint_en="look at what would change on the page of the request, then have its handler sign it off",
    exit_status=Exit.REFUSED,
    http_status=409,
)
CHANGE_STALE = define(
    "person-change.stale",
    zh="签发之后来源或判定变了，这项改动没有执行",
    en="sources or verdicts changed since this change was signed off; it was not carried out",
    hint_zh="重新查看会改动什么，再次签发；来源没有被动过",
    hint_en="look again at what would change and sign it off anew; the sources were not touched",
    exit_status=Exit.REFUSED,
    http_status=409,
)
NOTHING_TO_CHANGE = define(
    "person-change.nothing",
    zh="没有可以改动的内容",
    en="there is nothing that can be changed",
    hint_zh="依法须保存的会列出理由和法条；据此答复客户",
    hint_en="what the law keeps is listed with its reason and article; answer the customer by it",
    exit_status=Exit.REFUSED,
    http_status=409,
)
CELL_UNKNOWN = define(
    "person-change.no-such-cell",
    zh="这个人没有这一行或这一列：{what}",
    en="this person has no such row or column: {what}",
    hint_zh="从此人的资料里选表、行号和列",
    hint_en="choose table, row and column from what is held about the person",
    exit_status=Exit.USAGE,
    http_status=422,
)
NOT_CORRECTABLE = define(
    "person-change.kind-unsupported",
    zh="来源 {source} 是 {kind} 文件，软件不能在其中改写一个值",
    en="the source {source} is a {kind} file, in which the software cannot rewrite a value",
    hint_zh="请在产生它的系统里更正并重新导出，然后重新扫描；CSV 来源可以由软件更正",
    hint_en="correct it in the system it comes from, export and scan again; in CSV sources the software corrects",
    exit_status=Exit.REFUSED,
    http_status=409,
)
VALUE_UNFIT = define(
    "person-change.value-unfit",
    zh="新值不能写进来源 {source}：{why}",
    en="the new value cannot be written to the source {source}: {why}",
    hint_zh="不含换行和控制字符，且须能用来源的编码表示",
    hint_en="no line breaks or control characters, and only what the encoding of the source can hold",
    exit_status=Exit.USAGE,
    http_status=422,
)
LEDGER_KEY = define(
    "erasure.key-gone",
    zh="删除台账是用另一把工作密钥写的，认不出其中的人",
    en="the ledger of erasures was written under another work key, so nobody in it can be recognised",
    hint_zh="把当时的 work/key 一并恢复，再重做；在此之前不要使用恢复的资料",
    hint_en="restore the work/key of that time as well and replay; until then do not use what was restored",
    exit_status=Exit.REFUSED,
    http_status=409,
)
FROZEN = define(
    "person-change.frozen",
    zh="此人的资料有争议，正在冻结，不能删除或更正",
    en="data of this person are disputed and frozen; nothing of them is erased or corrected",
    hint_zh="争议解决后先解除冻结",
    hint_en="lift the freeze first, once the dispute is settled",
    exit_status=Exit.REFUSED,
    http_status=409,
)
