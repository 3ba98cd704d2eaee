"""The living gallery of the look: every part once, for those who build pages; not there in a running installation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from novation.console.fields import Choice, Field
from novation.errors.control import INPUT_WRONG
from novation.messages import Text
from novation.terms import SellerCopy, ToBuyer
from novation.ui.charts.bars import stacked
from novation.ui.charts.flow import End, flow
from novation.ui.language import active_language
from novation.ui.parts import Chart, Look, Moment, Step, clock
from novation.ui.templatetags.parts import STATES

NOW = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)
PLACES = (("cn", "中国", "China"), ("de", "德国", "Germany"), ("jp", "日本", "Japan"))
OUTCOMES = (
    ("transfer", "transfer", "移交", "Transfer"),
    ("transfer-after-notice", "notice", "告知后移交", "After notice"),
    ("needs-consent", "consent", "须重新同意", "Needs consent"),
    ("withhold", "withhold", "不移交", "Withhold"),
)
COUNTS = {
    ("cn", "transfer"): 18_204,
    ("cn", "needs-consent"): 49_872,
    ("cn", "withhold"): 6_118,
    ("de", "transfer-after-notice"): 2_640,
    ("de", "withhold"): 214,
    ("jp", "transfer"): 4_870,
    ("jp", "withhold"): 96,
}


@login_required
def look(request: HttpRequest) -> HttpResponse:
    """Every part with invented values."""
    if not getattr(settings, "GALLERY", False):
        raise Http404
    page = {
        "outcomes": [*ToBuyer, *(one for one in SellerCopy if one != SellerCopy.UNDECIDED)],
        "states": list(STATES),
        "clocks": _clocks(),
        "steps": _steps(),
        "moments": _moments(),
        "looks": _looks(),
        "chart": _chart(),
        "bar": stacked(
            "bar", [(colour, 10 * n) for n, (_, colour, _, _) in enumerate(OUTCOMES, 1)], "–", "–"
        ),
        "fields": _fields(),
        "error": INPUT_WRONG.error(field=_WRONG, problem=Text("不能空着", "it must not be empty")),
        "listed": Paginator(range(1, 981), 20).page(7),
        "sum": "sha256:9f2c1e0b6a4d8f7730cc51de22ab90415e6f8d1c3b7a2940f1e5d6c8b9a07243",
        "word": Text("去标识化", "de-identified"),
    }
    return render(request, "console/gallery.html", page)


def _clocks() -> list[Any]:
    since, amount = Text("收到 10-23", "From receipt, 23 Oct"), Text("1 个月", "1 month")
    start = NOW - timedelta(days=30)
    return [
        clock(NOW, NOW - timedelta(days=4), start, since, amount),
        clock(NOW, NOW + timedelta(days=1), start, since, amount),
        clock(NOW, NOW + timedelta(days=21), start, since, amount),
        clock(NOW, NOW + timedelta(days=8), start, since, amount, paused=True),
        clock(NOW, None, None, Text("起点待定：损失金额", "Start open: amount of the loss")),
    ]


def _steps() -> list[Step]:
    return [
        Step(Text("审查", "Review"), "done", (Text("9-02 至 9-19", "2 – 19 Sep"),)),
        Step(Text("协议", "Agreements"), "done", ("9-21",), Text("4 份中 1 份未签", "1 of 4 unsigned")),
        Step(Text("告知", "Notice"), "now", (Text("11-20 起", "Since 20 Nov"),)),
        Step(Text("交割", "Closing"), "ahead", (Text("计划 2027-01-15", "15 Jan 2027 planned"),)),
        Step(Text("交割后", "After"), "ahead"),
    ]


def _moments() -> list[Moment]:
    return [
        Moment(date(2026, 11, 20), Text("告知发出", "Notices sent"), Text("日志 48,011", "Journal 48,011")),
        Moment(date(2027, 1, 1), Text("德国六周届满", "German six weeks end"), ahead=True),
        Moment(date(2027, 1, 15), Text("交割", "Closing"), ahead=True, citation="GDPR Art. 14(3)"),
    ]


def _looks() -> list[Look]:
    law = Text("《个人信息保护法》第五十五条", "PIPL Art. 55")
    return [
        Look("late", Text("影响评估未完成", "Impact assessment unfinished"), law, None, "#"),
        Look("soon", Text("德国异议期未满", "German objection window open"), "DSK 2024-09-11"),
        Look(
            "unknown",
            Text("会员头像 9,412 张", "9,412 member pictures"),
            None,
            Text("图片不扫描", "Not scanned"),
        ),
        Look("met", Text("日志已全部重读，一致", "Journal read again, consistent"), aside="08:00"),
    ]


def _chart() -> Chart:
    language = active_language()
    words = {key: Text(zh, en) for key, zh, en in PLACES}
    drawn = flow(
        "flow",
        [End(key, words[key].in_(language)) for key in words],
        [End(key, zh if language == "zh" else en, colour) for key, colour, zh, en in OUTCOMES],
        COUNTS,
        Text("客户资料的去向", "Where customers’ records go").in_(language),
        Text("数字见下表", "The same figures are in the table below").in_(language),
        (Text("所在地", "Place").in_(language), Text("去向", "Outcome").in_(language)),
    )
    rows = [
        (words[place], *(COUNTS.get((place, key), 0) for key, *_ in OUTCOMES), sum(_of(place)))
        for place in words
    ]
    sums = [sum(COUNTS.get((place, key), 0) for place in words) for key, *_ in OUTCOMES]
    return Chart(
        drawn,
        (Text("所在地", "Place"), *(Text(zh, en) for _, _, zh, en in OUTCOMES), Text("人数", "People")),
        tuple(rows),
        (Text("合计", "Total"), *sums, sum(sums)),
        tuple(colour for _, colour, _, _ in OUTCOMES),
    )


def _of(place: str) -> list[int]:
    return [number for (source, _), number in COUNTS.items() if source == place]


_WRONG = Text("案件名称", "Title")


def _fields() -> list[Field]:
    wrong = INPUT_WRONG.error(field=_WRONG, problem=Text("不能空着", "it must not be empty"))
    help = Text("办结前都可以改", "Can be changed until sign-off")
    some = (
        Choice("a", Text("资产转让", "Asset deal"), True),
        Choice("b", Text("股权转让", "Share deal"), False),
    )
    return [
        Field("title", "text", _WRONG, None, True, "", (), False, 1, wrong),
        Field("form", "choice", Text("交易形式", "Deal form"), help, True, "a", some, False, 1, None),
        Field("forms", "choice", Text("适用", "Applies to"), None, True, "a", some, True, 1, None),
        Field("day", "day", Text("交割日", "Day of closing"), None, True, "2027-01-15", (), False, 1, None),
        Field("why", "long-text", Text("理由", "Reason"), help, False, "", (), False, 4, None),
        Field("copy", "file", Text("文件", "File"), None, False, "", (), False, 1, None),
        Field("own", "yes-no", Text("本公司", "Our own company"), None, False, "True", (), False, 1, None),
    ]
