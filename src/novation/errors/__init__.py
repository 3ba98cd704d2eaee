"""The catalogue of errors: a stable code, a text and a hint in both languages, an exit and an HTTP status.

Each area defines its errors in a module of its own (`novation.errors.seal`, `novation.errors.sources`, …) by
`define`; raise one with `KIND.error(name=value)`. Values must never be personal data: a file, a column, a
line number, a digest; never a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from novation.messages import Language, Text


class Exit(IntEnum):
    """Exit statuses of the command line (documented in docs/reference/exit-codes)."""

    OK = 0
    DIFFERENT = 1  # it ran, and the answer is no: differences, a failed check
    USAGE = 2  # the call is wrong
    INPUT = 3  # a file can't be read or is broken
    REFUSED = 4  # not authorised, or the law or the state of the case says no
    INTEGRITY = 5  # a digest, signature or proof does not match
    BUSY = 6  # another run holds the project, or an earlier one was interrupted
    INTERNAL = 70  # a defect of ours


CATALOGUE: dict[str, ErrorKind] = {}


@dataclass(frozen=True)
class ErrorKind:
    """What can go wrong, said once."""

    code: str
    text: Text
    hint: Text
    exit_status: Exit
    http_status: int

    def error(self, **values: object) -> NovationError:
        return NovationError(self, values)


class NovationError(Exception):
    """The one exception that Novation raises for what a person can act on."""

    def __init__(self, kind: ErrorKind, values: dict[str, object] | None = None) -> None:
        self.kind = kind
        self.values = values or {}
        super().__init__(f"{kind.code}: {self.message('en')}")

    @property
    def code(self) -> str:
        return self.kind.code

    def message(self, language: Language) -> str:
        return self.kind.text.in_(language).format_map(self._told(language))

    def hint(self, language: Language) -> str:
        return self.kind.hint.in_(language).format_map(self._told(language))

    def _told(self, language: Language) -> _Blanks:
        """A value that is itself a text is told in the reader's language."""
        return _Blanks({k: v.in_(language) if isinstance(v, Text) else v for k, v in self.values.items()})

    def as_dict(self) -> dict[str, object]:
        return {
            "code": self.code,
            "message": {"zh": self.message("zh"), "en": self.message("en")},
            "hint": {"zh": self.hint("zh"), "en": self.hint("en")},
            "values": {k: v.en if isinstance(v, Text) else str(v) for k, v in self.values.items()},
        }


class _Blanks(dict[str, object]):
    """Leaves a field that was not given visible instead of failing while an error is told."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


_HTTP = {
    Exit.DIFFERENT: 409,
    Exit.USAGE: 400,
    Exit.INPUT: 422,
    Exit.REFUSED: 403,
    Exit.INTEGRITY: 409,
    Exit.BUSY: 423,
    Exit.INTERNAL: 500,
}


def define(
    code: str,
    *,
    zh: str,
    en: str,
    hint_zh: str,
    hint_en: str,
    exit_status: Exit,
    http_status: int | None = None,
) -> ErrorKind:
    """Adds one error to the catalogue; a code can be defined once only."""
    if code in CATALOGUE:
        raise ValueError(f"error code defined twice: {code}")
    kind = ErrorKind(
        code, Text(zh, en), Text(hint_zh, hint_en), exit_status, http_status or _HTTP[exit_status]
    )
    CATALOGUE[code] = kind
    return kind
