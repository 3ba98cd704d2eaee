"""Names and addresses in plain cases that every model of ours has to get: many scripts, no personal data, look-alikes."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from novation.inventory.span_types import CODES
from novation.inventory.spans import find_spans

_SURNAMES, _GIVEN = "王李张刘陈杨黄赵周徐", ("建国", "晓明", "志强", "丽华", "秀英", "雪梅", "国栋", "思远")
_LATIN = (("James", "Emily", "Robert", "Sarah", "Michael"), ("Johnson", "Thompson", "Robinson", "Anderson"))
_STREETS = ("建国路", "人民路", "中山北路", "解放大道")
_AREAS = ("北京市朝阳区", "上海市徐汇区", "广东省深圳市南山区", "浙江省杭州市西湖区")


def _found(texts: list[str], slug: str) -> list[list[str]]:
    spans = find_spans(pa.array(texts), code_points=True)
    found: list[list[str]] = [[] for _ in texts]
    for k, start, end, code in zip(spans.rows, spans.starts, spans.ends, spans.types, strict=True):
        if code == CODES[slug]:
            found[k].append(texts[k][start:end])
    return found


def _chinese(r: random.Random) -> str:
    return r.choice(_SURNAMES) + r.choice(_GIVEN)


def _latin(r: random.Random) -> str:
    return f"{r.choice(_LATIN[0])} {r.choice(_LATIN[1])}"


def _address(r: random.Random) -> str:
    return f"{r.choice(_AREAS)}{r.choice(_STREETS)}{r.randint(2, 99)}号{r.randint(1, 9)}栋{r.randint(101, 909)}室"


_NAMES = [
    ("Chinese", _chinese, ("收货人：{}，电话13800138000", "客户{}来电要求退款", "联系人{}，请尽快发货", "请转交{}先生，谢谢")),
    ("traditional", lambda r: r.choice(("陳美玲", "林志偉", "黃淑芬", "張國榮")), ("收件人：{}，電話0912345678", "客戶{}來電", "聯絡人：{}")),
    ("Latin", _latin, ("Dear Mr {}, thank you for your order.", "Contact: {}, phone 415-555-2671", "{} called about the invoice.")),
    ("Japanese", lambda r: r.choice(("佐藤花子", "田中太郎", "鈴木一郎", "山本美咲")), ("{}様", "{}さん", "担当の{}さんに連絡")),
    ("Korean", lambda r: r.choice(("김민수", "이지은", "박서준", "최영희")), ("고객명: {}", "{} 고객님", "{} 고객님 안녕하세요")),
]  # fmt: skip


@pytest.mark.parametrize(("make", "frames"), [case[1:] for case in _NAMES], ids=[case[0] for case in _NAMES])
def test_most_names_in_plain_sentences_are_found_with_their_borders(make, frames):
    r = random.Random(8)
    names = [make(r) for _ in range(60)]
    texts = [r.choice(frames).format(name) for name in names]
    found = _found(texts, "person-name")
    missed = [text for text, name, got in zip(texts, names, found, strict=True) if got != [name]]
    assert len(missed) <= 9, missed


def test_most_addresses_in_plain_sentences_are_found_whole():
    r = random.Random(9)
    places = [_address(r) for _ in range(60)]
    texts = [r.choice(("地址：{}", "请送到{}，谢谢", "收货地址{}")).format(place) for place in places]
    missed = [
        t for t, place, got in zip(texts, places, _found(texts, "address"), strict=True) if got != [place]
    ]
    assert len(missed) <= 9, missed


def test_a_list_of_people_gives_each_of_them():
    texts = ["参会：王建国、李晓明、张丽华、陈志强"]
    assert _found(texts, "person-name") == [["王建国", "李晓明", "张丽华", "陈志强"]]


@pytest.mark.parametrize(
    "text",
    [
        "尺码偏小，要求换货；已同意。",
        "包装完好，物流很快，五星好评！",
        "周一上午开会，请带好资料",
        "王老吉两箱，李宁运动鞋一双",
        "张贴通知，高兴地下班了",
        "马上发货，明天到",
        "黄金首饰，白色连衣裙，红烧牛肉面",
        "The parcel arrived late and the box was damaged.",
        "Please refund the order, thank you.",
        "訂單已取消，退款中",
        "ありがとうございました",
        "감사합니다",
        "订单号20261122，共3件，合计99.50元",
    ],
)
def test_a_note_about_nobody_gives_no_name(text):
    assert _found([text], "person-name") == [[]]


def test_confidence_is_a_share_and_falls_below_one():
    spans = find_spans(pa.array(["客户王建国来电"]))
    assert ((spans.confidence >= 0.5) & (spans.confidence < 1)).all()
    assert len(spans) == 1
