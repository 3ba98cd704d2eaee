"""Errors of agreements: what is missing before one can be released, signed or relied on."""

from novation.errors import Exit, define

NO_TEXT = define(
    "agreement.text-missing",
    zh="还没有文本",
    en="there is no text yet",
    hint_zh="先生成草稿，或归档一份文件",
    hint_en="have a draft made or file a document first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
CLAUSES_OPEN = define(
    "agreement.clauses-open",
    zh="还有 {count} 项必备条款没有答复，第一项是“{first}”",
    en="{count} mandatory clauses are not answered yet; the first is “{first}”",
    hint_zh="逐项写明在文本的哪一节或哪一页；确实不需要的，由律师写明理由",
    hint_en="say for each in which section or on which page it stands; where one is not needed counsel gives the reason",
    exit_status=Exit.REFUSED,
    http_status=409,
)
PARTIES_TOO_FEW = define(
    "agreement.parties-too-few",
    zh="协议至少要有两方，其中有本案的出让方",
    en="an agreement has at least two parties, the seller of the case among them",
    hint_zh="补上缺少的一方",
    hint_en="add the party that is missing",
    exit_status=Exit.USAGE,
    http_status=422,
)
SIGNED_ALREADY = define(
    "agreement.signed-already",
    zh="这一方已经签署了这一版",
    en="this party has signed this version",
    hint_zh="要更正签署情况，须出新版本，各方重新签署",
    hint_en="to correct a signature make a new version, which all parties sign anew",
    exit_status=Exit.REFUSED,
    http_status=409,
)
KEY_OF_NOBODY = define(
    "agreement.key-of-nobody",
    zh="签名有效，但签名的密钥不属于这一方在本案团队里的人",
    en="the signature is valid, but the key belongs to nobody who stands for this party on the team of the case",
    hint_zh="先在本人的账号里登记公钥，并加入这一方的团队",
    hint_en="enter the public key in the signatory’s account and add them to this party’s side of the team first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
TERM_WRONG = define(
    "agreement.term-wrong",
    zh="期限不对：截止日早于起始日",
    en="the term is not right: it ends before it begins",
    hint_zh="改正日期",
    hint_en="correct the dates",
    exit_status=Exit.USAGE,
    http_status=422,
)
