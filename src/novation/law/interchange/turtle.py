"""Writes the nodes of a JSON-LD graph as Turtle: the few forms that our vocabulary uses, in a fixed order."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_LOCAL = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\Z")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def turtle(prefixes: Mapping[str, str], nodes: Sequence[Mapping[str, Any]]) -> str:
    """Turtle 1.1 of flat nodes: texts with or without a language, booleans, numbers, names."""
    head = "".join(f"@prefix {prefix}: <{meaning}> .\n" for prefix, meaning in prefixes.items())
    return head + "".join("\n" + _node(node, prefixes) for node in nodes)


def _node(node: Mapping[str, Any], prefixes: Mapping[str, str]) -> str:
    lines = [
        f"    {'a' if key == '@type' else key} {_objects(key, value, prefixes)}"
        for key, value in node.items()
        if key != "@id"
    ]
    return f"{_name(node['@id'], prefixes)}\n" + " ;\n".join(lines) + " .\n"


def _objects(key: str, value: Any, prefixes: Mapping[str, str]) -> str:
    values = value if isinstance(value, list) else [value]
    if key == "@type":
        return ", ".join(_name(each, prefixes) for each in values)
    return ", ".join(_object(each, prefixes) for each in values)


def _object(value: Any, prefixes: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    if "@id" in value:
        return _name(value["@id"], prefixes)
    return f"{_text(value['@value'])}@{value['@language']}"


def _text(value: str) -> str:
    """A JSON string is a Turtle string: the same quotes and escapes."""
    return json.dumps(value, ensure_ascii=False)


def _name(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    if prefix in prefixes and _LOCAL.match(local):
        return name
    full = prefixes[prefix] + local if prefix in prefixes else name
    return "<" + _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", full) + ">"
