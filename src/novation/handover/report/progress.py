"""How far the case has come: each step done, with its day, or not yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from novation.handover.receipting import answer_text
from novation.handover.report.gathering import Records
from novation.handover.report.words import instant
from novation.handover.second_opinion import agrees, said
from novation.messages import Text


@dataclass(frozen=True, slots=True)
class Milestone:
    """`state`: tick, warn, cross, or unknown for what has not happened or was not looked at."""

    name: Text
    state: str
    detail: Text


NOT_YET = Text("还没有", "not yet")


def milestones(records: Records) -> list[Milestone]:
    """Decided, planned, approved, sealed, received, destroyed, in that order."""
    return [
        Milestone(Text("判定", "Decided"), *_decided(records.verdicts, records.check)),
        Milestone(Text("方案", "Plan"), *_planned(records.plan)),
        Milestone(Text("授权", "Authorised"), *_approved(records)),
        Milestone(Text("封装", "Sealed"), *_sealed(records)),
        Milestone(Text("对账", "Reconciled"), *_reconciled(records.reconciliation)),
        Milestone(Text("签收", "Receipt"), *_received(records)),
        Milestone(Text("销毁", "Destroyed"), *_destroyed(records)),
    ]


State = tuple[str, Text]


def _same(text: str) -> Text:
    return Text(text, text)


def _decided(verdicts: Mapping[str, Any] | None, check: Mapping[str, Any] | None) -> State:
    if not verdicts:
        return "unknown", NOT_YET
    if not check:
        return "tick", _same(verdicts["as_of"])
    found = said(check)
    told = Text(f"{verdicts['as_of']}；{found.zh}", f"{verdicts['as_of']}; {found.en}")
    return ("tick" if agrees(check) else "cross"), told


def _planned(plan: Mapping[str, Any] | None) -> State:
    if plan is None:
        return "unknown", NOT_YET
    at = instant(plan["created_at"])
    return "tick", Text(f"第 {plan['version']} 版，{at}", f"version {plan['version']}, {at}")


def _approved(records: Records) -> State:
    if not records.approvals:
        return "unknown", NOT_YET
    valid = [a for a in records.approvals if not a.problems]
    count, total = len(valid), len(records.approvals)
    roles = {a.document.role for a in valid if a.document}
    wanted = set(records.plan["approval"]["seal"]) if records.plan else set()
    state = "tick" if wanted <= roles else "warn"
    return state, Text(f"{total} 份，{count} 份对本方案有效", f"{count} of {total} valid for this plan")


def _sealed(records: Records) -> State:
    if records.sealed is None and not records.package_given:
        return "unknown", NOT_YET
    at = instant(records.sealed["sealed_at"]) if records.sealed else ""
    seal = records.seals["hander-over"]
    if not records.package_given:
        return "unknown", Text(f"{at}，封装包还没看过", f"{at}, package not looked at")
    words = {
        "tick": Text("移交人签名已核", "hander-over's signature verified"),
        "cross": Text("查验不符", "does not verify"),
    }
    said = words.get(seal.state, Text("签名还没看过", "signature not looked at"))
    joined = Text(f"{at}，{said.zh}", f"{at}, {said.en}") if at else said
    return seal.state, joined


def _reconciled(record: Mapping[str, Any] | None) -> State:
    if record is None:
        return "unknown", Text(
            "还没有，或没有给出受让方的记录", "not yet, or the buyer's records were not given"
        )
    at, count = instant(record["reconciled_at"]), record["differences"]
    if count:
        return "warn", Text(f"{at}，{count:,} 处不符", f"{at}, {count:,} differences")
    return "tick", Text(f"{at}，逐行相符", f"{at}, every row agrees")


def _received(records: Records) -> State:
    receipt = records.receipt
    if receipt is None:
        return "unknown", NOT_YET
    answer, at = answer_text(dict(receipt)), instant(receipt["given_at"])
    state = records.seals["receiver"].state
    if state == "tick" and receipt["answer"] != "accept":
        state = "cross" if receipt["answer"] == "reject" else "warn"
    return state, Text(f"{answer.zh}，{at}", f"{answer.en}, {at}")


def _destroyed(records: Records) -> State:
    record = records.certificate or records.destruction
    if record is None:
        return "unknown", NOT_YET
    at = instant(record["ended_at"])
    if records.certificate is None:
        return "warn", Text(f"{at}，证明还没有出具", f"{at}, no certificate yet")
    state = records.seals["certificate"].state
    return (record["state"] if state == "tick" else state), Text(
        f"{at}，已出具证明", f"{at}, certificate issued"
    )
