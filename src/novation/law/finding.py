"""One finding of `lint`, with its place in the pack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from novation.law.vocabulary import Severity
from novation.messages import Text

_ORDER = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class LintFinding:
    """`rule` is the full id of the rule, floor or obligation meant, or the pack's id; `line` is 0 for the pack."""

    severity: Severity
    code: str
    pack: str
    rule: str
    text: Text
    file: str
    line: int

    @property
    def order(self) -> tuple[Any, ...]:
        """The gravest first, then by place."""
        return (_ORDER[self.severity], self.pack, self.file, self.line, self.code, self.text.en)

    def as_dict(self) -> dict[str, Any]:
        return {
            "severity": str(self.severity),
            "code": self.code,
            "pack": self.pack,
            "rule": self.rule,
            "text": self.text.as_dict(),
            "file": self.file,
            "line": self.line,
        }
