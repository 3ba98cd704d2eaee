"""Errors that a customer meets on the way in; none of them tells whether somebody is a customer."""

from novation.errors import Exit, define

LINK_INVALID = define(
    "link.invalid",
    zh="这个链接不完整或不是我们发出的",
    en="this link is incomplete, or not one of ours",
    hint_zh="请从通知里重新点开；也可以用验证码进入",
    hint_en="open it again from the notice, or come in with a code",
    exit_status=Exit.REFUSED,
    http_status=404,
)
LINK_EXPIRED = define(
    "link.expired",
    zh="这个链接已过期",
    en="this link has expired",
    hint_zh="可以用验证码进入",
    hint_en="you can come in with a code",
    exit_status=Exit.REFUSED,
    http_status=410,
)
LINK_USED = define(
    "link.used",
    zh="这个链接已用过一次",
    en="this link was used before",
    hint_zh="为安全起见链接只能用一次；请用验证码进入",
    hint_en="for your safety it works once only; come in with a code",
    exit_status=Exit.REFUSED,
    http_status=410,
)
CODE_WRONG = define(
    "code.wrong",
    zh="验证码不对或已失效",
    en="the code is not right, or no longer valid",
    hint_zh="核对后再试；五次不对须重新获取",
    hint_en="check it and try again; after five wrong ones ask for a new code",
    exit_status=Exit.REFUSED,
    http_status=422,
)
TOO_MANY = define(
    "code.too-many",
    zh="尝试太多，请稍后再来",
    en="too many attempts, come back later",
    hint_zh="一小时后再试；或寄来证明文件由工作人员核对",
    hint_en="try again in an hour, or send documents that staff will check",
    exit_status=Exit.REFUSED,
    http_status=429,
)
