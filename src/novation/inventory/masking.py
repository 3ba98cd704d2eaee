"""Masks a sample so that a person may see what was found without seeing whom: 王**, 138****2207, a***@example.com."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d")


def mask(value: str, kind: str = "") -> str:
    """A masked sample, at most 40 signs long; at least half of the telling signs are always hidden."""
    text = " ".join(value.split())[:120]
    if not text:
        return ""
    if "@" in text:
        name, _, domain = text.partition("@")
        return f"{name[:1]}***@{domain[:36]}" if kind == "generic.email" else f"{name[:1]}***@***"
    if kind in {"text.free", "health", "person.guardian"}:
        return f"{text[:1]}*** ({len(value)})"
    if kind == "person.birth-date":
        return _DIGITS.sub("*", text[4:]).join([text[:4] if text[:4].isdigit() else "****", ""])[:40]
    digits = len(_DIGITS.findall(text))
    if digits >= 6 and digits * 2 >= len(text):
        return _mask_number(text)
    if len(text) <= 4:
        return text[0] + "*" * max(1, len(text) - 1)
    shown = min(6, len(text) // 4) or 1
    return text[:shown] + "***"


def _mask_number(text: str) -> str:
    head = 3 if len(text) < 15 else 4
    tail = 4 if len(text) >= 10 else 1
    if len(text) < 8:
        head = 2
    return text[:head] + "*" * min(12, len(text) - head - tail) + text[-tail:]
