"""Where the people of a case go: counts that the data plane wrote down when it judged; no row of anybody is read."""

from __future__ import annotations

import functools
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from novation.control.cases.models import Case
from novation.messages import Language, Text
from novation.terms import Place, SellerCopy, ToBuyer
from novation.ui.charts.flow import End, flow
from novation.ui.parts import Chart
from novation.ui.templatetags.parts import DISPOSITIONS

# Who passes is shown by how; who does not, by what the seller does with its copy.
OUTCOMES = (
    ToBuyer.TRANSFER,
    ToBuyer.AFTER_NOTICE,
    ToBuyer.NEEDS_CONSENT,
    ToBuyer.UNDECIDED,
    ToBuyer.WITHHOLD,
    SellerCopy.RETAIN_RESTRICTED,
    SellerCopy.ANONYMISE,
    SellerCopy.DESTROY,
)
_OWN = {SellerCopy.RETAIN_RESTRICTED, SellerCopy.ANONYMISE, SellerCopy.DESTROY}
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True)
class Flow:
    """People by place and outcome, each person once, and how many classes cover them."""

    counts: dict[tuple[str, str], int]
    classes: int

    @property
    def people(self) -> int:
        return sum(self.counts.values())


def flow_of(case: Case) -> Flow | None:
    """What was decided, or None where nothing is (yet)."""
    if not _FOLDER.fullmatch(case.project):
        return None
    path = Path(settings.HOME) / "projects" / case.project / "records" / "decisions.json"
    try:
        state = path.stat()
    except OSError:
        return None
    return _read(path, state.st_mtime_ns, state.st_size)


@functools.lru_cache(maxsize=64)
def _read(path: Path, changed: int, size: int) -> Flow | None:
    """Read once for each state of the file; one that cannot be read counts as not decided."""
    try:
        record = json.loads(path.read_bytes())
        return Flow(_counted(record["core"]), len(record["classes"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _counted(core: dict[str, dict[str, dict[str, int]]]) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for place, buyers in core.items():
        for to_buyer, sellers in buyers.items():
            for copy, people in sellers.items():
                own = to_buyer == ToBuyer.WITHHOLD and copy in _OWN
                found[place, copy if own else to_buyer] += people
    return dict(found)


def chart_of(found: Flow, language: Language) -> Chart:
    """The flow as a drawing and as a table with the same figures."""
    places = sorted({place for place, _ in found.counts}, key=lambda place: (-_people(found, place), place))
    used = [one for one in OUTCOMES if any(found.counts.get((place, str(one))) for place in places)]
    svg = flow(
        "flow",
        [End(place, _place(place).in_(language)) for place in places],
        [End(str(one), _word(one).in_(language), DISPOSITIONS[str(one)][0]) for one in used],
        found.counts,
        Text("客户资料的去向", "Where customers’ records go").in_(language),
        Text("同样的数字见下表", "The same figures are in the table below").in_(language),
        (
            Text("客户所在地", "Where customers live").in_(language),
            Text("资料去向", "Where records go").in_(language),
        ),
    )
    rows = [
        (_place(place), *(found.counts.get((place, str(one)), 0) for one in used), _people(found, place))
        for place in places
    ]
    sums = [sum(found.counts.get((place, str(one)), 0) for place in places) for one in used]
    return Chart(
        svg,
        (Text("所在地", "Place"), *(_word(one) for one in used), Text("人数", "People")),
        tuple(rows),
        (Text("合计", "Total"), *sums, found.people),
        tuple(DISPOSITIONS[str(one)][0] for one in used),
    )


def _people(found: Flow, place: str) -> int:
    return sum(number for (one, _), number in found.counts.items() if one == place)


def _place(value: str) -> Text:
    return _word(Place(value)) if value in set(Place) else Text(value, value)


def _word(outcome: Any) -> Text:
    """With a capital in English, as the first word of a label."""
    return Text(outcome.text.zh, outcome.text.en[:1].upper() + outcome.text.en[1:])
