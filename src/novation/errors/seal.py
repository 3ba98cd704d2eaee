"""Errors of sealing and opening a package: the bag, the encryption, the parts and the quarantine."""

from __future__ import annotations

from novation.errors import ErrorKind, Exit, define


def _integrity(
    code: str, zh: str, en: str, hint_zh: str, hint_en: str, exit_status: Exit = Exit.INTEGRITY
) -> ErrorKind:
    return define(f"seal.{code}", zh=zh, en=en, hint_zh=hint_zh, hint_en=hint_en, exit_status=exit_status)


_AGAIN = (
    "请移交人重新发送此文件，不要自行修补。",
    "Ask the hander-over to send it again; do not repair it by hand.",
)
_REBUILD = (
    "此封装包须由移交人按 RFC 8493 重新生成。",
    "The hander-over has to build the package again, following RFC 8493.",
)
_HOSTILE = (
    "不要启封；这不是误操作能造成的，请与移交人核实来源。",
    "Do not open it; this does not happen by accident. Ask the hander-over where it comes from.",
)

NO_DECLARATION = _integrity("no-declaration", "缺少 bagit.txt", "bagit.txt is missing", *_REBUILD)
BAD_DECLARATION = _integrity(
    "bad-declaration",
    "bagit.txt 的写法不合规范：{why}",
    "bagit.txt is not written as it must be: {why}",
    *_REBUILD,
)
BAD_ENCODING = _integrity(
    "bad-encoding",
    "{file} 不是声明的字符编码 {encoding}",
    "{file} is not in the declared encoding {encoding}",
    *_REBUILD,
)
BYTE_ORDER_MARK = _integrity(
    "byte-order-mark", "{file} 以字节顺序标记开头", "{file} begins with a byte order mark", *_REBUILD
)
NO_MANIFEST = _integrity("no-manifest", "缺少清单 {file}", "the manifest {file} is missing", *_REBUILD)
UNKNOWN_ALGORITHM = _integrity(
    "unknown-algorithm",
    "清单 {file} 的摘要算法不受支持",
    "the digest algorithm of the manifest {file} is not supported",
    *_REBUILD,
)
MANIFEST_LINE = _integrity(
    "manifest-line",
    "{file} 第 {line} 行不合规范",
    "{file}, line {line} is not a manifest line",
    *_REBUILD,
)
LISTED_TWICE = _integrity(
    "listed-twice", "清单 {manifest} 两次列出 {file}", "{manifest} lists {file} twice", *_REBUILD
)
MANIFESTS_DISAGREE = _integrity(
    "manifests-disagree",
    "各清单对 {file} 的记载不一致",
    "the manifests do not agree about {file}",
    *_REBUILD,
)
UNSAFE_PATH = _integrity(
    "unsafe-path",
    "{manifest} 第 {line} 行的路径指向封装包之外",
    "{manifest}, line {line} names a path outside the package",
    *_HOSTILE,
)
LINK = _integrity("link", "{file} 是链接，不是普通文件", "{file} is a link, not a plain file", *_HOSTILE)
SPECIAL_FILE = _integrity(
    "special-file", "{file} 不是普通文件", "{file} is neither a plain file nor a folder", *_HOSTILE
)
FETCH_REFUSED = _integrity(
    "fetch-refused",
    "封装包含 fetch.txt，要求从网络取文件，已拒绝",
    "the package has a fetch.txt that asks for files from the network; refused",
    *_REBUILD,
)
MISSING_FILE = _integrity("missing-file", "缺少清单所列文件 {file}", "{file} is listed but missing", *_AGAIN)
EXTRA_FILE = _integrity(
    "extra-file",
    "{file} 不在任何清单中",
    "{file} is in no manifest",
    "移走此文件，或请移交人说明来源。",
    "Take the file out, or ask the hander-over where it comes from.",
)
EMPTY_FOLDER = _integrity(
    "empty-folder",
    "{file} 是空文件夹，清单无法记载",
    "{file} is an empty folder, which no manifest can list",
    "删除此空文件夹后重试。",
    "Remove the empty folder and try again.",
)
CHANGED_FILE = _integrity(
    "manifest-mismatch",
    "{file} 与清单不符：内容已改变",
    "{file} does not match its manifest: its bytes have changed",
    *_AGAIN,
)
UNREADABLE_FILE = _integrity(
    "unreadable-file",
    "{file} 无法读取：{why}",
    "{file} cannot be read: {why}",
    "检查文件权限与磁盘。",
    "Check the permissions of the file and the disk.",
    Exit.INPUT,
)
NAME_COLLISION = _integrity(
    "name-collision",
    "{file} 与 {other} 在某些文件系统上是同一个名字",
    "{file} and {other} are one name on some file systems",
    *_REBUILD,
)
NAME_NOT_NFC = _integrity(
    "name-not-nfc",
    "文件名 {file} 不是 Unicode NFC 形式",
    "the file name {file} is not in Unicode NFC form",
    *_REBUILD,
)
FORBIDDEN_NAME = _integrity(
    "forbidden-name",
    "文件名 {file} 含有封装包不允许的字符",
    "the file name {file} has characters a package may not use",
    *_REBUILD,
)
WRONG_OXUM = _integrity(
    "wrong-oxum",
    "bag-info.txt 声明的有效载荷大小或文件数与实际不符",
    "the payload has another size or number of files than bag-info.txt says",
    *_AGAIN,
)
BAG_INFO = _integrity("bag-info", "bag-info.txt 不合规范：{why}", "bag-info.txt is wrong: {why}", *_REBUILD)
TOO_LARGE = _integrity(
    "too-large",
    "{file} 有 {size} 字节，超过 {limit} 字节的上限",
    "{file} has {size} bytes, over the limit of {limit}",
    "确认来源可信后，可提高上限重试。",
    "If you trust where it comes from, raise the limit and try again.",
)
TOO_MANY_FILES = _integrity(
    "too-many-files",
    "封装包内文件超过 {limit} 个",
    "the package has more than {limit} files",
    "确认来源可信后，可提高上限重试。",
    "If you trust where it comes from, raise the limit and try again.",
)
NOT_A_PACKAGE = _integrity(
    "not-a-package",
    "{file} 不是文件夹，不是封装包",
    "{file} is not a folder, so not a package",
    "给出含有 bagit.txt 的文件夹。",
    "Name the folder that holds bagit.txt.",
    Exit.INPUT,
)
FOLDER_TAKEN = _integrity(
    "folder-taken",
    "{file} 已存在，不会覆盖",
    "{file} exists already and is not overwritten",
    "换一个名字，或先移走已有的文件夹。",
    "Choose another name, or move the existing folder away first.",
    Exit.REFUSED,
)
INCOMPLETE_PACKAGE = _integrity(
    "incomplete-package",
    "封装包缺少必需的文件 {file}",
    "the package lacks the required file {file}",
    *_REBUILD,
)
UNEXPECTED_FILE = _integrity(
    "unexpected-file",
    "{file} 不属于封装包格式",
    "{file} has no place in the package format",
    *_REBUILD,
)
NOT_ENCRYPTED = _integrity(
    "not-encrypted",
    "有效载荷 {file} 未加密，或不是 age 文件",
    "the payload {file} is not an age file: it may be unencrypted",
    *_HOSTILE,
)
RECIPIENTS_DIFFER = _integrity(
    "recipients-differ",
    "{file} 的加密对象数与 recipients.txt 不符",
    "{file} is encrypted to another number of recipients than recipients.txt says",
    *_AGAIN,
)
NOT_SIGNED = _integrity(
    "not-signed",
    "缺少移交人的签名 {file}",
    "the hander-over's signature {file} is missing",
    "未签名的封装包不能签收。",
    "A package without this signature cannot be accepted.",
)
BAD_SIGNATURE = _integrity(
    "bad-signature",
    "签名不成立：{file} 与签名 {signature} 不相符",
    "the signature does not hold: {file} and {signature} do not match",
    *_AGAIN,
)
OTHER_RECIPIENT = _integrity(
    "other-recipient",
    "{file} 不是加密给此密钥的",
    "{file} is not encrypted to this key",
    "换用您发给移交人的公钥所对应的密钥文件；若没有，请移交人按您的公钥重新封装。",
    "Use the identity whose recipient you gave to the hander-over, or ask for a package sealed to yours.",
    Exit.REFUSED,
)
TRUNCATED = _integrity(
    "truncated",
    "{file} 不完整：加密文件头被截断",
    "{file} is cut off inside its encryption header",
    *_AGAIN,
)
TAMPERED = _integrity(
    "tampered",
    "{file} 解密失败：内容被截断或改动",
    "{file} does not decrypt: it was cut off or changed",
    *_AGAIN,
)
NO_RECIPIENT = _integrity(
    "no-recipient",
    "没有给出任何加密对象",
    "no recipient was given to encrypt to",
    "给出接收方的 age 公钥（age1…）或 ssh-ed25519 公钥。",
    "Give the receiver's age recipient (age1…) or ssh-ed25519 public key.",
    Exit.USAGE,
)
BAD_RECIPIENT = _integrity(
    "bad-recipient",
    "第 {line} 行不是可用的加密对象",
    "line {line} is not a recipient this can encrypt to",
    "可用的形式：age1… 或 ssh-ed25519 公钥，一行一个。",
    "Write one a line: age1… or an ssh-ed25519 public key.",
    Exit.INPUT,
)
BAD_IDENTITY = _integrity(
    "bad-identity",
    "{file} 中没有可用的 age 密钥",
    "{file} holds no age identity that can be used",
    "给出 age-keygen 生成的密钥文件，或未设口令的 ssh-ed25519 私钥。",
    "Give a file made by age-keygen, or an ssh-ed25519 private key without passphrase.",
    Exit.INPUT,
)
ENCRYPTION_FAILED = _integrity(
    "encryption-failed",
    "无法写出加密文件 {file}",
    "the encrypted file {file} could not be written",
    "检查磁盘空间与权限后重试；未写完的文件已删除。",
    "Check disk space and permissions and try again; the unfinished file was removed.",
    Exit.INPUT,
)
BOMB = _integrity(
    "bomb",
    "{file} 展开后将超过上限（{what}）",
    "{file} would grow past the limit ({what})",
    "确认来源可信后，可提高上限重试。",
    "If you trust where it comes from, raise the limit and try again.",
)
BAD_PART = _integrity(
    "bad-part", "{file} 解密后不是有效的 Parquet", "{file} is not a valid Parquet file inside", *_AGAIN
)
INDEX_COLUMNS = _integrity(
    "index-columns",
    "对账索引与收到的表列名不同：{columns}",
    "the reconciliation index and the received table differ in their columns: {columns}",
    "用同一封装包中的表和索引对账。",
    "Reconcile a table with the index of the same package.",
)
INDEX_BROKEN = _integrity(
    "index-broken",
    "对账索引的两部分不一致（{table}）",
    "the two parts of the reconciliation index do not agree ({table})",
    *_AGAIN,
)
