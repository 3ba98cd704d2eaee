"""One thing that is wrong with a package: the file it concerns, a stable code and a text in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from novation.errors import ErrorKind
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """`file` is the path inside the package with `/`; `code` is one of `novation.errors.seal` (`seal.…`)."""

    file: str
    code: str
    text: Text

    @classmethod
    def of(cls, kind: ErrorKind, file: str, **values: object) -> Problem:
        """Tells an error kind about one file; the file's name is printable even where it is not UTF-8."""
        shown = printable(file)
        filled = {"file": shown, **{k: printable(v) if isinstance(v, str) else v for k, v in values.items()}}
        return cls(shown, kind.code, kind.text.format(**filled))


def printable(name: str) -> str:
    """A hostile file name made harmless for a terminal or a log: control and undecodable characters escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in name)
