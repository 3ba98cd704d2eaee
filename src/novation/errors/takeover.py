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
