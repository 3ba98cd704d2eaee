"""Errors of accounts: signing in, invitations, passwords, factors, administration, access reviews."""

from novation.errors import Exit, define

TOO_MANY = define(
    "account.too-many-attempts",
    zh="试得太多了；再等 {minutes} 分钟",
    en="too many attempts; wait {minutes} more minutes",
    hint_zh="密码没有变；可用通行密钥登录，或请安全管理员解除",
    hint_en="the password has not changed; sign in with a passkey, or ask the security administrator to release it",
    exit_status=Exit.REFUSED,
    http_status=429,
)
SIGN_IN_WRONG = define(
    "account.sign-in-wrong",
    zh="电子邮箱或密码不对",
    en="the e-mail address or the password is not right",
    hint_zh="再试一次；忘了密码请管理员重发链接",
    hint_en="try again; if you forgot the password, ask your administrator for a new link",
    exit_status=Exit.REFUSED,
    http_status=422,
)
CODE_WRONG = define(
    "account.code-wrong",
    zh="验证码不对，或已经用过",
    en="the code is not right, or was used before",
    hint_zh="等下一组数字再输入；核对手机的时间",
    hint_en="wait for the next digits; check the clock of your telephone",
    exit_status=Exit.REFUSED,
    http_status=422,
)
PASSKEY_WRONG = define(
    "account.passkey-wrong",
    zh="这枚通行密钥没有通过验证",
    en="this passkey was not accepted",
    hint_zh="重新打开本页再试；通行密钥只在登记它的地址可用",
    hint_en="open the page again and try once more; a passkey works at the address where it was added only",
    exit_status=Exit.REFUSED,
    http_status=422,
)
PASSWORD_WEAK = define(
    "account.password-weak",
    zh="密码不能用：{reason}",
    en="this password cannot be used: {reason}",
    hint_zh="至少 12 个字符；几个不相干的词连起来，好记也难猜",
    hint_en="at least 12 characters; a few unrelated words are easy to keep in mind and hard to guess",
    exit_status=Exit.USAGE,
    http_status=422,
)
FACTOR_NEEDED = define(
    "account.factor-needed",
    zh="不能去掉最后一种第二因素：您的角色或组织要求有",
    en="the last second factor cannot be removed: your role or your organisation asks for one",
    hint_zh="先登记另一种，再去掉这一种",
    hint_en="register another one first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
KEY_TAKEN = define(
    "account.key-taken",
    zh="这把公钥不能登记",
    en="this public key cannot be registered",
    hint_zh="另生成一把只归您自己用的密钥：ssh-keygen -t ed25519",
    hint_en="make one that is yours alone: ssh-keygen -t ed25519",
    exit_status=Exit.REFUSED,
    http_status=409,
)
ALREADY_HERE = define(
    "account.already-here",
    zh="这个电子邮箱在本组织已有账号",
    en="this address has an account in the organisation already",
    hint_zh="在人员名单里找；忘了密码可重发链接",
    hint_en="find it in the list of people; for a forgotten password send a new link",
    exit_status=Exit.REFUSED,
    http_status=409,
)
INVITATION_UNKNOWN = define(
    "invitation.not-found",
    zh="这个链接不对",
    en="this link is not right",
    hint_zh="从邮件里完整复制一次；仍不行，请发邀请的人重发",
    hint_en="copy it whole from the message; if that does not help ask whoever invited you to send it again",
    exit_status=Exit.REFUSED,
    http_status=404,
)
INVITATION_USED = define(
    "invitation.already-accepted",
    zh="这个链接已经用过了，只能用一次",
    en="this link has been used; it works once",
    hint_zh="用您设的密码登录；如果不是您用的，立即告诉管理员",
    hint_en="sign in with the password you chose; if it was not you who used it, tell your administrator at once",
    exit_status=Exit.REFUSED,
    http_status=410,
)
INVITATION_EXPIRED = define(
    "invitation.expired",
    zh="这个链接过期了",
    en="this link has expired",
    hint_zh="请发邀请的人重发一次",
    hint_en="ask whoever invited you to send it again",
    exit_status=Exit.REFUSED,
    http_status=410,
)
INVITATION_WITHDRAWN = define(
    "invitation.withdrawn",
    zh="这个邀请已经撤回",
    en="this invitation was withdrawn",
    hint_zh="有疑问请问发邀请的人",
    hint_en="ask whoever invited you",
    exit_status=Exit.REFUSED,
    http_status=410,
)
ADDRESS_TAKEN = define(
    "invitation.address-taken",
    zh="用这个电子邮箱不能接受邀请",
    en="the invitation cannot be accepted with this address",
    hint_zh="请发邀请的人改用另一个地址",
    hint_en="ask whoever invited you to use another address",
    exit_status=Exit.REFUSED,
    http_status=409,
)
APART = define(
    "administration.must-be-apart",
    zh="系统、安全、审计三种管理须由不同的人担任",
    en="system, security and audit administration are held by different people here",
    hint_zh="先结束此人已有的那一种，或换一个人",
    hint_en="end the one this person holds first, or choose somebody else",
    exit_status=Exit.REFUSED,
    http_status=409,
)
LAST_ADMINISTRATOR = define(
    "administration.last-one",
    zh="不能去掉最后一位管理员：之后没有人能再授予角色",
    en="the last administrator cannot go: nobody could grant roles any more",
    hint_zh="先让另一个人担任",
    hint_en="appoint somebody else first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
REVIEW_OPEN = define(
    "review.already-open",
    zh="已有一轮权限复核在进行",
    en="an access review is under way already",
    hint_zh="先把它做完",
    hint_en="finish it first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
REVIEW_UNFINISHED = define(
    "review.not-finished",
    zh="还有 {count} 项没有看过",
    en="{count} items have not been looked at",
    hint_zh="逐项确认或撤销之后再结束",
    hint_en="confirm or withdraw each of them, then close the review",
    exit_status=Exit.REFUSED,
    http_status=409,
)
ANSWERED = define(
    "review.already-answered",
    zh="这一项已经有了结论",
    en="this item has been answered already",
    hint_zh="需要改变时，去人员页授予或结束角色",
    hint_en="to change it grant or end the role on the person's page",
    exit_status=Exit.REFUSED,
    http_status=409,
)
