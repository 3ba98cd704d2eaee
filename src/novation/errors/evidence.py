"""Errors of the evidence room: canonical JSON, keys, signatures, notes, checkpoints, authorisations."""

from __future__ import annotations

from novation.errors import Exit, define

JSON_MALFORMED = define(
    "json.malformed",
    zh="不是有效的 JSON（UTF-8）。",
    en="Not valid JSON in UTF-8.",
    hint_zh="文件可能被截断或改动；请向对方重新索取。",
    hint_en="The file may be cut short or altered; ask the other side for it again.",
    exit_status=Exit.INPUT,
)
JSON_NOT_CANONICAL = define(
    "json.not-canonical",
    zh="JSON 不是 RFC 8785 规范形式，摘要与签名不可信。",
    en="The JSON is not in the canonical form of RFC 8785, so digests and signatures can't be trusted.",
    hint_zh="请勿用编辑器重新排版该文件；请取回原始字节。",
    hint_en="Don't reformat this file in an editor; fetch the original bytes.",
    exit_status=Exit.INTEGRITY,
)
JSON_DUPLICATE_KEY = define(
    "json.duplicate-key",
    zh="JSON 对象中有重复的键。",
    en="A JSON object has the same key twice.",
    hint_zh="重复的键会让不同的程序读出不同的内容；请取回原始文件。",
    hint_en="Programs may read such a file differently; fetch the original file.",
    exit_status=Exit.INTEGRITY,
)
JSON_TOO_DEEP = define(
    "json.too-deep",
    zh="JSON 嵌套超过 {limit} 层。",
    en="The JSON is nested deeper than {limit} levels.",
    hint_zh="本软件不会写出这样的文件；请核实其来源。",
    hint_en="Novation never writes such a file; check where it comes from.",
    exit_status=Exit.INPUT,
)
JSON_TOO_LARGE = define(
    "json.too-large",
    zh="JSON 超过 {limit} 字节。",
    en="The JSON is larger than {limit} bytes.",
    hint_zh="本软件不会写出这样的文件；请核实其来源。",
    hint_en="Novation never writes such a file; check where it comes from.",
    exit_status=Exit.INPUT,
)
JSON_NOT_REPRESENTABLE = define(
    "json.not-representable",
    zh="数值或字符串无法用 RFC 8785 表示（非数、无穷大、超出 2⁵³ 的整数、孤立代理项）。",
    en="A value can't be written by RFC 8785 (NaN, infinity, an integer beyond 2^53, a lone surrogate).",
    hint_zh="请把大数写成字符串。",
    hint_en="Write large numbers as strings.",
    exit_status=Exit.INPUT,
)
DIGEST_MALFORMED = define(
    "digest.malformed",
    zh="不是“sha256:”加 64 位小写十六进制的摘要。",
    en="Not a digest of the form sha256: and 64 lower-case hexadecimal digits.",
    hint_zh="请原样复制摘要。",
    hint_en="Copy the digest exactly as it was printed.",
    exit_status=Exit.INPUT,
)
PROOF_OUT_OF_RANGE = define(
    "proof.out-of-range",
    zh="树中没有这一位置：位置 {index}，大小 {size}。",
    en="The tree has no such position: position {index}, size {size}.",
    hint_zh="请检查条目序号与树的大小。",
    hint_en="Check the entry's index and the size of the tree.",
    exit_status=Exit.USAGE,
)

KEY_MALFORMED = define(
    "key.malformed",
    zh="不是可读的 OpenSSH Ed25519 密钥。",
    en="Not a readable OpenSSH Ed25519 key.",
    hint_zh="可用 ssh-keygen -t ed25519 生成；公钥以 ssh-ed25519 开头。",
    hint_en="Make one with ssh-keygen -t ed25519; a public key begins with ssh-ed25519.",
    exit_status=Exit.INPUT,
)
KEY_PASSPHRASE_NEEDED = define(
    "key.passphrase-needed",
    zh="该私钥有口令保护，但未提供口令。",
    en="The private key is protected by a passphrase, and none was given.",
    hint_zh="请提供口令。",
    hint_en="Give the passphrase.",
    exit_status=Exit.USAGE,
)
KEY_PASSPHRASE_WRONG = define(
    "key.passphrase-wrong",
    zh="口令不对，或私钥文件已损坏。",
    en="The passphrase is wrong, or the private key file is damaged.",
    hint_zh="请核对口令；可用 ssh-keygen -y -f 文件 检查。",
    hint_en="Check the passphrase; ssh-keygen -y -f FILE tells whether the file is sound.",
    exit_status=Exit.INPUT,
)
KEY_ENCRYPTION_UNSUPPORTED = define(
    "key.encryption-unsupported",
    zh="本机缺少读取带口令私钥所需的 bcrypt 模块。",
    en="This installation lacks the bcrypt module that a key with a passphrase needs.",
    hint_zh="请安装 bcrypt，或用 ssh-keygen -p 生成不带口令的临时副本。",
    hint_en="Install bcrypt, or make a temporary copy without passphrase with ssh-keygen -p.",
    exit_status=Exit.INPUT,
)

