"""Errors of finding and showing one person."""

from novation.errors import Exit, define

INDEX_STALE = define(
    "people.index-stale",
    zh="人员索引早于最近一次归并",
    en="the index of people is older than the last linking",
    hint_zh="运行 novation person index",
    hint_en="run `novation person index`",
    exit_status=Exit.REFUSED,
    http_status=409,
)
KIND_UNKNOWN = define(
    "people.kind-unknown",
    zh="不能按“{kind}”查人",
    en="people cannot be found by “{kind}”",
    hint_zh="可用：generic.email、cn.mobile、generic.phone、cn.resident-id、key.customer 等",
    hint_en="use generic.email, cn.mobile, generic.phone, cn.resident-id, key.customer and the like",
    exit_status=Exit.USAGE,
)
REASON_MISSING = define(
    "people.reason-missing",
    zh="查看一个人的资料须写明理由",
    en="looking at one person's data needs a reason",
    hint_zh="写一句话：为什么要看；日志只记它的摘要",
    hint_en="write a sentence on why; the journal keeps its digest only",
    exit_status=Exit.USAGE,
)
CHOICES_OF_UNKNOWN = define(
    "choices.unknown-people",
    zh="登记簿里有 {count} 人的选择，归并结果中却没有这些人",
    en="{count} people in the register of choices are not among the linked people",
    hint_zh="来源重新归并后编号变了；用 novation link 接续编号，或联系经办人核对，切勿略过",
    hint_en="their references changed when the sources were linked anew; link with the earlier references kept, never skip them",
    exit_status=Exit.REFUSED,
    http_status=409,
)
