"""A problem found while checking: an error kind and its values, collected instead of raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from novation.errors import ErrorKind, NovationError
from novation.messages import Text


@dataclass(frozen=True)
class Problem:
    """One finding of a check; a check that finds nothing returns an empty list."""

    kind: ErrorKind
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def text(self) -> Text:
        error = self.error()
        return Text(error.message("zh"), error.message("en"))

    @property
    def hint(self) -> Text:
        error = self.error()
        return Text(error.hint("zh"), error.hint("en"))

    def error(self) -> NovationError:
        """The same as an exception, for a caller that must stop."""
        return NovationError(self.kind, dict(self.values))

    def as_dict(self) -> dict[str, object]:
        return self.error().as_dict()

    @classmethod
    def of(cls, error: NovationError) -> Problem:
        return cls(error.kind, error.values)
