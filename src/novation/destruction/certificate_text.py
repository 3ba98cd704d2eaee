"""The certificate as a short plain text for people, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from novation.destruction.certificate import Mark, Method
from novation.messages import Language, Text

SIGNS = {Mark.TICK: "✓", Mark.WARN: "!", Mark.CROSS: "✗"}

TITLE = Text("销毁证明", "Certificate of destruction")
RESULT = {
    Mark.TICK: Text("全部完成并经核查", "all done and verified"),
    Mark.WARN: Text("已完成，有须知事项", "done, with matters to know"),
    Mark.CROSS: Text("未全部完成", "not all done"),
}
HEAD = Text(
    "方案：{plan_digest}\n封装包：{package_digest}\n签收：{receipt_digest}\n起止（UTC）：{begun_at} 至 {ended_at}\n结论：{sign} {result}",
    "Plan: {plan_digest}\nPackage: {package_digest}\nReceipt: {receipt_digest}\n"
    "From {begun_at} to {ended_at} (UTC)\nResult: {sign} {result}",
)
AUTHORISED = Text("授权书：{digest}", "Authorisation: {digest}")
ITEM = Text(
    "{sign} {source}：{method}；删除 {rows_deleted} 行，清空 {cells_blanked} 个单元格。",
    "{sign} {source}: {method}; {rows_deleted} rows deleted, {cells_blanked} cells blanked.",
)
SEARCHED = Text(
    "{sign} 核查：在 {files} 个文件中查找 {needles} 个应已不存在的值。",
    "{sign} Search: {needles} values that must be gone, in {files} files.",
)
FOUND = Text(
    "  ✗ {file}（{layer}）：{kind} 仍有 {count} 处。",
    "  ✗ {file} ({layer}): {kind} is still there in {count} places.",
)
UNSEARCHED = Text("  ! {file}（{layer}）：未能读完。", "  ! {file} ({layer}): could not be read to its end.")
TOO_SHORT = Text(
    "  ! {kind}：{count} 个值太短，未查找。", "  ! {kind}: {count} values are too short to be searched for."
)
ONE_SPELLING = Text("  ! 仅按原写法查找。", "  ! Searched for in the spelling given only.")
UNKNOWN = Text("未核查：", "Not verified:")


def certificate_text(value: Mapping[str, Any], language: Language) -> str:
    """The certificate value of `certificate.certificate` as text; ends with a line break."""
    return "\n".join(_lines(value, language)) + "\n"


def _lines(value: Mapping[str, Any], language: Language) -> Iterator[str]:
    mark = Mark(value["state"])
    yield TITLE.in_(language)
    yield HEAD.in_(language).format(**value, sign=SIGNS[mark], result=RESULT[mark].in_(language))
    for digest in value["authorisations"]:
        yield AUTHORISED.in_(language).format(digest=digest)
    yield ""
    for item in value["items"]:
        method = Method(item["method"]).text.in_(language)
        yield ITEM.in_(language).format(**{**item, "sign": SIGNS[Mark(item["state"])], "method": method})
        for reason in item["reasons"]:
            yield "  " + reason[language]
    yield ""
    yield from _verification(value["verification"], language)
    yield ""
    yield UNKNOWN.in_(language)
    for unknown in value["not_verified"]:
        yield "  ? " + unknown["reason"][language]


def _verification(checked: Mapping[str, Any], language: Language) -> Iterator[str]:
    yield SEARCHED.in_(language).format(**{**checked, "sign": SIGNS[Mark(checked["state"])]})
    for finding in checked.get("findings", ()):
        yield FOUND.in_(language).format(**finding)
    for place in checked.get("unsearched", ()):
        yield UNSEARCHED.in_(language).format(**place)
    for kind, count in checked.get("too_short", {}).items():
        yield TOO_SHORT.in_(language).format(kind=kind, count=count)
    if not checked.get("all_spellings", True):
        yield ONE_SPELLING.in_(language)
