"""Errors of taking over what a package binds the buyer to."""

from novation.errors import Exit, define

PART_CHANGED = define(
    "takeover.part-changed",
    zh="登记 {part} 与启封时的摘要不符，不能接管",
    en="the register {part} is not the one that was opened; nothing was taken over",
    hint_zh="重新收包启封，并查明隔离区里的文件被谁改动过",
    hint_en="receive the package again, and find out who changed the file in quarantine",
    exit_status=Exit.INTEGRITY,
)
NOT_YET = define(
    "takeover.not-yet",
    zh="还没有接管收到的封装包",
    en="what was received has not been taken over yet",
    hint_zh="先运行 novation take-over，或在封装包页面上接管",
    hint_en="run `novation take-over`, or take over on the page of the package",
    exit_status=Exit.REFUSED,
    http_status=409,
)
ONLY_BUYER = define(
    "takeover.not-the-buyer",
    zh="只有受让方的项目能接管",
    en="only the buyer’s project takes over",
    hint_zh="出让方交出的义务由受让方在自己的系统里接管",
    hint_en="what the seller hands over is taken over by the buyer, on the buyer’s installation",
    exit_status=Exit.REFUSED,
    http_status=409,
)
LETTER_MALFORMED = define(
    "letter.malformed",
    zh="{file} 里不是本案的更正或删除消息",
    en="{file} holds no message about a correction or an erasure in this case",
    hint_zh="请对方重新导出交换文件，并核对案件编号",
    hint_en="ask the other side to write the exchange again, and compare the case numbers",
    exit_status=Exit.INPUT,
)
NOT_RECEIVED = define(
    "request.not-received",
    zh="这项请求不是由出让方的更正消息而来，或消息还没有解密",
    en="this request did not come from a correction that the seller sent, or the message has not been opened",
    hint_zh="持有启封私钥的人先运行 novation person open-changes",
    hint_en="whoever holds the key runs `novation person open-changes` first",
    exit_status=Exit.REFUSED,
    http_status=409,
)
