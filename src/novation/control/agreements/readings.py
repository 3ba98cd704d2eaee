"""What programs read of agreements: how each stands, who is bound, who has not signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from novation.control.agreements.actions import AGREEMENTS, visible_to
from novation.control.agreements.kinds import AgreementKind, AgreementState, Standing
from novation.control.agreements.models import Agreement
from novation.control.agreements.standing import missing, standing, with_signatures
from novation.control.cases.models import Case
from novation.control.reading import Window, reading


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """`parties`, `missing`: references of companies; `digest`: of the version of the text that counts, or empty."""

    ref: str
    kind: AgreementKind
    title: str
    state: AgreementState
    standing: Standing
    parties: list[str]
    missing: list[str]
    from_on: date
    until_on: date | None
    terminated_on: date | None
    text_number: int | None
    digest: str
    version: int


@reading("agreements", zh="协议", en="Agreements", sight=AGREEMENTS)
def agreements(case: Case, actor: Any, window: Window) -> list[AgreementRow]:
    """The agreements that the caller's side may see: the other side those it is a party of, once they are released."""
    return [_row(one) for one in window.cut(with_signatures(visible_to(actor, case)).select_related("case"))]


def _row(one: Agreement) -> AgreementRow:
    text = one.text
    return AgreementRow(
        one.ref, one.kind, one.title, one.state, standing(one), [party.ref for party in one.parties.all()],
        [party.ref for party in missing(one)], one.from_on, one.until_on, one.terminated_on,
        text.number if text else None, text.digest if text else "", one.version,
    )  # fmt: skip
