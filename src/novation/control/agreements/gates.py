"""What agreements keep shut: due diligence until the NDA is in force, closing until transfer and cross-border contract are.

Nothing is stored: each gate looks at signatures and days anew, so an agreement that expires or gets a new version shuts it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from novation.control.agreements.kinds import AgreementKind, Standing
from novation.control.agreements.law_packs import ContractNeed, contract_need
from novation.control.agreements.models import Agreement, OtherRoute
from novation.control.agreements.standing import standing, today, with_signatures
from novation.control.cases import gates
from novation.control.cases.gates import Blocker, Known
from novation.control.cases.models import Case
from novation.control.cases.phases import CasePhase
from novation.messages import Text

CITATIONS = {
    AgreementKind.NDA: Text(
        "《个人信息保护法》第六条、第二十三条（尽职调查中查看资料即为处理；后一项为实务解读）",
        "PIPL Arts. 6 and 23 (looking at records in due diligence is handling them; the latter is a reading in practice)",
    ),
    AgreementKind.TRANSFER: Text(
        "《网络数据安全管理条例》第十二条", "Network Data Security Regulations Art. 12"
    ),
}
_LACKS = {
    Standing.UNSIGNED: Text("{kind}尚未由各方签署", "{kind}: not signed by all parties"),
    Standing.NOT_YET: Text("{kind}已签署，{from_on} 才生效", "{kind}: signed, in force from {from_on}"),
    Standing.EXPIRED: Text("{kind}已于 {until_on} 到期", "{kind}: expired on {until_on}"),
    Standing.TERMINATED: Text("{kind}已于 {terminated_on} 终止", "{kind}: terminated on {terminated_on}"),
}
_NONE = Text("还没有{kind}", "there is no {kind}")


def in_force(case: Case, kind: AgreementKind, on: date | None = None) -> Agreement | None:
    """The agreement of this kind between seller and buyer that is in force on a day (default: today); None: none is."""
    day = on or today()
    return next((a for a in _between_both(case, kind) if standing(a, day) is Standing.IN_FORCE), None)


def lack(case: Case, kind: AgreementKind, on: date | None = None) -> Text | None:
    """Why no agreement of this kind is in force, told of the newest; None: one is."""
    if in_force(case, kind, on) is not None:
        return None
    newest = next(iter(_between_both(case, kind)), None)
    if newest is None:
        return _told(_NONE, kind)
    days = {name: getattr(newest, name) for name in ("from_on", "until_on", "terminated_on")}
    return _told(_LACKS[standing(newest, on)], kind, **days)


def _told(text: Text, kind: AgreementKind, **days: date | None) -> Text:
    return Text(text.zh.format(kind=kind.text.zh, **days), text.en.format(kind=kind.text.en, **days))


def cross_border_need(case: Case, on: date | None = None) -> ContractNeed | None:
    """Whether the places of seller and buyer make a cross-border contract necessary."""
    return contract_need(case.seller.place, case.buyer.place, on or today())


def other_route(case: Case, on: date | None = None) -> OtherRoute | None:
    """A declared route that needs no contract and still stands."""
    day = on or today()
    declared = _ROUTES.of(case)
    return next((route for route in declared if route.until_on is None or day <= route.until_on), None)


def nda_gate(case: Case) -> Iterator[Blocker]:
    yield from _blocker(case, AgreementKind.NDA)


def transfer_gate(case: Case) -> Iterator[Blocker]:
    yield from _blocker(case, AgreementKind.TRANSFER)


def cross_border_gate(case: Case) -> Iterator[Blocker]:
    """A contract, or counsel's declaration that another route is taken; what nobody has counted stays unknown."""
    need = cross_border_need(case)
    if need is None or other_route(case) is not None:
        return
    text = lack(case, AgreementKind.CROSS_BORDER)
    if text is not None:
        detail = None if need.certain else _DEPENDS
        state = "late" if need.certain else "unknown"
        yield Blocker(text, need.citation, detail, state, "agreements")


_DEPENDS = Text(
    "是否需要取决于人数；若走不需要合同的路径，由律师声明",
    "whether it is needed hangs on how many people are concerned; counsel declares a route that needs none",
)


def _blocker(case: Case, kind: AgreementKind) -> Iterator[Blocker]:
    text = lack(case, kind)
    if text is not None:
        yield Blocker(text, CITATIONS[kind], page="agreements")


def _between_both(case: Case, kind: AgreementKind) -> list[Agreement]:
    """The newest first; an agreement with somebody else does not open a gate between seller and buyer."""
    both = {case.seller_id, case.buyer_id}
    every = [one for one in _AGREEMENTS.of(case) if one.kind is kind]
    return [one for one in every if both <= {party.pk for party in one.parties.all()}]


def _agreements(cases: Sequence[Case]) -> dict[int, list[Agreement]]:
    """Of each case the agreements, the newest first, with texts and signatures."""
    found: dict[int, list[Agreement]] = {case.pk: [] for case in cases}
    by_pk = {case.pk: case for case in cases}
    for one in with_signatures(Agreement.objects.filter(case__in=by_pk)).order_by("-id"):
        one.case = by_pk[one.case_id]
        found[one.case_id].append(one)
    return found


def _routes(cases: Sequence[Case]) -> dict[int, list[OtherRoute]]:
    found: dict[int, list[OtherRoute]] = {case.pk: [] for case in cases}
    for route in OtherRoute.objects.filter(case__in=found, withdrawn_at=None).order_by("-id"):
        found[route.case_id].append(route)
    return found


_AGREEMENTS = Known(_agreements)
_ROUTES = Known(_routes)


def register() -> None:
    gates.register(CasePhase.DUE_DILIGENCE, nda_gate)
    gates.register(CasePhase.CLOSING, transfer_gate)
    gates.register(CasePhase.CLOSING, cross_border_gate)
