"""What agreements add to the evidence of a case: digests, days, means and states; no titles, no names, no reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from novation.control.agreements.models import Agreement, AgreementText, OtherRoute, Signature
from novation.control.journal.contributing import Record, register
from novation.evidence.instants import write_instant


def agreements(case: Any) -> Iterator[Record]:
    """Each agreement, its versions, the answers to its clauses, its signatures; routes that need no contract."""
    for one in Agreement.objects.filter(case=case).prefetch_related("parties").order_by("id"):
        yield {
            "type": "agreement",
            "ref": one.ref,
            "kind": str(one.kind),
            "state": str(one.state),
            "parties": sorted(party.ref for party in one.parties.all()),
            "from_on": one.from_on.isoformat(),
            "until_on": one.until_on.isoformat() if one.until_on else None,
            "terminated_on": one.terminated_on.isoformat() if one.terminated_on else None,
        }
        for text in one.texts.prefetch_related("answers", "signatures__party").order_by("number"):
            yield from _text(one, text)
    for route in OtherRoute.objects.filter(case=case).order_by("id"):
        yield {
            "type": "route",
            "ref": route.ref,
            "route": route.route,
            "declared_at": write_instant(route.declared_at),
            "withdrawn_at": write_instant(route.withdrawn_at) if route.withdrawn_at else None,
        }


def _text(one: Agreement, text: AgreementText) -> Iterator[Record]:
    yield {
        "type": "text",
        "agreement": one.ref,
        "number": text.number,
        "digest": text.digest,
        "clauses": {
            answer.clause: "located" if answer.where else "waived"
            for answer in sorted(text.answers.all(), key=lambda answer: answer.clause)
        },
        "made_at": write_instant(text.made_at),
        "by": text.made_by,
    }
    for signature in sorted(text.signatures.all(), key=lambda signature: signature.pk):
        yield _signature(one, text, signature)


def _signature(one: Agreement, text: AgreementText, signature: Signature) -> Record:
    return {
        "type": "signature",
        "agreement": one.ref,
        "number": text.number,
        "party": signature.party.ref,
        "means": str(signature.means),
        "signed_on": signature.signed_on.isoformat(),
        "evidence": signature.file.digest if signature.file else None,
        "key": signature.fingerprint or None,
        "armour": signature.armour or None,
    }


def contribute() -> None:
    register("agreements", agreements)
