"""YAML as nodes with line numbers: every scalar stays the string that was written, and little else is allowed.

PyYAML's own types are never used, so `on`, `NO` and `2026-01-01` cannot change type. Anchors, aliases, tags,
second documents, duplicate keys and keys that are not plain words are refused; depth and count are limited, so
a hostile file ("billion laughs", a million brackets) costs little and fails with its line. Characters that can't
be seen or turn the text round are refused too: what counsel reads must be what the rule says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from novation.errors import NovationError
from novation.errors.law import PACK_INVALID
from novation.law import problems
from novation.messages import Text

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
MAX_NODES = 50_000
_INVISIBLE = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_HIDDEN = re.compile(_INVISIBLE.pattern[:-1] + r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no value may hold either, as an escape in quotes: what can't be seen, and control characters."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # only its parser is used: events, no objects


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as written; `null` tells an absent value from an empty string in quotes."""

    text: str
    line: int
    null: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | Sequence | Mapping


def invalid(file: str, line: int, problem: Text, **values: object) -> NovationError:
    """`law.pack-invalid` at a line of a file."""
    told = problem.format(**{name: shorten(value) for name, value in values.items()})
    return PACK_INVALID.error(file=file, line=line, problem_zh=told.zh, problem_en=told.en)


def shorten(value: object) -> str:
    """A value as an error may show it: one line, at most 60 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:57] + "…"


def parse(content: bytes, file: str) -> Node:
    """The one document of a file. Raises `law.pack-invalid` naming file and line."""
    return _Parser(_decode(content, file), file).document()


def _decode(content: bytes, file: str) -> str:
    if len(content) > MAX_BYTES:
        raise invalid(file, 1, problems.TOO_LARGE, limit=MAX_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise invalid(file, line, problems.NOT_UTF8) from None
    if hidden := _INVISIBLE.search(text):
        raise invalid(file, text.count("\n", 0, hidden.start()) + 1, problems.INVISIBLE)
    return text


class _Parser:
    """Builds nodes from PyYAML's events, refusing what a pack has no use for before it can cost anything."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.events = self._checked(text)
        self.count = 0

    def document(self) -> Node:
        node: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    raise invalid(self.file, _line(event), problems.SECOND_DOCUMENT)
            elif isinstance(event, yaml.NodeEvent):
                node = self._node(event, 1)
        if node is None:
            raise invalid(self.file, 1, problems.EMPTY)
        return node

    def _checked(self, text: str) -> Iterator[yaml.Event]:
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._refuse(event)
                yield event
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            raise invalid(self.file, line, problems.SYNTAX, detail=error.problem or "") from None
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise invalid(self.file, line, problems.CONTROL_CHARACTER) from None

    def _refuse(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise invalid(self.file, _line(event), problems.ALIAS)
        if getattr(event, "tag", None) is not None:
            raise invalid(self.file, _line(event), problems.TAG)
        if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            raise invalid(self.file, _line(event), problems.TAG)

    def _refuse_hidden(self, event: yaml.ScalarEvent) -> None:
        """An escape in quotes may say what the bytes may not."""
        if _HIDDEN.search(event.value):
            raise invalid(self.file, _line(event), problems.INVISIBLE)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self.count += 1
        if depth > MAX_DEPTH:
            raise invalid(self.file, _line(event), problems.TOO_DEEP, limit=MAX_DEPTH)
        if self.count > MAX_NODES:
            raise invalid(self.file, _line(event), problems.TOO_MANY, limit=MAX_NODES)
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_hidden(event)
            null = event.style in (None, "") and event.value in ("", "~", "null")
            return Scalar(event.value, _line(event), null)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), _line(event))
        return Mapping(tuple(self._entries(depth)), _line(event))

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: set[str] = set()
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            if not isinstance(event, yaml.ScalarEvent):
                raise invalid(self.file, _line(event), problems.KEY_NOT_A_WORD)
            self._refuse_hidden(event)
            key = Scalar(event.value, _line(event))
            if key.text in seen:
                raise invalid(self.file, key.line, problems.DUPLICATE_KEY, key=key.text)
            seen.add(key.text)
            yield key, self._node(next(self.events), depth + 1)


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1
