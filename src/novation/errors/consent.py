"""Errors of reading and writing consent records."""

from __future__ import annotations

from novation.errors import Exit, define

UNREADABLE = define(
    "consent.unreadable",
    zh="{file} 不是能读的同意记录：{why}",
    en="{file} holds no consent records that can be read: {why}",
    hint_zh="请给 JSON、JSON-LD、每行一条的 JSON，或者每行一个 JWT。",
    hint_en="Give JSON, JSON-LD, JSON lines, or one JWT a line.",
    exit_status=Exit.INPUT,
)

TOO_LARGE = define(
    "consent.too-large",
    zh="{file} 中的一份 JSON 超过 {limit} MB",
    en="one JSON document in {file} is larger than {limit} MB",
    hint_zh="请改为每行一条记录（JSON Lines），多大都能读。",
    hint_en="Write one record a line (JSON lines); then it can be of any size.",
    exit_status=Exit.INPUT,
)

NOTHING_TAKEN = define(
    "consent.nothing-taken",
    zh="{file} 中没有一条记录能转成同意登记",
    en="no record in {file} could be taken over into a consent register",
    hint_zh="用 --json 查看每条记录的原因。",
    hint_en="See the reason for each record with --json.",
    exit_status=Exit.INPUT,
)
