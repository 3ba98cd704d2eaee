"""Errors of the custody room: the journal, signed documents, checkpoints exchanged with the other side."""

from __future__ import annotations

from novation.errors import Exit, define

JOURNAL_TAG_MALFORMED = define(
    "journal.tag-malformed",
    zh="日志标签须为“名词.过去分词”：{tag}。",
    en="A journal tag has the form noun.past-participle: {tag}.",
    hint_zh="例如 plan.approved、package.sealed。",
    hint_en="For example plan.approved or package.sealed.",
    exit_status=Exit.INTERNAL,
)
JOURNAL_REFERENCE_NOT_NEUTRAL = define(
    "journal.reference-not-neutral",
    zh="日志只收引用、计数与摘要；“{name}”可能含个人信息，未写入。",
    en="The journal takes references, counts and digests only; {name} may hold personal data and was not written.",
    hint_zh="请改写为内部引用、数量或 sha256 摘要。",
    hint_en="Give an internal reference, a count or a sha256 digest instead.",
    exit_status=Exit.INTERNAL,
)
JOURNAL_LINE_MALFORMED = define(
    "journal.line-malformed",
    zh="日志第 {line} 行不是有效条目。",
    en="Line {line} of the journal is not a valid entry.",
    hint_zh="该行已被改动；请与对方持有的日志副本比对。",
    hint_en="The line was altered; compare with the copy the other side holds.",
    exit_status=Exit.INTEGRITY,
)
JOURNAL_INDEX_WRONG = define(
    "journal.index-wrong",
    zh="日志第 {line} 行的序号应为 {expected}，实为 {found}。",
    en="Line {line} of the journal should be entry {expected} and is {found}.",
    hint_zh="条目被删除、插入或调换；请与对方持有的副本比对。",
    hint_en="Entries were removed, inserted or swapped; compare with the copy the other side holds.",
    exit_status=Exit.INTEGRITY,
)
JOURNAL_TORN = define(
    "journal.torn-last-line",
    zh="日志末行写入未完成（{count} 字节），视为未发生。",
    en="The last line of the journal was not written to its end ({count} bytes) and counts as not written.",
    hint_zh="上次写入时断电或被终止；下次写入会自动切除。",
    hint_en="A crash or power cut while writing; the next entry cuts it off.",
    exit_status=Exit.INTEGRITY,
)
JOURNAL_ENTRIES_REMOVED = define(
    "journal.entries-removed",
    zh="检查点记有 {expected} 条，日志只有 {found} 条。",
    en="A checkpoint counts {expected} entries; the journal has {found}.",
    hint_zh="日志末尾的条目被删除；请取回完整的日志。",
    hint_en="Entries at the end were removed; fetch the whole journal.",
    exit_status=Exit.INTEGRITY,
)
JOURNAL_CHECKPOINT_MISMATCH = define(
    "journal.checkpoint-mismatch",
    zh="日志前 {size} 条与已签署的检查点不符；改动在第 {first} 条之后（含）。",
    en="The first {size} entries do not fit a signed checkpoint; the change is at entry {first} or after.",
    hint_zh="日志在签署之后被改动；请与对方持有的副本比对。",
    hint_en="The journal was changed after it was signed; compare with the copy the other side holds.",
    exit_status=Exit.INTEGRITY,
)
JOURNAL_CHECKPOINT_UNREADABLE = define(
    "journal.checkpoint-unreadable",
    zh="第 {number} 个检查点无法识别。",
    en="Checkpoint number {number} can't be read.",
    hint_zh="请原样取回检查点文件。",
    hint_en="Fetch the checkpoint file as it was written.",
    exit_status=Exit.INPUT,
)
JOURNAL_CHECKPOINT_BY_ANOTHER = define(
    "journal.checkpoint-by-another",
    zh="第 {number} 个检查点不是由本日志的密钥签署。",
    en="Checkpoint number {number} is not signed with this journal's key.",
    hint_zh="请核对密钥指纹；勿采信该检查点。",
    hint_en="Compare the key's fingerprint; don't rely on this checkpoint.",
    exit_status=Exit.INTEGRITY,
)
JOURNAL_CHECKPOINT_FORGED = define(
    "journal.checkpoint-forged",
    zh="第 {number} 个检查点的签名与内容不符。",
    en="The signature on checkpoint number {number} does not fit it.",
    hint_zh="检查点已被改动；请取回原件。",
    hint_en="The checkpoint was altered; fetch the original.",
    exit_status=Exit.INTEGRITY,
)
DOCUMENT_MISSING = define(
    "document.missing",
    zh="缺少文件 {file}。",
    en="The file {file} is missing.",
    hint_zh="请向对方重新索取。",
    hint_en="Ask the other side for it again.",
    exit_status=Exit.INPUT,
)
DOCUMENT_EXISTS = define(
    "document.exists",
    zh="{file} 已存在且内容不同；已签署的文件不覆盖。",
    en="{file} exists with other content; a signed document is never overwritten.",
    hint_zh="请换一个文件名，或先移走旧文件。",
    hint_en="Choose another name, or move the old file away first.",
    exit_status=Exit.REFUSED,
)
DOCUMENT_UNSIGNED = define(
    "document.unsigned",
    zh="{file} 没有签名文件。",
    en="{file} has no signature beside it.",
    hint_zh="签名文件名为 {file}.sig；请一并取得。",
    hint_en="The signature is {file}.sig; get both files.",
    exit_status=Exit.INTEGRITY,
)
DOCUMENT_BAD_SIGNATURE = define(
    "document.bad-signature",
    zh="签名 {signature} 与文件 {file} 不符（{reason}）。",
    en="The signature {signature} does not fit the document {file} ({reason}).",
    hint_zh="文件或签名已被改动；请勿采信，向签名人核实。",
    hint_en="Document or signature was altered; don't rely on it, ask the signer.",
    exit_status=Exit.INTEGRITY,
)
DOCUMENT_NOT_CANONICAL = define(
    "document.not-canonical",
    zh="{file} 不是规范形式的 JSON（{reason}）。",
    en="{file} is not canonical JSON ({reason}).",
    hint_zh="请取回签署时的原始文件。",
    hint_en="Fetch the file as it was signed.",
    exit_status=Exit.INTEGRITY,
)

