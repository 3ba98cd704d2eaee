"""Errors of the control plane: who may do what, what state a thing is in, what the journal holds."""

from novation.errors import Exit, define

REFUSED = define(
    "access.refused",
    zh="不能“{deed}”：{reason}",
    en="you may not do this ({deed}): {reason}",
    hint_zh="请有此权限的人来办；权限一览页列出谁可以做什么",
    hint_en="ask somebody who may; the page of permissions lists who may do what",
    exit_status=Exit.REFUSED,
)
NOT_THERE = define(
    "access.not-found",
    zh="没有这一项",
    en="there is no such thing",
    hint_zh="核对地址；若别人发给您链接，您可能不在这个案件的团队里",
    hint_en="check the address; if somebody sent you the link, you may not be on the team of this case",
    exit_status=Exit.REFUSED,
    http_status=404,
)
STATE_WRONG = define(
    "state.wrong",
    zh="不能“{deed}”：现在的状态是“{state}”",
    en="this cannot be done now ({deed}): the state is “{state}”",
    hint_zh="刷新页面看看是谁先办了；需要时从新的状态继续",
    hint_en="load the page again to see who was first; go on from the new state if need be",
    exit_status=Exit.REFUSED,
    http_status=409,
)
STALE_FORM = define(
    "state.changed-meanwhile",
    zh="您打开这一页之后，它已被别人改动",
    en="somebody changed this after you opened the page",
    hint_zh="您填写的内容还在；看过改动之后再提交一次",
    hint_en="what you wrote is still there; look at the change and send it again",
    exit_status=Exit.REFUSED,
    http_status=409,
)
INPUT_WRONG = define(
    "input.wrong",
    zh="“{field}”不对：{problem}",
    en="“{field}” is not right: {problem}",
    hint_zh="改正后再提交",
    hint_en="correct it and send it again",
    exit_status=Exit.USAGE,
    http_status=422,
)
DATABASE_AWAY = define(
    "database.away",
    zh="数据库暂时用不了，这一步没有办成",
    en="the database cannot be used for the moment; this step was not done",
    hint_zh="已办成的都还在，没有办到一半的；过一会儿再试，若仍是如此，请告诉系统管理员",
    hint_en="whatever was done before is still there, and nothing is half-done; try again in a while, and tell the system administrator if it stays so",
    exit_status=Exit.BUSY,
    http_status=503,
)
GATE_CLOSED = define(
    "gate.closed",
    zh="还不能进行：{reason}",
    en="not yet: {reason}",
    hint_zh="先办好所列事项",
    hint_en="see to what is named first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
LOG_GAP = define(
    "log.index-wrong",
    zh="日志第 {expected} 条的位置上是第 {found} 条",
    en="where entry {expected} of the journal should be there is entry {found}",
    hint_zh="有条目被删除或插入；用备份和对方保存的检查点查明",
    hint_en="entries were removed or put in; find out with a backup and the checkpoints the other side keeps",
    exit_status=Exit.INTEGRITY,
)
LOG_ENTRY_CHANGED = define(
    "log.entry-changed",
    zh="日志第 {index} 条的内容被改动过",
    en="entry {index} of the journal was changed",
    hint_zh="不是经由本软件改动的；从备份取原文比对，查谁有数据库的写权限",
    hint_en="not through this software; compare with a backup, and look at who may write to the database",
    exit_status=Exit.INTEGRITY,
)
LOG_COLUMNS_DIFFER = define(
    "log.columns-differ",
    zh="日志第 {index} 条的检索栏与原文不一致",
    en="the columns of entry {index} do not say what its text says",
    hint_zh="以原文为准；检索栏被改动过",
    hint_en="the text counts; the columns were changed",
    exit_status=Exit.INTEGRITY,
)
LOG_NODE_CHANGED = define(
    "log.subtree-wrong",
    zh="日志第 {first} 至 {last} 条与所存的摘要不符",
    en="entries {first} to {last} of the journal do not fit the digest kept of them",
    hint_zh="其中有条目或摘要被改动过；用备份和检查点查明是哪一条",
    hint_en="one of them or the digest was changed; a backup and the checkpoints tell which",
    exit_status=Exit.INTEGRITY,
)
LOG_OPENING_DIFFERS = define(
    "log.opening-differs",
    zh="日志第 {index} 条是一方自己的事项，与所存的内容不符，或内容不见了",
    en="entry {index} of the journal is a matter of one side, and what is kept of it is missing or not what it committed to",
    hint_zh="内容被改动、删除或添加过；用备份查明",
    hint_en="it was changed, removed or added; a backup tells which",
    exit_status=Exit.INTEGRITY,
)
LOG_HEAD_DIFFERS = define(
    "log.head-differs",
    zh="日志记有 {expected} 条，实有 {found} 条，或末端摘要不符",
    en="the journal says it has {expected} entries and has {found}, or its head's digest differs",
    hint_zh="末尾的条目被删除、添加或改动过",
    hint_en="entries at the end were removed, added or changed",
    exit_status=Exit.INTEGRITY,
)
