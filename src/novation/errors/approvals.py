"""Errors of approvals: votes, plans put up for decision, papers signed with somebody's own key, the evidence."""

from novation.errors import Exit, define

VOTE_TOO_LATE = define(
    "vote.after-deadline",
    zh="表决已于 {deadline} 截止",
    en="the vote closed at {deadline}",
    hint_zh="逾期的表决不收；需要重新审议时，重新提交方案",
    hint_en="a late vote is not taken; if it should be considered again, put the plan up again",
    exit_status=Exit.REFUSED,
    http_status=409,
)
VOTE_DECIDED = define(
    "vote.decided",
    zh="表决已有结果，您投过的票不能再改",
    en="the vote has its outcome; what you voted cannot be changed any more",
    hint_zh="不同意见写在理由里会原样留存；需要重新审议时，重新提交方案",
    hint_en="a dissent given as a reason is kept word for word; to have it considered again, put the plan up again",
    exit_status=Exit.REFUSED,
    http_status=409,
)
VOTE_CONFLICT = define(
    "vote.conflict-of-interest",
    zh="您声明了利益冲突，本案不参加表决",
    en="you declared a conflict of interest and do not vote in this case",
    hint_zh="冲突已经消除时，先撤回声明",
    hint_en="withdraw the declaration first if the conflict is gone",
    exit_status=Exit.REFUSED,
)
REASON_NEEDED = define(
    "approval.reason-needed",
    zh="不同意须写明理由",
    en="declining needs a reason",
    hint_zh="写下理由再提交；理由原样留存，日志只记它的摘要",
    hint_en="write the reason and send it again; it is kept word for word, the journal holds its digest only",
    exit_status=Exit.USAGE,
    http_status=422,
)
PLAN_SUPERSEDED = define(
    "approval.plan-stale",
    zh="这份方案已不能表决、同意或签署：{reason}",
    en="this plan can no longer be decided on or signed: {reason}",
    hint_zh="重新做出方案并提交，再请各方表态",
    hint_en="make the plan anew and put it up, then ask everybody again",
    exit_status=Exit.REFUSED,
    http_status=409,
)
PLAN_NONE = define(
    "approval.no-plan",
    zh="没有可以提交的方案",
    en="there is no plan to put up",
    hint_zh="先在项目中做出方案，或上传 records/plan.json",
    hint_en="make the plan in the project first, or upload records/plan.json",
    exit_status=Exit.REFUSED,
    http_status=409,
)
PLAN_UP_ALREADY = define(
    "approval.already-up",
    zh="这份方案已经提交，正在表态",
    en="this very plan is up already and being decided on",
    hint_zh="打开审批页；表决过期后才能再次提交同一份方案",
    hint_en="open the page of approvals; the same plan can be put up again once its deadline has passed",
    exit_status=Exit.REFUSED,
    http_status=409,
)
ONE_PERSON_TWO_ROLES = define(
    "approval.one-person-two-roles",
    zh="您已以另一角色对这份方案表态；同一人不能以两个角色同意",
    en="you have answered for this plan in another role; one person cannot approve in two",
    hint_zh="请担任该角色的另一位人员办理",
    hint_en="ask somebody else who holds the role",
    exit_status=Exit.REFUSED,
)
NOT_RELEASED = define(
    "approval.not-complete",
    zh="授权书还不能签署：{there}/{needed} 项必要的同意已到",
    en="the authorisation cannot be signed yet: {there} of {needed} needed approvals are there",
    hint_zh="等其余各方表态；审批页列出还缺谁",
    hint_en="wait for the others; the page of approvals says who is missing",
    exit_status=Exit.REFUSED,
    http_status=409,
)
KEY_NONE = define(
    "signing-key.none",
    zh="您还没有登记签名公钥",
    en="you have not registered a key to sign with",
    hint_zh="在签署页登记公钥（ssh-keygen -t ed25519 生成，或在浏览器中生成）",
    hint_en="register one on the page of signing (made by ssh-keygen -t ed25519, or in the browser)",
    exit_status=Exit.REFUSED,
    http_status=409,
)
KEY_EXPIRED = define(
    "signing-key.expired",
    zh="您登记的公钥已于 {day} 到期",
    en="the key you registered expired on {day}",
    hint_zh="登记新的公钥，并请合规负责人把它写进项目",
    hint_en="register a new one, and have the compliance officer enter it in the project",
    exit_status=Exit.REFUSED,
    http_status=409,
)
KEY_OTHER = define(
    "signing-key.other",
    zh="签名所用的钥匙（{key}）不是这份文件指定的钥匙",
    en="the key that signed ({key}) is not the one this document names",
    hint_zh="用登记的那把私钥签署；换过钥匙的，重新准备文件",
    hint_en="sign with the private key you registered; if you changed keys, have the document prepared anew",
    exit_status=Exit.INTEGRITY,
)
KEY_NOT_SIGNER = define(
    "signing-key.not-a-signer",
    zh="项目的签署人中没有您的这把钥匙和“{role}”角色",
    en="the project does not name you with this key as a signer in the role: {role}",
    hint_zh="请合规负责人把您登记为签署人",
    hint_en="ask the compliance officer to enter you as a signer",
    exit_status=Exit.REFUSED,
    http_status=409,
)
KEY_NOT_IN_PACKAGE = define(
    "signing-key.not-in-package",
    zh="封装包的签署人名单里没有您的这把钥匙和“{role}”角色",
    en="the package’s list of signers does not name your key in the role: {role}",
    hint_zh="名单在封装时写定；请合规负责人先登记签署人，再重新封装",
    hint_en="the list is fixed when sealing; have the compliance officer enter the signer, then seal anew",
    exit_status=Exit.REFUSED,
    http_status=409,
)
RESERVATION_NEEDED = define(
    "receipt.reservation-needed",
    zh="有保留接受须写明保留什么",
    en="accepting with a reservation needs it in words: say what the reservation is",
    hint_zh="写下保留意见；它原样进入回执，双方可见",
    hint_en="write it down; it goes into the receipt word for word, for both sides to see",
    exit_status=Exit.USAGE,
    http_status=422,
)
PAPER_DONE = define(
    "paper.signed-already",
    zh="这份文件已经签署",
    en="this document is signed already",
    hint_zh="不需要再签；签名在审批页下载",
    hint_en="nothing more to do; the signature can be downloaded from the page of approvals",
    exit_status=Exit.REFUSED,
    http_status=409,
)
PAPER_EXPIRED = define(
    "paper.expired",
    zh="这份文件的有效期已过（{deadline}）",
    en="this document is no longer valid (until {deadline})",
    hint_zh="重新准备一份再签",
    hint_en="have it prepared anew and sign that",
    exit_status=Exit.REFUSED,
    http_status=409,
)
NO_PROJECT = define(
    "paper.no-project",
    zh="本机没有这个案件的项目，无从准备或写入这份文件",
    en="the project of this case is not on this machine, so this document cannot be prepared or filed here",
    hint_zh="在存放项目的机器上用 novation 命令签署",
    hint_en="sign with the novation command where the project lies",
    exit_status=Exit.REFUSED,
    http_status=409,
)
CHECKPOINT_ORIGIN_OWN = define(
    "checkpoint.own-origin",
    zh="这是本机自己日志的检查点",
    en="this is a checkpoint of this installation’s own journal",
    hint_zh="用“核对对方保存的检查点”",
    hint_en="use the comparison of checkpoints the other side kept",
    exit_status=Exit.USAGE,
    http_status=422,
)
CHECKPOINT_AHEAD = define(
    "checkpoint.ahead",
    zh="检查点记有 {size} 条，日志只有 {found} 条：末尾的条目不见了",
    en="the checkpoint counts {size} entries, the journal has {found}: entries at the end are gone",
    hint_zh="从备份恢复并查明是谁删除的",
    hint_en="restore a backup and find out who removed them",
    exit_status=Exit.INTEGRITY,
)