SIGNATURE_MALFORMED = define(
    "signature.malformed",
    zh="不是可读的 OpenSSH 签名（SSHSIG）。",
    en="Not a readable OpenSSH signature (SSHSIG).",
    hint_zh="签名须由 Ed25519 密钥以 ssh-keygen -Y sign 或本软件生成。",
    hint_en="It must be made with an Ed25519 key by ssh-keygen -Y sign or by Novation.",
    exit_status=Exit.INPUT,
)
SIGNATURE_INVALID = define(
    "signature.invalid",
    zh="签名与内容不符。",
    en="The signature does not fit the content.",
    hint_zh="内容或签名已被改动；请勿采信，向签名人核实。",
    hint_en="Content or signature was altered; don't rely on it, ask the signer.",
    exit_status=Exit.INTEGRITY,
)
SIGNATURE_OTHER_NAMESPACE = define(
    "signature.other-namespace",
    zh="签名是为另一用途作出的：应为 {expected}。",
    en="The signature was made for another purpose than {expected}.",
    hint_zh="请用正确的用途（ssh-keygen -n）重新签名。",
    hint_en="Sign again for the right purpose (ssh-keygen -n).",
    exit_status=Exit.INTEGRITY,
)
SIGNERS_MALFORMED = define(
    "signers.malformed",
    zh="签名人名单第 {line} 行无法识别。",
    en="Line {line} of the allowed signers can't be read.",
    hint_zh='每行应为：名称 namespaces="…" ssh-ed25519 密钥。',
    hint_en='A line is: principal namespaces="…" ssh-ed25519 key.',
    exit_status=Exit.INPUT,
)

NOTE_MALFORMED = define(
    "note.malformed",
    zh="不是可读的签名文本（C2SP signed note）。",
    en="Not a readable signed note (C2SP).",
    hint_zh="请原样传递该文件，勿经编辑器或聊天软件改动换行。",
    hint_en="Pass the file on unchanged; editors and chat programs alter line ends.",
    exit_status=Exit.INPUT,
)
NOTE_NOT_SIGNED = define(
    "note.not-signed",
    zh="文本上没有 {name} 用该密钥作出的签名。",
    en="The note bears no signature by {name} with this key.",
    hint_zh="检查点可能由他人签署；请核对密钥指纹。",
    hint_en="Somebody else may have signed it; compare the key's fingerprint.",
    exit_status=Exit.INTEGRITY,
)
NOTE_SIGNATURE_INVALID = define(
    "note.signature-invalid",
    zh="文本上 {name} 的签名与内容不符。",
    en="The signature by {name} does not fit the note.",
    hint_zh="文本已被改动；请勿采信。",
    hint_en="The note was altered; don't rely on it.",
    exit_status=Exit.INTEGRITY,
)
CHECKPOINT_MALFORMED = define(
    "checkpoint.malformed",
    zh="不是可读的检查点（C2SP tlog-checkpoint）。",
    en="Not a readable checkpoint (C2SP tlog-checkpoint).",
    hint_zh="检查点三行依次为：来源、大小、根哈希。",
    hint_en="A checkpoint has three lines: origin, size, root hash.",
    exit_status=Exit.INPUT,
)
CHECKPOINT_OTHER_ORIGIN = define(
    "checkpoint.other-origin",
    zh="检查点出自另一日志，应为 {expected}。",
    en="The checkpoint is of another journal than {expected}.",
    hint_zh="请确认文件来自本案件的对方。",
    hint_en="Make sure the file comes from the other side of this case.",
    exit_status=Exit.INTEGRITY,
)

