"""Typed reading of YAML nodes: every conversion is asked for by name and fails with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from novation.law import problems
from novation.law.pack import Defect
from novation.law.strict_yaml import Mapping, Node, Scalar, Sequence, invalid
from novation.law.vocabulary import Severity, word_of
from novation.messages import Text
from novation.terms import Term

T = TypeVar("T", bound=Term)
V = TypeVar("V")

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?\Z", re.ASCII)
_COUNT = re.compile(r"\d{1,12}\Z", re.ASCII)
EARLIEST, LATEST = 1800, 2199
"""The years that a date of law may have: whatever lies beyond is a slip of the pen."""
_SOURCE = re.compile(r"https?://\S+\Z")


class Reader:
    """Reads the nodes of one file; collects as defects what does not change any decision."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.defects: list[Defect] = []

    def defect(self, code: str, severity: Severity, where: str, text: Text, line: int) -> None:
        self.defects.append(Defect(code, severity, where, text, self.file, line))

    # -- shapes

    def fields(self, node: Node, known: Iterable[str], needed: Iterable[str] = ()) -> Fields:
        """The keys of a mapping; unknown and missing ones are errors."""
        if not isinstance(node, Mapping):
            raise invalid(self.file, node.line, problems.NOT_A_MAPPING)
        names = tuple(known)
        for key, _ in node.entries:
            if key.text not in names:
                raise invalid(self.file, key.line, problems.UNKNOWN_KEY, key=key.text, known=", ".join(names))
        fields = Fields(self, {key.text: value for key, value in node.entries}, node.line)
        for name in needed:
            fields.node(name)
        return fields

    def items(self, node: Node) -> tuple[Node, ...]:
        """The items of a list; `[]` and an absent value are an empty list."""
        if isinstance(node, Scalar) and node.null:
            return ()
        if not isinstance(node, Sequence):
            raise invalid(self.file, node.line, problems.NOT_A_LIST)
        return node.items

    # -- scalars

    def string(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            raise invalid(self.file, node.line, problems.NOT_A_WORD)
        if node.null or not node.text.strip():
            raise invalid(self.file, node.line, problems.BLANK)
        return node.text.strip()

    def slug(self, node: Node) -> str:
        text = self.string(node)
        if not _SLUG.match(text):
            raise invalid(self.file, node.line, problems.NOT_A_SLUG, value=text)
        return text

    def term(self, node: Node, vocabulary: type[T]) -> T:
        text = self.string(node)
        term = word_of(vocabulary, text)
        if term is None:
            known = ", ".join(member.value for member in vocabulary)
            name = vocabulary.__name__
            raise invalid(self.file, node.line, problems.NOT_IN_LIST, value=text, field=name, known=known)
        return term

    def day(self, node: Node) -> date:
        text = self.string(node)
        try:
            found = date.fromisoformat(text) if _DATE.match(text) else None
        except ValueError:
            found = None  # well formed, but no such day
        if found is None:
            raise invalid(self.file, node.line, problems.NOT_A_DATE, value=text)
        if not EARLIEST <= found.year <= LATEST:
            raise invalid(
                self.file, node.line, problems.DATE_OUT_OF_RANGE, value=text, first=EARLIEST, last=LATEST
            )
        return found

    def yes_no(self, node: Node) -> bool:
        text = self.string(node)
        if text not in ("true", "false"):
            raise invalid(self.file, node.line, problems.NOT_YES_NO, value=text)
        return text == "true"

    def number(self, node: Node) -> Decimal:
        text = self.string(node)
        if not _NUMBER.match(text):
            raise invalid(self.file, node.line, problems.NOT_A_NUMBER, value=text)
        return Decimal(text)

    def whole(self, node: Node) -> int:
        number = self.number(node)
        if number != int(number):
            raise invalid(self.file, node.line, problems.NOT_A_NUMBER, value=number)
        return int(number)

    def count(self, node: Node) -> int:
        """A whole number from 0 up to some thousand millions: people, records, money."""
        text = self.string(node)
        if not _COUNT.match(text):
            raise invalid(self.file, node.line, problems.NOT_A_NUMBER, value=text)
        return int(text)

    def source(self, node: Node) -> str:
        text = self.string(node)
        if not _SOURCE.match(text):
            raise invalid(self.file, node.line, problems.NOT_A_SOURCE, value=text)
        return text

    # -- lists and texts

    def distinct(self, node: Node, convert: Callable[[Node], V]) -> tuple[V, ...]:
        """The values of a list, in the order written; a value that stands twice is an error."""
        values: list[V] = []
        for item in self.items(node):
            value = convert(item)
            if value in values:
                raise invalid(self.file, item.line, problems.REPEATED, value=value)
            values.append(value)
        return tuple(values)

    def terms(self, node: Node, vocabulary: type[T]) -> tuple[T, ...]:
        """One word or a list of words of a vocabulary, at least one."""
        if isinstance(node, Scalar) and not node.null:
            return (self.term(node, vocabulary),)
        values = self.distinct(node, lambda item: self.term(item, vocabulary))
        if not values:
            raise invalid(self.file, node.line, problems.EMPTY_LIST)
        return values

    def text(self, node: Node, where: str) -> Text:
        """A text in both languages; with one of them only, that one stands in and `lint` reports it."""
        fields = self.fields(node, ("zh", "en"))
        given = {name: self.string(value) for name, value in fields.nodes.items()}
        if not given:
            raise invalid(self.file, node.line, problems.NO_LANGUAGE)
        if len(given) == 1:
            told = Text("缺少另一种语言的文字", f"text in {next(iter(given))} only")
            self.defect("missing-translation", Severity.ERROR, where, told, node.line)
        only = next(iter(given.values()))
        return Text(given.get("zh", only), given.get("en", only))


class Fields:
    """The keys of one mapping, read by name."""

    def __init__(self, reader: Reader, nodes: dict[str, Node], line: int) -> None:
        self.reader = reader
        self.nodes = nodes
        self.line = line

    def __contains__(self, name: str) -> bool:
        return name in self.nodes

    def node(self, name: str) -> Node:
        if name not in self.nodes:
            raise invalid(self.reader.file, self.line, problems.MISSING_KEY, key=name)
        return self.nodes[name]

    def get(self, name: str, convert: Callable[[Node], V], default: V) -> V:
        """The converted value, or the default where the key is absent."""
        return convert(self.nodes[name]) if name in self.nodes else default

    def items(self, name: str) -> tuple[Node, ...]:
        """The items of a list, none where the key is absent."""
        return self.reader.items(self.nodes[name]) if name in self.nodes else ()

    def line_of(self, name: str) -> int:
        return self.nodes[name].line if name in self.nodes else self.line
