"""Progress for commands that are mostly quick: bars appear once the work has taken two seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from novation.cli.frame import Bars, bars, words
from novation.cli.language import LANGUAGE
from novation.messages import Text

SECONDS = 2.0


class Patient:
    """Reports nothing until `SECONDS` have passed, then as bars on standard error."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._began: float | None = None
        self._shown: Bars | None = None
        self._task: tuple[Text, int | None] | None = None
        self._done = 0

    def start(self, what: Text, total: int | None = None) -> None:
        self._task, self._done = (what, total), 0
        if self._shown is not None:
            self._shown.start(what, total)

    def advance(self, amount: int = 1) -> None:
        self._done += amount
        if self._shown is not None:
            self._shown.advance(amount)
        elif self._task is not None and self._late():
            self._shown = self._stack.enter_context(bars())
            self._shown.start(*self._task)
            self._shown.advance(self._done)

    def _late(self) -> bool:
        """Counted from the first piece of work done: loading the program isn't progress."""
        now = time.monotonic()
        if self._began is None:
            self._began = now
        return now - self._began > SECONDS

    def remark(self, what: Text) -> None:
        if self._shown is not None:
            self._shown.remark(what)
        else:
            words.print(what.in_(LANGUAGE), markup=False, soft_wrap=True)


@contextmanager
def patient() -> Iterator[Patient]:
    with ExitStack() as stack:
        yield Patient(stack)