AUTHORISATION_MALFORMED = define(
    "authorisation.malformed",
    zh="授权书缺少字段或字段无效：{field}。",
    en="The authorisation lacks a field or has an invalid one: {field}.",
    hint_zh="请用 novation authorise 重新生成。",
    hint_en="Make it again with novation authorise.",
    exit_status=Exit.INPUT,
)
AUTHORISATION_NOT_CANONICAL = define(
    "authorisation.not-canonical",
    zh="{label}：授权书不是规范形式的 JSON。",
    en="{label}: the authorisation is not canonical JSON.",
    hint_zh="请取回签署时的原始文件。",
    hint_en="Fetch the file as it was signed.",
    exit_status=Exit.INTEGRITY,
)
AUTHORISATION_BAD_SIGNATURE = define(
    "authorisation.bad-signature",
    zh="{label}：签名与授权书不符。",
    en="{label}: the signature does not fit the authorisation.",
    hint_zh="授权书或签名已被改动；请重新签署。",
    hint_en="The authorisation or its signature was altered; have it signed again.",
    exit_status=Exit.INTEGRITY,
)
AUTHORISATION_UNKNOWN_KEY = define(
    "authorisation.unknown-key",
    zh="{label}：签名密钥 {fingerprint} 不在签名人名单中。",
    en="{label}: the signing key {fingerprint} belongs to no known signer.",
    hint_zh="请核对指纹，并在 novation.toml 中登记签名人。",
    hint_en="Compare the fingerprint and enter the signer in novation.toml.",
    exit_status=Exit.REFUSED,
)
AUTHORISATION_WRONG_ROLE = define(
    "authorisation.wrong-role",
    zh="{label}：密钥 {fingerprint} 无权以“{role_zh}”身份签署。",
    en="{label}: the key {fingerprint} may not sign as {role_en}.",
    hint_zh="请由该身份的登记签名人签署。",
    hint_en="Have it signed by the signer entered for this role.",
    exit_status=Exit.REFUSED,
)
AUTHORISATION_OTHER_KEY = define(
    "authorisation.other-key",
    zh="{label}：授权书所载密钥与实际签名密钥不同。",
    en="{label}: the authorisation names another key than the one that signed it.",
    hint_zh="请用所载密钥重新签署。",
    hint_en="Sign it again with the key it names.",
    exit_status=Exit.INTEGRITY,
)
AUTHORISATION_OTHER_NAME = define(
    "authorisation.other-name",
    zh="{label}：授权书所载姓名与登记的签名人不同。",
    en="{label}: the authorisation names another person than the signer entered for its key.",
    hint_zh="请核对 novation.toml 中的签名人。",
    hint_en="Check the signers in novation.toml.",
    exit_status=Exit.REFUSED,
)
AUTHORISATION_WRONG_PLAN = define(
    "authorisation.wrong-plan",
    zh="{label}：授权的是另一份方案。",
    en="{label}: it authorises another plan.",
    hint_zh="方案改动后须重新授权；请核对方案摘要。",
    hint_en="A changed plan needs a new authorisation; compare the plan's digest.",
    exit_status=Exit.REFUSED,
)
AUTHORISATION_WRONG_ACTION = define(
    "authorisation.wrong-action",
    zh="{label}：授权范围不含“{action}”。",
    en="{label}: it does not cover the action {action}.",
    hint_zh="请为该操作另行授权。",
    hint_en="Authorise this action too.",
    exit_status=Exit.REFUSED,
)
AUTHORISATION_EXPIRED = define(
    "authorisation.expired",
    zh="{label}：已于 {expires_at} 失效。",
    en="{label}: it expired at {expires_at}.",
    hint_zh="请重新授权。",
    hint_en="Authorise again.",
    exit_status=Exit.REFUSED,
)
AUTHORISATION_NOT_YET_VALID = define(
    "authorisation.not-yet-valid",
    zh="{label}：自 {issued_at} 起方才有效。",
    en="{label}: it is valid only from {issued_at} on.",
    hint_zh="请核对两台机器的时钟。",
    hint_en="Compare the clocks of the two machines.",
    exit_status=Exit.REFUSED,
)
AUTHORISATION_DUPLICATE = define(
    "authorisation.duplicate",
    zh="{label}：与另一份授权书身份和密钥相同，只计一次。",
    en="{label}: same role and key as another authorisation; it counts once.",
    hint_zh="请由另一人签署。",
    hint_en="Another person must sign.",
    exit_status=Exit.REFUSED,
)
AUTHORISATION_ROLE_MISSING = define(
    "authorisation.role-missing",
    zh="缺少“{role_zh}”的有效授权。",
    en="No valid authorisation by the {role_en}.",
    hint_zh="请由该身份的签名人执行 novation authorise。",
    hint_en="Have the signer of this role run novation authorise.",
    exit_status=Exit.REFUSED,
)
AUTHORISATION_ONE_KEY_TWO_ROLES = define(
    "authorisation.one-key-two-roles",
    zh="多个身份由同一密钥签署，只计一次：须有 {needed} 把不同的密钥。",
    en="Several roles were signed with one key, which counts once: {needed} different keys are needed.",
    hint_zh="请由另一人用自己的密钥签署。",
    hint_en="Another person must sign with a key of their own.",
    exit_status=Exit.REFUSED,
)
