"""Errors of writing and sending notices to customers."""

from novation.errors import Exit, define

PLACEHOLDER_UNKNOWN = define(
    "notices.placeholder-unknown",
    zh="告知文本里有不认识的占位符或多余的花括号：{what}",
    en="the text of the notice has a placeholder that is not known, or a stray brace: {what}",
    hint_zh="可用的占位符：{known}",
    hint_en="placeholders that can be used: {known}",
    exit_status=Exit.INPUT,
)
VALUE_MISSING = define(
    "notices.value-missing",
    zh="占位符 {what} 没有可填的内容",
    en="nothing is known to fill {what} with",
    hint_zh="在案件或项目中补上这一项，或从文本里去掉它",
    hint_en="add it to the case or the project, or take it out of the text",
    exit_status=Exit.REFUSED,
)
NOT_ASKED = define(
    "notices.not-asked",
    zh="规则包中没有编号为 {content} 的告知",
    en="no law pack has a notice {content}",
    hint_zh="用 novation law notices 查看应作的告知",
    hint_en="`novation law notices` lists the notices that are owed",
    exit_status=Exit.USAGE,
)
ALREADY_SENDING = define(
    "notices.already-sending",
    zh="这份告知正由另一个进程发送",
    en="another process is sending this notice",
    hint_zh="等它结束；中断的发送可以再次开始，不会重发",
    hint_en="wait for it; a sending that was interrupted can be started again, and sends nothing twice",
    exit_status=Exit.BUSY,
    http_status=409,
)
OUTBOX_DIFFERENT = define(
    "notices.outbox-different",
    zh="发件箱属于另一份文本或另一条渠道",
    en="the outbox belongs to another text or another channel",
    hint_zh="已开始发送的告知不能改文本；请另拟一份",
    hint_en="the text of a notice that is being sent cannot change; draft another one",
    exit_status=Exit.REFUSED,
    http_status=409,
)
CHANNEL_FAILED = define(
    "notices.channel-failed",
    zh="发送渠道不可用：{why}",
    en="the channel cannot be used: {why}",
    hint_zh="检查服务器、证书与口令，然后再次开始发送；已发送的不会重发",
    hint_en="check server, certificate and password, then start sending again; nothing is sent twice",
    exit_status=Exit.REFUSED,
    http_status=502,
)
CHANNEL_UNSET = define(
    "notices.channel-unset",
    zh="没有设置这条渠道：{what}",
    en="this channel is not set up: {what}",
    hint_zh="由管理员设置 NOVATION_SMTP 等环境变量",
    hint_en="the administrator sets it up by NOVATION_SMTP and the like",
    exit_status=Exit.REFUSED,
    http_status=409,
)
