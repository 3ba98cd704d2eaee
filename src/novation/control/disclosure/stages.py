"""Which stage of disclosure is open: by the case's phase and its agreements on the day, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from novation.control.agreements.gates import cross_border_gate, nda_gate, transfer_gate
from novation.control.cases.gates import Blocker
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.control.disclosure.kinds import Stage
from novation.messages import Text

_ORDER = list(CasePhase)
_PRACTICE = Text(
    "《个人信息保护法》第二十三条（实务解读：先汇总、再去标识化）",
    "PIPL Art. 23 (as read in practice: aggregates first, then de-identified)",
)
_NOT_YET = Text("案件还没有进入“{phase}”阶段", "the case has not entered the phase “{phase}”")


def shut_by(case: Case, stage: Stage) -> list[Blocker]:
    """What keeps a stage shut; nothing: it is open."""
    return [blocker for gate in _GATES[stage] for blocker in gate(case)]


def is_open(case: Case, stage: Stage) -> bool:
    return not shut_by(case, stage)


def _from_phase(phase: CasePhase) -> Callable[[Case], Iterator[Blocker]]:
    def gate(case: Case) -> Iterator[Blocker]:
        if _ORDER.index(CasePhase(case.phase)) < _ORDER.index(phase):
            text = Text(_NOT_YET.zh.format(phase=phase.text.zh), _NOT_YET.en.format(phase=phase.text.en))
            yield Blocker(text, _PRACTICE, page="case")

    return gate


_GATES: dict[Stage, tuple[Callable[[Case], Iterator[Blocker]], ...]] = {
    Stage.AGGREGATES: (nda_gate,),
    Stage.SAMPLE: (nda_gate, _from_phase(CasePhase.DUE_DILIGENCE)),
    Stage.ROWS: (nda_gate, transfer_gate, cross_border_gate, _from_phase(CasePhase.CLOSING)),
}
