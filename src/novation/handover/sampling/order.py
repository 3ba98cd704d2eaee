"""What somebody asks for in a sample, and the bounds of what may be asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from novation.errors.protection import ORDER_WRONG
from novation.messages import Text
from novation.protection import Limits

MOST_ROWS, LEAST_ROWS, MOST_COLUMNS = 1_000, 20, 12
SHARE, USUAL_ROWS, LARGEST_SHARE = 0.01, 100, 0.1
"""A hundredth of the people, at least USUAL_ROWS where that is no more than a tenth of them."""


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """`rows` None: as many as is usual. `risk`: the highest chance of naming one person. `kept`: sensitive columns."""

    rows: int | None = None
    limits: Limits = field(default_factory=Limits)
    risk: float = 0.1
    columns: int = 6
    table: str = ""
    without: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    def rows_of(self, people: int) -> int:
        """How many rows are drawn of so many people."""
        usual = min(MOST_ROWS, max(int(people * SHARE), min(USUAL_ROWS, int(people * LARGEST_SHARE))))
        return min(people, self.rows or usual)


def checked(
    rows: int | None, smallest: int, suppressed: float, risk: float, columns: int, **more: object
) -> SampleOrder:
    """An order within the bounds; raises `sample.order-wrong`."""
    _between(Text("行数", "the number of rows"), rows or MOST_ROWS, LEAST_ROWS, MOST_ROWS)
    _between(Text("每类最少人数", "the smallest class"), smallest, 2, MOST_ROWS // 2)
    _between(Text("略去的比例", "the share left out"), suppressed, 0, 0.5)
    _between(Text("风险限值", "the limit of risk"), risk, 0.001, 0.5)
    _between(Text("列数", "the number of columns"), columns, 1, MOST_COLUMNS)
    limits = Limits(smallest, suppressed)
    return SampleOrder(rows, limits, risk, columns, **more)  # type: ignore[arg-type]


def _between(what: Text, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise ORDER_WRONG.error(what=what, least=least, most=most)
