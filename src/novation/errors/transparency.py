"""Errors of what is told in public."""

from novation.errors import Exit, define

NOT_DESCRIBED = define(
    "transparency.not-described",
    zh="还没有说明这些资料用来做什么：{categories}",
    en="nobody has said yet what these data are for: {categories}",
    hint_zh="逐类写明目的，再发布；没有目的的资料不应再保存",
    hint_en="describe each category, then release; data without a purpose should not be kept",
    exit_status=Exit.REFUSED,
    http_status=409,
)