EXCHANGE_SPLIT_VIEW = define(
    "exchange.split-view",
    zh="对方就同一日志的前 {size} 条签署过两种内容。",
    en="The other side has signed two different contents for the first {size} entries of one journal.",
    hint_zh="保留两个检查点：它们足以证明日志被改写。",
    hint_en="Keep both checkpoints: together they prove that the journal was rewritten.",
    exit_status=Exit.INTEGRITY,
)
EXCHANGE_UNPROVEN = define(
    "exchange.unproven",
    zh="没有从第 {old_size} 条到第 {size} 条的一致性证明，新检查点未收下。",
    en="No proof leads from {old_size} to {size} entries; the new checkpoint was not accepted.",
    hint_zh="请对方附上一致性证明或日志全文。",
    hint_en="Ask the other side for the consistency proof or the whole journal.",
    exit_status=Exit.INTEGRITY,
)
EXCHANGE_INCONSISTENT = define(
    "exchange.inconsistent",
    zh="对方的新检查点（{size} 条）不是旧检查点（{old_size} 条）的延续。",
    en="The other side's checkpoint of {size} entries does not continue the one of {old_size} entries.",
    hint_zh="对方的日志可能被改写；保留两个检查点作为证据。",
    hint_en="The other side's journal may have been rewritten; keep both checkpoints as evidence.",
    exit_status=Exit.INTEGRITY,
)

EXTRACT_MALFORMED = define(
    "extract.malformed",
    zh="日志摘录的格式不对。",
    en="The journal extract is malformed.",
    hint_zh="请取回原始文件。",
    hint_en="Fetch the original file.",
    exit_status=Exit.INPUT,
)
EXTRACT_ENTRY_UNPROVEN = define(
    "extract.entry-unproven",
    zh="日志摘录中第 {index} 条无法证明属于所附检查点。",
    en="Entry {index} of the journal extract is not proven to belong to its checkpoint.",
    hint_zh="该条目或其证明已被改动；请勿采信。",
    hint_en="The entry or its proof was altered; don't rely on it.",
    exit_status=Exit.INTEGRITY,
)
