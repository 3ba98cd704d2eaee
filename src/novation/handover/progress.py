"""How a step tells that it goes on: the library reports, the command line draws, tests stay silent."""

from __future__ import annotations

from typing import Protocol

from novation.messages import Text


class Progress(Protocol):
    def start(self, what: Text, total: int | None = None) -> None: ...

    def advance(self, amount: int = 1) -> None: ...

    def remark(self, what: Text) -> None: ...


class Silent:
    """Reports to nobody."""

    def start(self, what: Text, total: int | None = None) -> None:
        return None

    def advance(self, amount: int = 1) -> None:
        return None

    def remark(self, what: Text) -> None:
        return None
