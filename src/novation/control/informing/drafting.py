"""The letter about one entry of the register of tellings, with the article that its pack names."""

from __future__ import annotations

from novation.control.cases.situation import shipped_packs
from novation.control.informing.letters import Draft, Letter, letter_of
from novation.control.informing.models import Recipient, Telling
from novation.control.informing.telling import answer_day
from novation.law.pack import Obligation


def drafted(found: Telling, recipient: Recipient) -> Letter:
    """Made anew each time it is asked for: what was sent is what people say they sent (`recipient.told`)."""
    obligation = _obligation(found.law)
    return letter_of(
        Draft(
            reference=found.ref,
            sender=found.case.seller.name,
            recipient=recipient.name,
            kind=found.kind,
            categories=found.touched,
            purpose=recipient.purpose,
            since_on=recipient.since_on,
            done_on=found.done_on,
            answer_by=answer_day(found),
            law=(obligation.title, obligation.citation.text) if obligation else None,
            confirmed=obligation.citation.confirmed if obligation else False,
        )
    )


def _obligation(name: str) -> Obligation | None:
    return next((one for pack in shipped_packs() for one in pack.obligations if one.id == name), None)
