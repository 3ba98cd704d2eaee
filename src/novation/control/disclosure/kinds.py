"""The words of the data room: stages, kinds of items, who reads them, states of items and questions."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class Stage(Term):
    """How near to a single person what is shown may come: totals before signing, a de-identified sample in due
    diligence, full records at closing. Each opens by phase and agreements only.
    """

    AGGREGATES = "aggregates", "签约前", "before signing"
    SAMPLE = "sample", "尽职调查", "due diligence"
    ROWS = "rows", "交割", "closing"


ROOM_STAGES = (Stage.AGGREGATES, Stage.SAMPLE)
"""Full records never lie in the room: they pass in the sealed package."""


class ItemKind(Term):
    DOCUMENT = "document", "文件", "document"
    TABLE = "table", "汇总表", "table of counts"
    SAMPLE = "sample", "去标识化样本", "de-identified sample"


class Layout(Term):
    """What a table counts. Both share their places, and nothing else that is published of the same people."""

    PLACE_BY_OUTCOME = (
        "place-by-outcome",
        "所在地 × 去向（每人计一次）",
        "place by outcome (each person once)",
    )
    CATEGORY_BY_PLACE = "category-by-place", "数据类别 × 所在地", "data category by place"


class Readers(Term):
    """Who of the other side sees an item. The seller’s side and auditors see all of them."""

    BUYER = "buyer", "受让方", "buyer’s side"
    LAWYERS = "lawyers", "受让方律师", "buyer’s lawyers"
    NOBODY = "nobody", "暂不开放", "nobody yet"


class ItemState(Term):
    DRAFT = "draft", "准备中", "in preparation"
    PUBLISHED = "published", "已公布", "published"
    WITHDRAWN = "withdrawn", "已撤下", "withdrawn"


class QuestionState(Term):
    ASKED = "asked", "待答复", "waiting for an answer"
    DRAFTED = "drafted", "答复待发布", "answer drafted"
    ANSWERED = "answered", "已答复", "answered"
    WITHDRAWN = "withdrawn", "已撤回", "withdrawn"


class Access(Term):
    """What somebody did with an item."""

    VIEWED = "viewed", "查看", "viewed"
    DOWNLOADED = "downloaded", "下载", "downloaded"
