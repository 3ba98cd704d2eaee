"""The OpenAPI document: what ninja writes, with the problems every operation may answer and the limits it keeps."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

from novation.api import problems

PROBLEMS = {
    "400": "请求的写法不对 · not well made",
    "401": "没有有效的令牌 · no valid token",
    "403": "不能办理 · refused",
    "404": "没有这一项 · no such thing",
    "405": "方法不对 · not this method",
    "409": "状态不允许 · not in this state",
    "412": "已被别人改动 · changed meanwhile",
    "413": "正文太大 · body too large",
    "415": "正文类型不对 · wrong type of body",
    "422": "填写的内容不对 · input not right",
    "423": "正忙 · busy",
    "429": "请求太频繁 · too many requests",
}
_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "同一请求重发时用同一个，24 小时内只办一次 · the same one when a call is sent again: done once within 24 hours",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,100}$"},
}
_MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "读到的版本（ETag）；已被改动则 412 · the version read (ETag); 412 if changed since",
    "schema": {"type": "string", "pattern": '^("[0-9]{1,9}"|\\*)$'},
}


class Described(NinjaAPI):
    """Ninja's document, completed."""

    def get_openapi_schema(self, **where: Any) -> Any:
        schema = super().get_openapi_schema(**where)
        schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = problems.SCHEMA
        for operations in schema["paths"].values():
            for method, operation in operations.items():
                _complete(method, operation)
        return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    content = {problems.TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, words in PROBLEMS.items():
        operation["responses"].setdefault(status, {"description": words, "content": content})
    if method == "post":
        operation.setdefault("parameters", []).extend([_KEY, _MATCH])
    else:
        operation["responses"]["304"] = {"description": "没有改动 · not changed"}
